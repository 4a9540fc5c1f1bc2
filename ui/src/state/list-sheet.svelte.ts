import { type Backend, ask, failureOf } from '../api/backend'
import type { Failure, ListScreen, ListSection, ListSheet } from '../api/types'

/** A record by its list and id. */
export interface ChosenRecord {
  list: string
  id: string
}

/** What a screen of the case is given. */
export interface ListScreenProps {
  backend: Backend
  reference: string
  asOf: string | null
  /** Something was written in: whatever else is shown of the case is stale. */
  onchanged: (written?: ChosenRecord) => void
  /** A record is chosen. */
  onselect: (place: ChosenRecord) => void
  /** Where what is typed in a form is kept. */
  drafts?:
    | {
        read(place: string): Promise<{ record: Record<string, unknown>; reason: string } | null>
        keep(place: string, state: { record: Record<string, unknown>; reason: string } | null): void
      }
    | undefined
}

/** The sections of a list screen, asked anew whenever the case or the moment changes; late answers are dropped. */
export class ListState {
  sheet = $state.raw<ListSheet | null>(null)
  failure = $state.raw<Failure | null>(null)
  /** The record that is chosen here. */
  chosen = $state.raw<ChosenRecord | null>(null)
  /** The section to which a new record is being written. */
  adding = $state.raw<ListSection | null>(null)

  #asked = 0

  load = async (backend: Backend, reference: string, screen: ListScreen, asOf: string | null) => {
    const mine = ++this.#asked
    try {
      const { sheet } = await ask(backend, { act: 'list', reference, screen, as_of: asOf }, 'list')
      if (mine !== this.#asked) return
      this.sheet = sheet
      this.failure = null
    } catch (thrown) {
      if (mine === this.#asked) this.failure = failureOf(thrown)
    }
  }
}
