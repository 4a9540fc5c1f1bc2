import { type Backend, ask, failureOf } from '../api/backend'
import type { Failure, Place, SeenFile } from '../api/types'
import type { Dragged } from '../api/window-types'

/** Files that were let go over the open case: what they are, and why some cannot be attached. */
export class Dropped {
  /** Whether files hang over the window. */
  over = $state(false)
  files = $state.raw<SeenFile[]>([])
  refused = $state.raw<Failure[]>([])
  busy = $state(false)
  failure = $state.raw<Failure | null>(null)

  readonly #backend: Backend

  constructor(backend: Backend) {
    this.#backend = backend
  }

  /** Whether there is something to ask or to say. */
  get any(): boolean {
    return this.files.length + this.refused.length > 0
  }

  /** What the window says of a drag. Where nothing can be attached now, `closed` says why. */
  hear = async (dragged: Dragged, closed: Failure | null) => {
    this.over = dragged.is === 'over'
    if (dragged.is !== 'dropped') return
    this.failure = null
    if (closed !== null) {
      ;[this.files, this.refused] = [[], [closed]]
      return
    }
    try {
      const { seen } = await ask(this.#backend, { act: 'look-at-files', paths: dragged.paths }, 'files-seen')
      ;[this.files, this.refused] = [seen.files, seen.refused]
    } catch (thrown) {
      ;[this.files, this.refused] = [[], [failureOf(thrown)]]
    }
  }

  /** Attaches every file to a record. Answers whether all of them are in; what is not stays asked about. */
  attach = async (reference: string, { list, id }: Place, reason: string): Promise<boolean> => {
    if (this.busy) return false
    this.busy = true
    this.failure = null
    try {
      for (const file of this.files) {
        const what = { write: 'attach', list, id, file: { from: 'path', path: file.path }, reason } as const
        await ask(this.#backend, { act: 'write-record', reference, what }, 'record-written')
        this.files = this.files.filter((one) => one !== file)
      }
      this.refused = []
      return true
    } catch (thrown) {
      this.failure = failureOf(thrown)
      return false
    } finally {
      this.busy = false
    }
  }

  /** Leaves them where they are. */
  leave = () => {
    ;[this.files, this.refused, this.failure] = [[], [], null]
  }
}

/** Calls for every drag of files over the window until the returned function is called. */
export function hearDrags(target: Window, hear: (dragged: Dragged) => void): () => void {
  const heard = (event: Event) => hear((event as CustomEvent<Dragged>).detail)
  target.addEventListener('breachbook-drag', heard)
  return () => target.removeEventListener('breachbook-drag', heard)
}
