import { type Backend, ask } from '../api/backend'

/** How long somebody may go on typing before the question is thought about, in milliseconds. */
const AFTER = 250

/** Whether what a form tells is long past, so that it asks why it is written in only now. The door decides. */
export class AsksLate {
  /** The question; none where there is nothing to ask. */
  words = $state<string | null>(null)
  #asked = 0

  /** Made as a form is; it is told the form's list, and its record so far or nothing where it does not ask. */
  constructor(backend: Backend, list: string, record: () => Record<string, unknown> | null) {
    $effect(() => {
      const mine = ++this.#asked
      const told = record()
      if (told === null) return
      const timer = setTimeout(async () => {
        // A question that cannot be asked holds nobody up.
        const answer = await ask(backend, { act: 'ask-late', list, record: told }, 'late').catch(() => null)
        if (mine === this.#asked) this.words = answer?.words ?? null
      }, AFTER)
      return () => clearTimeout(timer)
    })
  }
}
