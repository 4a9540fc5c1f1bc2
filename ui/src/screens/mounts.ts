import type { Component } from 'svelte'

import type { Backend } from '../api/backend'
import type { Keeper } from '../api/keeper'
import type { Place, Screen } from '../api/types'
import QuickEntry from '../parts/QuickEntry.svelte'
import RecordPanel from '../parts/RecordPanel.svelte'
import type { CaseDrafts } from '../state/form-drafts'
import BodiesTold from './BodiesTold.svelte'
import Correspondence from './Correspondence.svelte'
import History from './History.svelte'
import HoldingToAccount from './HoldingToAccount.svelte'
import Mitigations from './Mitigations.svelte'
import PeopleAndData from './PeopleAndData.svelte'
import Reports from './Reports.svelte'

/** What a screen of the case is given. */
export interface ScreenProps {
  backend: Backend
  reference: string
  /** As of when the case is shown, in the form of `at`; none for now. */
  asOf: string | null
  /** Something was written in, as that record or that entry: the rest of the window asks anew. */
  onchanged: (written?: Place | number) => void
  /** A record is chosen, by its list and id or by its id alone: the panel shows it. */
  onselect: (place: Place | string) => void
  /** Where what is typed in a form is kept. */
  drafts?: CaseDrafts | undefined
}

/** What the panel on the right is given. */
export interface PanelProps {
  backend: Backend
  reference: string
  list: string
  id: string
  asOf: string | null
  /** Counts what was written in; the record is read again. */
  writes: number
  onchanged: (written?: Place) => void
  /** A record that this one has to do with is chosen. */
  onselect: (place: Place) => void
  /** Where what is typed in a form is kept. */
  drafts?: CaseDrafts | undefined
  /** The record was erased, in a sentence. */
  onerased: (words: string) => void
}

/** What the bar at the bottom is given. */
export interface BarProps {
  backend: Backend
  reference: string
  /** Keeps what is typed. */
  keeper: Keeper
  /** Who writes: the name beside each entry. */
  writer: string
  /** Another name is to stand there. */
  onwriter: () => void
  /** A line is on disk. */
  onwritten: (written: Place) => void
  /** Escape leaves the bar. */
  onleave: () => void
}

/** The screens that have a component of their own; the timeline and the overview are the desk's. */
export const screens: Partial<Record<Screen, Component<ScreenProps>>> = {
  'bodies-told': BodiesTold,
  'people-and-data': PeopleAndData,
  mitigations: Mitigations,
  correspondence: Correspondence,
  'holding-to-account': HoldingToAccount,
  reports: Reports,
  history: History,
}

/** The screens that take the whole width, without a panel beside them. */
export const wide: Screen[] = ['reports']

/** The panel of a record. */
export const panel: Component<PanelProps> = RecordPanel

/** The bar for quick entry. */
export const bar: Component<BarProps> = QuickEntry
