import recorded from './answers.json'
import type { Backend } from './backend'
import { replayReports } from './replay-reports'
import { replayStart } from './replay-start'
import type { Failure, Response } from './types'

type Recorded = Record<'start' | 'opened' | 'unlock' | 'cases' | 'lock', Response> & { refused: Failure }

/** What the real door answered on the demo's vault (`cargo xtask types` records it). */
export const answers = recorded as Recorded

/** A door that answers as the real one did; any passphrase but an empty one or “wrong” opens it. */
export function replay(): Backend {
  let open = false
  return {
    async call(request) {
      if (request.act === 'unlock') {
        if (['', 'wrong'].includes(request.passphrase)) throw answers.refused
        open = true
      }
      if (['recover', 'recover-from', 'make-vault', 'sample'].includes(request.act)) open = true
      if (request.act === 'lock') open = false
      if (request.act === 'start') return open ? answers.opened : answers.start
      const known = replayStart(request) ?? replayReports(request)
      if (known !== undefined) return known
      return answers[request.act as keyof Omit<Recorded, 'refused'>]
    },
    // Whoever stands before a dialog of the system chooses at once.
    async window(request) {
      if (request.act === 'awake') return { is: 'noted' }
      if (request.act === 'zoom') return { is: 'zoomed', percent: 100 }
      return { is: 'picked', path: request.act === 'save-as' ? `/home/lead/${request.name}` : '/home/lead' }
    },
  }
}
