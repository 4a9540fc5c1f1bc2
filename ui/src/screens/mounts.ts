import type { Component } from 'svelte'

import type { Backend } from '../api/backend'
import type { Place, Screen } from '../api/types'

/** What a screen of the case is given. */
export interface ScreenProps {
  backend: Backend
  reference: string
  /** As of when the case is shown, in the form of `at`; none for now. */
  asOf: string | null
  /** Something was written in: all is asked anew; what was written is selected. */
  onchanged: (written?: Place) => void
  /** A record is chosen: the panel shows it. */
  onselect: (place: Place) => void
}

/** What the panel on the right is given. */
export interface PanelProps {
  backend: Backend
  reference: string
  list: string
  id: string
  asOf: string | null
  onchanged: (written?: Place) => void
}

/** What the bar at the bottom is given. */
export interface BarProps {
  backend: Backend
  reference: string
  onwritten: (written?: Place) => void
}

/** The screens that have a component of their own; the others show the plain rows of their lists. */
export const screens: Partial<Record<Screen, Component<ScreenProps>>> = {}

/** The panel of a record; without one the row's own words stand there. */
export const panel: Component<PanelProps> | null = null as Component<PanelProps> | null

/** The bar for quick entry; without one its place stays empty. */
export const bar: Component<BarProps> | null = null as Component<BarProps> | null
