import type { Keeper, Teller } from '../api/keeper'

/** What stands in a form: the record so far, and the reason. */
export interface FormState {
  record: Record<string, unknown>
  reason: string
}

/**
 * What is typed into the forms of a case, or of none. The place is `record:LIST:ID` for a form, `ACT:LIST:ID` for a
 * reason; the draft of a record goes when the record is erased.
 */
export class CaseDrafts {
  readonly #keeper: Keeper
  readonly #reference: string | null
  readonly #teller: Teller

  constructor(
    keeper: Keeper,
    reference: string | null,
    onfailure: (thrown: unknown) => void,
    onkept: () => void = () => undefined,
  ) {
    this.#keeper = keeper
    this.#reference = reference
    this.#teller = { failed: onfailure, kept: onkept }
  }

  /** What was left there, or nothing. */
  read = async (place: string): Promise<FormState | null> => {
    const text = await this.#keeper.read({ reference: this.#reference, place })
    if (text === '') return null
    const kept: unknown = JSON.parse(text)
    return typeof kept === 'object' && kept !== null && 'record' in kept ? (kept as FormState) : null
  }

  /** Keeps what stands there; nothing takes the draft away at once. */
  keep = (place: string, state: FormState | null) => {
    const [, , id = 'new', ...more] = place.split(':')
    const about = id === 'new' ? null : [id, ...more].join(':')
    const text = state === null ? '' : JSON.stringify(state)
    this.#keeper.keep({ reference: this.#reference, place }, text, this.#teller, about)
  }

  /** Keeps at once whatever still waits. */
  flush = (): Promise<void> => this.#keeper.flush()
}
