import { type Backend, ask, failureOf, pick } from '../api/backend'
import type { Failure, KnownVault, MakeVault, NamedVault, Request } from '../api/types'
import { LongAct } from './long-act.svelte'

/** Where somebody stands before a vault is open, or just after one was made. */
export type Step = 'choose' | 'recover' | 'renew' | 'make' | 'sheet' | 'case'

const TITLES: Record<Exclude<Step, 'choose'>, string> = {
  recover: 'Recovery sheet',
  renew: 'New passphrase',
  make: 'Make a vault',
  sheet: 'Keep the recovery sheet',
  case: 'New case',
}

/** What the first screens ask of the window that they stand in. */
interface Host {
  /** The window is now for this vault, which is locked. */
  locked(name: string): void
  /** The window is for no vault. */
  none(): void
  /** A vault is open: its cases are shown. */
  enter(vault: NamedVault): Promise<void>
}

/** The way to an open vault: choosing one, making one, or getting in with a recovery sheet. */
export class FirstStart {
  step = $state<Step>('choose')
  vaults = $state.raw<KnownVault[]>([])
  /** Where a new vault is proposed to lie. */
  documents = $state('')
  busy = $state(false)
  failure = $state.raw<Failure | null>(null)
  /** The file of the recovery sheet of the vault that was just made. */
  sheet = $state<string | null>(null)

  readonly backend: Backend
  /** How far a vault of an older version is brought up to date while it is opened. */
  readonly renewal: LongAct
  readonly #host: Host
  #made: NamedVault | null = null

  /** What the window's title says of this, with the vault that it is for, if there is one. */
  title(vault: string): string {
    if (this.step === 'choose') return vault === '' ? 'No vault' : `Locked – ${vault}`
    const ofTheVault = this.step === 'recover' || this.step === 'renew'
    return ofTheVault ? `${TITLES[this.step]} – ${vault}` : TITLES[this.step]
  }

  constructor(backend: Backend, host: Host) {
    this.backend = backend
    this.renewal = new LongAct(backend)
    this.#host = host
  }

  /** Fetches the vaults that were opened here; without a vault for this window the last one is proposed. */
  look = (named: boolean) =>
    this.#attempt(async () => {
      this.#know(await ask(this.backend, { act: 'vaults' }, 'vaults'))
      const last = this.vaults.find((vault) => vault.there)
      if (!named && last !== undefined) await this.#choose(last.folder)
    })

  go = (step: Step) => {
    this.failure = null
    this.step = step
  }

  /** Makes this window one for another vault. */
  choose = (folder: string) => this.#attempt(() => this.#choose(folder))

  /** Asks the system for the folder of a vault. */
  browse = () =>
    this.#attempt(async () => {
      const folder = await pick(this.backend, { act: 'pick-folder', title: 'Open a vault' })
      if (folder !== null) await this.#choose(folder)
    })

  /** Takes a vault off the list; the vault itself is left as it is. */
  forget = (folder: string) =>
    this.#attempt(async () => {
      const chosen = this.vaults.find((vault) => vault.folder === folder)?.chosen
      this.#know(await ask(this.backend, { act: 'forget', folder }, 'vaults'))
      if (chosen) this.#host.none()
    })

  /** Opens the sample cases in a vault that is thrown away. */
  sample = () =>
    this.#attempt(async () => {
      const { vault } = await ask(this.backend, { act: 'sample' }, 'unlocked')
      await this.#host.enter(vault)
    })

  /** Opens the vault with what stands on its recovery sheet, or with the file; then a new passphrase is asked for. */
  recover = (typed: string | null) =>
    this.#attempt(async () => {
      if (typed === null) {
        const title = 'Choose the recovery sheet'
        const file = await pick(this.backend, { act: 'pick-file', title, kind: 'sheet' })
        if (file === null) return
        await this.#open({ act: 'recover-from', file })
      } else {
        await this.#open({ act: 'recover', sheet: typed })
      }
      this.step = 'renew'
    })

  /** Gives the recovered vault a new passphrase. */
  renew = (passphrase: string, again: string) =>
    this.#attempt(async () => {
      await ask(this.backend, { act: 'renew', passphrase, again }, 'renewed')
      await this.enter()
    })

  /** Makes a vault; with `keep` a place for its recovery sheet is asked for first. */
  make = (vault: Omit<MakeVault, 'sheet'>, keep: boolean) =>
    this.#attempt(async () => {
      let sheet: string | null = null
      if (keep) {
        const name = `Recovery sheet of ${vault.name.trim()}.txt`
        const title = 'Save the recovery sheet'
        sheet = await pick(this.backend, { act: 'save-as', title, name, kind: 'sheet' })
        if (sheet === null) return
      }
      const made = await ask(this.backend, { act: 'make-vault', ...vault, sheet }, 'made')
      this.#made = made.vault
      this.sheet = made.sheet
      this.step = made.sheet === null ? 'case' : 'sheet'
    })

  /** Takes the last letters of the recovery sheet as proof that it was kept. */
  prove = (letters: string) =>
    this.#attempt(async () => {
      await ask(this.backend, { act: 'prove-sheet', letters }, 'sheet-proved')
      this.step = 'case'
    })

  /** Goes on to the cases of the vault that was made or recovered. */
  enter = async () => {
    const vault = this.#made
    if (vault === null) return
    this.#made = null
    await this.#host.enter(vault)
    this.step = 'choose'
  }

  async #open(request: Request) {
    const { vault } = await this.renewal.during(() => ask(this.backend, request, 'unlocked'))
    this.#made = vault
  }

  async #choose(folder: string) {
    const { vault } = await ask(this.backend, { act: 'open-vault', folder }, 'chosen')
    this.step = 'choose'
    this.#host.locked(vault.name)
    this.#know(await ask(this.backend, { act: 'vaults' }, 'vaults'))
  }

  #know({ vaults, documents }: { vaults: KnownVault[]; documents: string | null }) {
    this.vaults = vaults
    this.documents = documents ?? ''
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
