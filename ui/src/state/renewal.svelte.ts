import { type Backend, ask } from '../api/backend'
import type { Advance } from '../api/types'

/** How often it is asked how far a vault is, in milliseconds. */
const PULSE = 300

/** While a vault is opened: how far one of an older version is brought up to date, and a way to stop that. */
export class Renewal {
  /** Null while nothing is brought up to date, as nearly always. */
  advance = $state.raw<Advance | null>(null)

  readonly #backend: Backend
  #opening = false

  constructor(backend: Backend) {
    this.#backend = backend
  }

  /** Opens a vault, and asks meanwhile how far it is. */
  async during<T>(opening: () => Promise<T>): Promise<T> {
    this.#opening = true
    const watch = setInterval(() => void this.#look().catch(() => undefined), PULSE)
    try {
      return await opening()
    } finally {
      clearInterval(watch)
      this.#opening = false
      this.advance = null
    }
  }

  cancel = async () => {
    await this.#backend.call({ act: 'cancel' })
  }

  async #look() {
    const { advance } = await ask(this.#backend, { act: 'progress' }, 'progress')
    if (this.#opening && advance.total > 0) this.advance = advance
  }
}
