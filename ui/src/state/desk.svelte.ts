import { type Backend, ask, failureOf } from '../api/backend'
import type {
  CaseLine,
  CaseScreen,
  DueLine,
  EntryStep,
  Failure,
  Found,
  Picture,
  Place,
  Point,
  Screen,
  Stretch,
  Ticks,
} from '../api/types'
import { Lines } from './lines.svelte'

/** What lies on the desk: one case, one screen of it, one moment of the book, and one selection for list, picture
 * and panel. */
export class Desk {
  cases = $state.raw<CaseLine[]>([])
  dueNext = $state.raw<DueLine[]>([])
  /** Who writes: the name beside each entry. */
  writer = $state('')
  /** Whether nobody has said yet who writes here, and whoever sits here was not asked in vain. */
  unnamed = $state(false)
  #unasked = false
  reference = $state<string | null>(null)
  screen = $state<Screen>('timeline')
  /** As of when the case is shown, in the form of `at`; none for now. */
  asOf = $state<string | null>(null)
  selection = $state.raw<Place | null>(null)
  /** The number of the selection's line in the list that is shown; none where it has none. */
  line = $state<number | null>(null)
  open = $state.raw<CaseScreen | null>(null)
  picture = $state.raw<Picture | null>(null)
  /** Whether the cases of the vault are known. */
  ready = $state(false)
  failure = $state.raw<Failure | null>(null)
  /** What was said last of something done, for the live region. */
  said = $state('')
  /** Counts what was written elsewhere than on the screen that is shown, so that it asks again. */
  writes = $state(0)
  /** Counts whatever was written, so that the panel reads its record again. */
  changes = $state(0)

  readonly backend: Backend
  readonly lines: Lines
  #turn = 0

  constructor(backend: Backend) {
    this.backend = backend
    this.lines = new Lines(backend, this.#fail)
  }

  /** Reads the cases and opens the one that lay open last, else the first, where none is open yet. */
  start = () =>
    this.#attempt(async () => {
      const last = await this.#readCases()
      const first = this.cases.find(({ reference }) => reference === last) ?? this.cases[0]
      if (this.reference === null && first !== undefined) await this.#load(first.reference, null, null)
      this.ready = true
    })

  /** Opens a case as it stands, at a record of it if one is given. */
  openCase = (reference: string, place: Place | null = null) =>
    this.#attempt(() => this.#load(reference, reference === this.reference ? this.asOf : null, place))

  /** A case was begun: it is among the cases, and opens. */
  begun = (reference: string) =>
    this.#attempt(async () => {
      await this.#readCases()
      this.screen = 'timeline'
      await this.#load(reference, null, null)
    })

  /** Goes to a screen of the open case. */
  goTo = (screen: Screen) =>
    this.#attempt(async () => {
      this.screen = screen
      await this.#list(this.selection)
    })

  /** Shows the case as its book stood then, a time as it is typed. Answers the failure, for the field in which the time was typed. */
  knownOn = async (asOf: string | null): Promise<Failure | null> => {
    if (this.reference === null) return null
    try {
      await this.#load(this.reference, asOf === null ? null : await this.#atOf(asOf), this.selection)
      return null
    } catch (thrown) {
      return failureOf(thrown)
    }
  }

  /** Selects a record: one selection for list, picture and panel. */
  select = async (place: Place | string | null, line?: number): Promise<void> => {
    if (typeof place === 'string') {
      await this.#selectById(place)
      return
    }
    this.selection = place
    if (line !== undefined || place === null) {
      this.line = line ?? null
      return
    }
    await this.#attempt(async () => {
      const found = await this.lines.find(place)
      if (this.selection === place) this.line = found
    })
  }

  /** Something was written in: everything is asked anew, and what was written is selected. The screen that wrote it
   * has asked for itself. */
  changed = (written: Place | number | undefined, byScreen = false) =>
    this.#attempt(async () => {
      this.changes += 1
      if (!byScreen) this.writes += 1
      const turn = this.#turn
      await this.#readCases()
      // A case that was opened meanwhile stays: it was asked for after the write, and says it already.
      if (this.reference !== null && turn === this.#turn) {
        const place = typeof written === 'object' ? { list: written.list, id: written.id } : this.selection
        await this.#load(this.reference, this.asOf, place)
      }
    })

  /** The case beside the open one in the side bar. */
  beside = (step: 1 | -1) => {
    const at = this.cases.findIndex((row) => row.reference === this.reference)
    const next = this.cases[at + step]
    if (next !== undefined) void this.openCase(next.reference)
  }

  /** Checks every entry of the vault, and says what was found. */
  checkRecord = () =>
    this.#attempt(async () => {
      this.said = 'Checking the record…'
      this.said = (await ask(this.backend, { act: 'check-record' }, 'checked')).words
      if (this.reference !== null) this.open = await this.#readCase(this.reference, this.asOf)
    })

  /** The records of every case that hold these words. */
  find = async (query: string): Promise<Found[]> =>
    (await ask(this.backend, { act: 'find', query }, 'found')).found

  /** The ticks of a stretch of the picture. */
  ticks = async ({ from, to }: Stretch, most: number): Promise<Ticks> =>
    (await ask(this.backend, { act: 'ticks', from, to, most }, 'ticks')).ticks

  /** The marks of a stretch of the picture, where it is of very much. */
  marks = async ({ from, to }: Stretch, width: number): Promise<Point[]> => {
    const { reference, asOf: as_of } = this
    if (reference === null) return []
    const request = { act: 'picture-marks', reference, as_of, from, to, width } as const
    return (await ask(this.backend, request, 'picture-marks')).points
  }

  /** An entry of the picture, found from another. */
  entry = async (at: Place | null, step: EntryStep): Promise<Point | null> => {
    const { reference, asOf: as_of } = this
    if (reference === null) return null
    const request = { act: 'picture-entry', reference, as_of, at, step } as const
    return (await ask(this.backend, request, 'picture-entry')).point
  }

  async #selectById(id: string) {
    if (this.reference === null) return
    const request = { act: 'where', reference: this.reference, as_of: this.asOf, id } as const
    await this.#attempt(async () => {
      const { place } = await ask(this.backend, request, 'where')
      if (place !== null) await this.select(place)
    })
  }

  /** Answers the reference of the case that lay open last. */
  /** A time as it is typed, in the form of `at`. */
  async #atOf(typed: string): Promise<string> {
    const request = { act: 'read-when', typed, approximate: false, hour: false } as const
    return (await ask(this.backend, request, 'when-read')).time.at
  }

  /** Says who writes here; answers why it cannot be. */
  sayWriter = async (typed: string): Promise<Failure | null> => {
    try {
      const { settings } = await ask(this.backend, { act: 'say-writer', writer: typed }, 'settings')
      this.writer = settings.writer
      this.unnamed = false
      return null
    } catch (thrown) {
      return failureOf(thrown)
    }
  }

  /** Nobody says so now; it is not asked again until the next start. */
  leaveUnnamed = () => {
    this.unnamed = false
    this.#unasked = true
  }

  async #readCases(): Promise<string> {
    const { cases, due_next, last_open, writer, unnamed } = await ask(this.backend, { act: 'cases' }, 'cases')
    this.cases = cases
    this.dueNext = due_next
    this.writer = writer
    this.unnamed = unnamed && !this.#unasked
    return last_open
  }

  async #readCase(reference: string, as_of: string | null): Promise<CaseScreen> {
    return (await ask(this.backend, { act: 'case', reference, as_of }, 'case')).case
  }

  async #load(reference: string, asOf: string | null, place: Place | null) {
    const turn = ++this.#turn
    const open = await this.#readCase(reference, asOf)
    const { picture } = await ask(this.backend, { act: 'picture', reference, as_of: asOf }, 'picture')
    if (turn !== this.#turn) return
    const another = reference !== this.reference
    this.reference = reference
    this.asOf = asOf
    this.open = open
    this.picture = picture
    await this.#list(place ?? (another ? picture.first : this.selection))
  }

  /** Shows the list of the present screen, with a selection. */
  async #list(place: Place | null) {
    if (this.reference === null) return
    const source = { reference: this.reference, as_of: this.asOf, screen: this.screen }
    const before = this.selection
    const line = await this.lines.show(source, place)
    // What was chosen while the list was on its way stays chosen.
    if (this.selection !== before) return
    this.selection = place
    this.line = line
  }

  #fail = (thrown: unknown) => {
    this.failure = failureOf(thrown)
  }

  async #attempt(act: () => Promise<void>) {
    this.failure = null
    try {
      await act()
    } catch (thrown) {
      this.#fail(thrown)
    }
  }
}
