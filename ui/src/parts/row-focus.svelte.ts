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

  /** Its menu is asked for: the row is chosen, and what it lies in opens the menu. Without a record there is none. */
  asked = (event: Event, row: ListRow | undefined, n: number) => {
    if (row !== undefined && hasRecord(row)) this.choose(row, n)
    else event.stopPropagation()
  }

  /** The same by pointer, anywhere among the rows. */
  pointed = (event: MouseEvent, rows: Iterable<Element> | undefined) => {
    const on = event.target instanceof Node ? event.target : null
    const n = [...(rows ?? [])].findIndex((row) => row.contains(on))
    this.asked(event, this.#rows()[n], n)
  }

  press = (event: KeyboardEvent, row: ListRow, n: number) => {
    const to = moved(event, n, this.#rows().length)
    if (to !== null) {
      this.#active = to
      this.#focus(to)
    } else if (asksMenu(event)) {
      this.asked(event, row, n)
      return
    } else if (event.key === 'Enter' || event.key === ' ') this.choose(row, n)
    else return
    event.preventDefault()
  }
}
