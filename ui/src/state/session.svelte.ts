import { type Backend, ask, failureOf } from '../api/backend'
import { Keeper } from '../api/keeper'
import type { Failure, NamedVault } from '../api/types'
import type { Typing } from '../api/window-types'
import { FirstStart } from './first.svelte'

/** What somebody comes to the settings for. */
export type SettingsAt = 'writer' | 'backup' | 'passphrase' | 'rekey'

type Stage = 'starting' | 'no-vault' | 'locked' | 'open'

/** Where the window stands with its one vault: what it shows, what it waits for, what went wrong last. */
export class Session {
  stage = $state<Stage>('starting')
  vault = $state('')
  /** What whoever opened the vault should be told: that it was copied, set back, or is a backup. */
  notices = $state.raw<string[]>([])
  /** Why nothing can be written into the open vault, in a sentence; empty where it can be. */
  unwritable = $state('')
  busy = $state(false)
  failure = $state.raw<Failure | null>(null)

  /** What is shown over everything else, from wherever it was called. */
  over = $state<'help' | 'settings' | null>(null)
  /** What the settings were called for; none for all of them. */
  settingsAt = $state<SettingsAt | null>(null)

  /** What cannot be kept, while it is asked whether to lock or to close all the same. */
  unkept = $state.raw<Typing[]>([])
  /** Which of the two is asked. */
  leaving = $state<'lock' | 'close'>('lock')
  /** What was lost when the vault locked by itself. */
  lost = $state.raw<Typing[]>([])

  #closing = false

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

  /** Shows the settings, at what they were called for. */
  showSettings = (at: SettingsAt | null = null) => {
    this.settingsAt = at
    this.over = 'settings'
  }

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
      if (!(await this.#kept('lock', anyway))) return
      await ask(this.backend, { act: 'lock' }, 'locked')
      this.keeper.forget()
      this.over = null
      this.#showLock(this.vault)
    })

  /**
   * Closes the window when all that was typed is in the vault, else asks. The shell waits until it hears of it; while
   * keeping hangs it hears nothing more, and a window that is closed again and again goes.
   */
  close = async (anyway = false): Promise<void> => {
    if (this.#closing) return
    await this.backend.window?.({ act: 'close-heard' }).catch(() => undefined)
    const asked = this.unkept.length > 0 && this.leaving === 'close'
    if (asked && !anyway) return
    this.#closing = true
    try {
      if (!(await this.#kept('close', anyway))) return
      await this.backend.window?.({ act: 'close' }).catch(() => undefined)
    } finally {
      this.#closing = false
    }
  }

  /** Whether nothing that is typed would be lost, or it may be. */
  async #kept(leaving: 'lock' | 'close', anyway: boolean): Promise<boolean> {
    await this.keeper.flush()
    this.leaving = leaving
    this.unkept = anyway ? [] : this.keeper.unkept
    return this.unkept.length === 0
  }

  /** Nothing is locked or closed; it is tried on to keep what is typed. */
  stay = () => (this.unkept = [])

  /** What the window says was lost; nothing in a plain browser. */
  async #lost(): Promise<Typing[]> {
    const answer = await this.backend.window?.({ act: 'lost' }).catch(() => null)
    return answer?.is === 'lost' ? answer.what : []
  }

  #showLock(name: string) {
    this.vault = name
    this.notices = []
    this.unwritable = ''
    this.stage = 'locked'
  }

  #showCases({ name, notices, unwritable }: NamedVault) {
    this.unwritable = unwritable
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
