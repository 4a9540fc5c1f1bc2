import { type Backend, ask } from '../api/backend'

/** What stands in a form: the record so far, and the reason. */
export interface FormState {
  record: Record<string, unknown>
  reason: string
}

/** How long typing may be on the page alone, in milliseconds. */
const KEEP_AFTER = 400
/** After how long what could not be kept is tried again, in milliseconds. */
const KEEP_AGAIN = 3000

/**
 * What is typed into the forms of a case, kept in its vault and not in the book, so that it survives a lock, a crash
 * and another choice. The place is `record:LIST:ID`; a draft of a record goes when the record is erased.
 */
export class CaseDrafts {
  readonly #backend: Backend
  readonly #reference: string
  readonly #onfailure: (thrown: unknown) => void
  readonly #onkept: () => void
  #failed = false
  #waiting = new Map<string, { text: string; timer: ReturnType<typeof setTimeout> }>()
  #keeping = Promise.resolve()

  constructor(
    backend: Backend,
    reference: string,
    onfailure: (thrown: unknown) => void,
    onkept: () => void = () => undefined,
  ) {
    this.#backend = backend
    this.#reference = reference
    this.#onfailure = onfailure
    this.#onkept = onkept
  }

  /** What was left there, or nothing. */
  read = async (place: string): Promise<FormState | null> => {
    await this.flush()
    const { text } = await ask(this.#backend, { act: 'draft', reference: this.#reference, place }, 'draft')
    if (text === '') return null
    const kept: unknown = JSON.parse(text)
    return typeof kept === 'object' && kept !== null && 'record' in kept ? (kept as FormState) : null
  }

  /** Keeps what stands there a moment after the last key; nothing takes the draft away at once. */
  keep = (place: string, state: FormState | null) => {
    const before = this.#waiting.get(place)
    if (before !== undefined) clearTimeout(before.timer)
    const text = state === null ? '' : JSON.stringify(state)
    this.#waiting.set(place, {
      text,
      timer: setTimeout(() => this.#send(place), state === null ? 0 : KEEP_AFTER),
    })
  }

  /** Keeps at once whatever still waits: before a lock, and when the page goes. */
  flush = (): Promise<void> => {
    for (const place of [...this.#waiting.keys()]) this.#send(place)
    return this.#keeping
  }

  #send(place: string) {
    const waiting = this.#waiting.get(place)
    if (waiting === undefined) return
    clearTimeout(waiting.timer)
    this.#waiting.delete(place)
    const [, , id = 'new', ...more] = place.split(':')
    const request = {
      act: 'keep-draft' as const,
      reference: this.#reference,
      place,
      text: waiting.text,
      about: id === 'new' ? null : [id, ...more].join(':'),
    }
    this.#keeping = this.#keeping.then(async () => {
      try {
        await ask(this.#backend, request, 'draft-kept')
        if (this.#failed) this.#onkept()
        this.#failed = false
      } catch (thrown) {
        this.#failed = true
        this.#onfailure(thrown)
        // It waits on, unless something newer does already: a full disk may have room again.
        if (!this.#waiting.has(place)) {
          const timer = setTimeout(() => this.#send(place), KEEP_AGAIN)
          this.#waiting.set(place, { text: waiting.text, timer })
        }
      }
    })
  }
}
