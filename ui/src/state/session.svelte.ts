import { type Backend, ask, failureOf } from '../api/backend'
import type { Failure, NamedVault } from '../api/types'
import { FirstStart } from './first.svelte'

type Stage = 'starting' | 'no-vault' | 'locked' | 'open'

/** Where the window stands with its one vault: what it shows, what it waits for, what went wrong last. */
export class Session {
  stage = $state<Stage>('starting')
  vault = $state('')
  /** What whoever opened the vault should be told: that it was copied, set back, or is a backup. */
  notices = $state.raw<string[]>([])
  busy = $state(false)
  failure = $state.raw<Failure | null>(null)

  /** What is shown over everything else, from wherever it was called. */
  over = $state<'help' | 'settings' | null>(null)

  readonly backend: Backend
  /** The way to an open vault. */
  readonly first: FirstStart

  constructor(backend: Backend) {
    this.backend = backend
    this.first = new FirstStart(backend, {
      locked: (name) => this.#showLock(name),
      none: () => (this.stage = 'no-vault'),
      enter: async (vault) => this.#showCases(vault),
    })
  }

  /** Asks which vault this window is for and whether it is open already. */
  start = () =>
    this.#attempt(async () => {
      const { vault } = await ask(this.backend, { act: 'start' }, 'started')
      if (vault?.open) return this.#showCases(vault)
      if (vault === null) this.stage = 'no-vault'
      else this.#showLock(vault.name)
      await this.first.look(vault !== null)
    })

  unlock = (passphrase: string) =>
    this.#attempt(async () => {
      const { vault } = await ask(this.backend, { act: 'unlock', passphrase }, 'unlocked')
      this.#showCases(vault)
    })

  /** Locks the vault; the shell then ends this process and starts a fresh one at the lock screen. */
  lock = () =>
    this.#attempt(async () => {
      await ask(this.backend, { act: 'lock' }, 'locked')
      this.over = null
      this.#showLock(this.vault)
    })

  #showLock(name: string) {
    this.vault = name
    this.notices = []
    this.stage = 'locked'
  }

  #showCases({ name, notices }: NamedVault) {
    this.vault = name
    this.notices = notices
    this.stage = 'open'
  }

  async #attempt(act: () => Promise<void>) {
    if (this.busy) return
    this.busy = true
    this.failure = null
    try {
      await act()
    } catch (thrown) {
      this.failure = failureOf(thrown)
    } finally {
      this.busy = false
    }
  }
}
