import recorded from './answers.json'
import type { Backend } from './backend'
import { replayRecords } from './replay-records'
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
      if (request.act === 'lock') open = false
      if (request.act === 'start') return open ? answers.opened : answers.start
      return replayRecords(request) ?? answers[request.act as keyof Omit<Recorded, 'refused'>]
    },
  }
}
