import { type Backend, ask } from '../api/backend'
import type { Advance } from '../api/types'

/** How often it is asked how far an act is, in milliseconds. */
const PULSE = 300

/** An act that may take long: how far it is, and a way to stop it. One that is done at once says nothing. */
export class LongAct {
  /** Null while nothing is under way, and where nothing was heard of it yet. */
  advance = $state.raw<Advance | null>(null)

  readonly #backend: Backend
  #running = false

  constructor(backend: Backend) {
    this.#backend = backend
  }

  /** Does it, and asks meanwhile how far it is. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    this.#running = true
    const watch = setInterval(() => void this.#look().catch(() => undefined), PULSE)
    try {
      return await act()
    } finally {
      clearInterval(watch)
      this.#running = false
      this.advance = null
    }
  }

  cancel = async () => {
    await this.#backend.call({ act: 'cancel' })
  }

  async #look() {
    const { advance } = await ask(this.#backend, { act: 'progress' }, 'progress')
    if (this.#running && advance.total > 0) this.advance = advance
  }
}
