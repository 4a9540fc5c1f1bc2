import { getContext, setContext } from 'svelte'

/** Something that can be done with the record in the panel. */
export interface RecordAct {
  /** Its stable name: `say-chased`, `correct`, `copy`. */
  id: string
  /** Its word, as on a button. */
  words: string
  /** What it says, for the palette; empty where the word says it. */
  title: string
  /** Whether it says what came of the record; others come after a line. */
  came: boolean
  /** Does it, or opens its form with the focus in the first field. */
  run: () => void
}

/** A record, by what it is called. */
export interface RecordShown {
  list: string
  id: string
  name: string
}

const KEY = Symbol('record acts')

/** What can be done with the record in the panel: the panel says it, the menu of a row and the palette offer it. */
export class RecordActs {
  record = $state.raw<RecordShown | null>(null)
  all = $state.raw<RecordAct[]>([])
  #waits: { list: string; id: string; then: () => void } | null = null

  /** The panel shows this record, or none. */
  show(record: RecordShown | null, all: RecordAct[]) {
    this.record = record
    this.all = all
    if (this.#waits === null || !this.#shows(this.#waits)) return
    const { then } = this.#waits
    this.#waits = null
    then()
  }

  /** Waits until the panel shows a record. Whoever asks later takes the place of who asked before. */
  of(place: { list: string; id: string }): Promise<void> {
    if (this.#shows(place)) return Promise.resolve()
    return new Promise((then) => (this.#waits = { list: place.list, id: place.id, then }))
  }

  /** Does one of them. */
  run(id: string) {
    this.all.find((act) => act.id === id)?.run()
  }

  #shows = ({ list, id }: { list: string; id: string }) => this.record?.list === list && this.record.id === id
}

/** Makes them known to everything inside. */
export function shareRecordActs(): RecordActs {
  const acts = new RecordActs()
  setContext(KEY, acts)
  return acts
}

/** Those that were made known; some that nobody else sees, where none were. */
export function recordActs(): RecordActs {
  return getContext<RecordActs | undefined>(KEY) ?? new RecordActs()
}
