import { SvelteMap } from 'svelte/reactivity'

import { type Backend, ask } from '../api/backend'
import type { Line, Place, Screen } from '../api/types'

/** Which list of which case, as of when. */
export interface Source {
  reference: string
  as_of: string | null
  screen: Screen
}

const PAGE = 100

/** A list of the open case, fetched page by page as it is looked at: ten thousand rows never lie here at once. */
export class Lines {
  total = $state(0)
  /** Whether the first answer is there. */
  ready = $state(false)

  readonly #backend: Backend
  readonly #failed: (thrown: unknown) => void
  readonly #pages = new SvelteMap<number, Line[]>()
  /** Pages that are here or on their way. Not reactive: it is written while lines are read. */
  #asked: Record<number, boolean> = {}
  #source: Source | null = null
  /** Answers to an earlier source come too late and are dropped. */
  #turn = 0

  constructor(backend: Backend, failed: (thrown: unknown) => void) {
    this.#backend = backend
    this.#failed = failed
  }

  /** Shows another list, or the same anew after a write. Answers the number of the line of `find`. */
  async show(source: Source, find: Place | null): Promise<number | null> {
    const turn = ++this.#turn
    this.#asked = {}
    this.#source = source
    const answer = await ask(this.#backend, { act: 'lines', ...source, from: 0, count: PAGE, find }, 'lines')
    if (turn !== this.#turn) return null
    this.#pages.clear()
    this.#pages.set(0, answer.lines)
    this.#asked[0] = true
    this.total = answer.total
    this.ready = true
    return answer.found
  }

  /** The number of a record's line; none where it has none in this list. */
  async find(place: Place): Promise<number | null> {
    if (this.#source === null) return null
    const request = { act: 'lines', ...this.#source, from: 0, count: 0, find: place } as const
    return (await ask(this.#backend, request, 'lines')).found
  }

  /** A line; while its page is on the way, nothing. */
  at(index: number): Line | undefined {
    const page = Math.floor(index / PAGE)
    const lines = this.#pages.get(page)
    if (lines === undefined && index >= 0 && index < this.total) this.#fetch(page)
    return lines?.[index % PAGE]
  }

  #fetch(page: number) {
    if (this.#source === null || this.#asked[page] === true) return
    this.#asked[page] = true
    const turn = this.#turn
    const request = { act: 'lines', ...this.#source, from: page * PAGE, count: PAGE, find: null } as const
    ask(this.#backend, request, 'lines').then(
      (answer) => {
        if (turn === this.#turn) this.#pages.set(page, answer.lines)
      },
      (thrown: unknown) => {
        if (turn !== this.#turn) return
        this.#asked[page] = false
        this.#failed(thrown)
      },
    )
  }
}
