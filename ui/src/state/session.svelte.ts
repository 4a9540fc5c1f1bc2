import { type Backend, ask, failureOf } from '../api/backend'
import { Keeper } from '../api/keeper'
import type { Failure, NamedVault } from '../api/types'
import type { Typing } from '../api/window-types'
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

  /** What cannot be kept, while it is asked whether to lock all the same. */
  unkept = $state.raw<Typing[]>([])
  /** What was lost when the vault locked by itself. */
  lost = $state.raw<Typing[]>([])

  readonly backend: Backend
  /** Keeps what is typed. */
  readonly keeper: Keeper
  /** The way to an open vault. */
  readonly first: FirstStart

  constructor(backend: Backend) {
    this.backend = backend
    // The window locks by itself when nobody is there, and then says what that cost.
    this.keeper = new Keeper(
      backend,
      (what) => void backend.window?.({ act: 'unkept', what }).catch(() => undefined),
    )
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
      this.lost = await this.#lost()
      if (vault?.open) return this.#showCases(vault)
      if (vault === null) this.stage = 'no-vault'
      else this.#showLock(vault.name)
      await this.first.look(vault !== null)
    })

  unlock = (passphrase: string) =>
    this.#attempt(async () => {
      const request = { act: 'unlock', passphrase } as const
      const { vault } = await this.first.renewal.during(() => ask(this.backend, request, 'unlocked'))
      this.#showCases(vault)
    })

  /**
   * Locks the vault when all that was typed is in it, else asks; the shell then ends this process and starts a fresh
   * one at the lock screen.
   */
  lock = (anyway = false) =>
    this.#attempt(async () => {
      await this.keeper.flush()
      this.unkept = anyway ? [] : this.keeper.unkept
      if (this.unkept.length > 0) return
      await ask(this.backend, { act: 'lock' }, 'locked')
      this.keeper.forget()
      this.over = null
      this.#showLock(this.vault)
    })

  /** Nothing is locked; it is tried on to keep what is typed. */
  stay = () => (this.unkept = [])

  /** What the window says was lost; nothing in a plain browser. */
  async #lost(): Promise<Typing[]> {
    const answer = await this.backend.window?.({ act: 'lost' }).catch(() => null)
    return answer?.is === 'lost' ? answer.what : []
  }

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
