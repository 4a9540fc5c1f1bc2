import { type Backend, ask, failureOf } from './backend'
import type { Failure } from './types'
import type { Typing } from './window-types'

/** How long typing may be on the page alone, in milliseconds. */
const KEEP_AFTER = 400
/** After how long what could not be kept is tried again, in milliseconds. */
const KEEP_AGAIN = 3000

/** Where something is typed: in a case (none for what belongs to the vault), and at which place of it. */
export interface TypedAt {
  reference: string | null
  place: string
}

/** Who is told what became of what was typed there. */
export interface Teller {
  failed(thrown: unknown): void
  /** It is kept after all. */
  kept(): void
}

interface Waiting extends TypedAt {
  text: string
  /** The record that it is about: the draft goes when that is erased. */
  about: string | null
  teller: Teller
  timer: ReturnType<typeof setTimeout>
}

const key = ({ reference, place }: TypedAt) => `${reference ?? ''}\n${place}`

function kindOf({ place }: TypedAt): Typing {
  if (place === 'quick-entry') return 'line'
  if (place === 'new-case') return 'new-case'
  return /^(record:|say-)/.test(place) ? 'form' : 'reason'
}

/**
 * Keeps whatever is typed in the vault and not in the book, at most half a second behind the keys, so that it survives a
 * lock, a crash and another choice. What cannot be kept stays here and is tried again, whatever is shown meanwhile.
 */
export class Keeper {
  /** Why something could not be kept, last. */
  why: Failure | null = null
  readonly #backend: Backend
  readonly #onunkept: (what: Typing[]) => void
  readonly #waiting = new Map<string, Waiting>()
  /** What the vault holds, as far as that is known. */
  readonly #kept = new Map<string, string>()
  readonly #failed = new Set<string>()
  /** Drafts are kept one after the other, so that none can overtake a later one. */
  #keeping = Promise.resolve()

  constructor(backend: Backend, onunkept: (what: Typing[]) => void = () => undefined) {
    this.#backend = backend
    this.#onunkept = onunkept
  }

  /** What is typed and could not be kept until now: a kind for each place. */
  get unkept(): Typing[] {
    return [...this.#failed].flatMap((at) => {
      const waiting = this.#waiting.get(at)
      return waiting === undefined || waiting.text === '' ? [] : [kindOf(waiting)]
    })
  }

  /** What was left there, or nothing. */
  read = async ({ reference, place }: TypedAt): Promise<string> => {
    const at = key({ reference, place })
    await this.flush()
    const waiting = this.#waiting.get(at)
    if (waiting !== undefined) return waiting.text
    const { text } = await ask(this.#backend, { act: 'draft', reference, place }, 'draft')
    this.#kept.set(at, text)
    return text
  }

  /** Keeps what stands there a moment later, with the keys that come until then; nothing is taken away at once. */
  keep = (to: TypedAt, text: string, teller: Teller, about: string | null = null) => {
    const at = key(to)
    const before = this.#waiting.get(at)
    if (before === undefined && this.#kept.get(at) === text) return
    const hurried = text === '' || (before !== undefined && this.#failed.has(at) && before.text !== text)
    if (before !== undefined && !hurried) {
      this.#waiting.set(at, { ...before, text, teller, about })
      return
    }
    clearTimeout(before?.timer)
    const timer = setTimeout(() => this.#send(at), text === '' ? 0 : KEEP_AFTER)
    this.#waiting.set(at, { ...to, text, teller, about, timer })
  }

  /** Keeps nothing more of what was typed there until now: the write that takes it takes the draft too. */
  drop = (to: TypedAt): Promise<void> => {
    const at = key(to)
    clearTimeout(this.#waiting.get(at)?.timer)
    this.#waiting.delete(at)
    this.#kept.delete(at)
    return this.#keeping.then(() => this.#settle(at, false))
  }

  /** The write took it, and the draft with it. */
  taken = (to: TypedAt) => {
    this.#kept.set(key(to), '')
  }

  /** Keeps at once whatever still waits: before a lock, and when the page goes. */
  flush = (): Promise<void> => {
    for (const at of [...this.#waiting.keys()]) this.#send(at)
    return this.#keeping
  }

  /** The vault is locked: nothing more can be kept in it. */
  forget = () => {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer)
    this.#waiting.clear()
    this.#kept.clear()
    for (const at of [...this.#failed]) this.#settle(at, false)
  }

  #send(at: string) {
    const sent = this.#waiting.get(at)
    if (sent === undefined) return
    clearTimeout(sent.timer)
    this.#waiting.delete(at)
    const { reference, place, text, about, teller } = sent
    this.#keeping = this.#keeping.then(async () => {
      try {
        await ask(this.#backend, { act: 'keep-draft', reference, place, text, about }, 'draft-kept')
        this.#kept.set(at, text)
        if (this.#failed.has(at)) teller.kept()
        this.#settle(at, false)
      } catch (thrown) {
        this.why = failureOf(thrown)
        this.#kept.delete(at)
        // It waits on, unless something newer does already: a full disk may have room again.
        if (!this.#waiting.has(at)) {
          const timer = setTimeout(() => this.#send(at), KEEP_AGAIN)
          this.#waiting.set(at, { ...sent, timer })
        }
        teller.failed(thrown)
        this.#settle(at, true)
      }
    })
  }

  #settle(at: string, failed: boolean) {
    if (this.#failed.has(at) === failed) return
    if (failed) this.#failed.add(at)
    else this.#failed.delete(at)
    this.#onunkept(this.unkept)
  }
}
