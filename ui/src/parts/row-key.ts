import type { ListRow } from '../api/types'

/** Rows of a section that can be chosen by the arrow keys: what moves the focus, by key. */
export function moved(event: KeyboardEvent, from: number, count: number): number | null {
  const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: count - 1 }[event.key]
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return null
  return Math.max(0, Math.min(count - 1, to))
}

/** Whether a key asks for the menu of what has the focus. */
export function asksMenu({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey)
}

/** Whether a record stands behind a row. */
export function hasRecord(row: ListRow): boolean {
  return row.list !== '' && row.id !== ''
}

/** Whether a row is the chosen one. */
export function isChosen(row: ListRow, chosen: { list: string; id: string } | null): boolean {
  return chosen !== null && row.list === chosen.list && row.id === chosen.id
}
