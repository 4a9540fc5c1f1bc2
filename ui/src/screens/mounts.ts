import type { Component } from 'svelte'

import type { Backend } from '../api/backend'
import type { Place, Screen } from '../api/types'
import QuickEntry from '../parts/QuickEntry.svelte'
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
}

/** What the panel on the right is given. */
export interface PanelProps {
  backend: Backend
  reference: string
  list: string
  id: string
  asOf: string | null
  onchanged: (written?: Place) => void
  /** A record that this one has to do with is chosen. */
  onselect: (place: Place) => void
}

/** What the bar at the bottom is given. */
export interface BarProps {
  backend: Backend
  reference: string
  /** A line is on disk. */
  onwritten: (written: Place) => void
  /** Escape leaves the bar. */
  onleave: () => void
}

/** The screens that have a component of their own; the others show the plain rows of their lists. */
export const screens: Partial<Record<Screen, Component<ScreenProps>>> = { reports: Reports }

/** The screens that take the whole width, without a panel beside them. */
export const wide: Screen[] = ['reports']

/** The panel of a record; without one the row's own words stand there. */
export const panel: Component<PanelProps> | null = null as Component<PanelProps> | null

/** The bar for quick entry; without one its place stays empty. */
export const bar: Component<BarProps> | null = QuickEntry
