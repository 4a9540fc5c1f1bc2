import type { ListRow } from '../api/types'
import { asksMenu, hasRecord, moved } from './row-key'

/** One tab stop over the rows of a section: the arrows move it, a click, Enter and the space bar choose. */
export class RowFocus {
  #active = $state(0)
  readonly #rows: () => ListRow[]
  readonly #choose: (row: ListRow) => void
  readonly #focus: (n: number) => void

  constructor(rows: () => ListRow[], choose: (row: ListRow) => void, focus: (n: number) => void) {
    this.#rows = rows
    this.#choose = choose
    this.#focus = focus
  }

  /** The row that is the tab stop. */
  get at(): number {
    return Math.min(this.#active, Math.max(0, this.#rows().length - 1))
  }

  choose = (row: ListRow, n: number) => {
    this.#active = n
    this.#choose(row)
  }

  /** The menu of a row is asked for by pointer, anywhere among the rows: the row is chosen, and by taking the event this
   * tells what it lies in to open the menu. What has no record has none. */
  pointed = (event: MouseEvent, rows: Iterable<Element> | undefined) => {
    const on = event.target instanceof Node ? event.target : null
    const n = [...(rows ?? [])].findIndex((row) => row.contains(on))
    const row = this.#rows()[n]
    if (row === undefined || !hasRecord(row)) return
    this.choose(row, n)
    event.preventDefault()
  }

  press = (event: KeyboardEvent, row: ListRow, n: number) => {
    const to = moved(event, n, this.#rows().length)
    if (to !== null) {
      this.#active = to
      this.#focus(to)
    } else if (asksMenu(event)) {
      // The key itself opens it, on what is chosen.
      if (hasRecord(row)) this.choose(row, n)
      else event.stopPropagation()
      return
    } else if (event.key === 'Enter' || event.key === ' ') this.choose(row, n)
    else return
    event.preventDefault()
  }
}
