import recorded from './answers.json'
import type { Backend } from './backend'
import type { Failure, Request, Response } from './types'

/** What the real door answered on the demo's vault (`cargo xtask types` records it). */
export const answers = recorded as Record<Request['act'] | 'opened', Response> & { refused: Failure }

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
      return request.act === 'start' && open ? answers.opened : answers[request.act]
    },
  }
}
