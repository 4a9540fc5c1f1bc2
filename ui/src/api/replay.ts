import recorded from './answers.json'
import type { Backend } from './backend'
import type { Failure, Request, Response } from './types'

/** What the real door answered on the demo's vault (`cargo xtask types` records it). */
export const answers = recorded as Record<Request['act'] | 'opened', Response> & {
  refused: Failure
  /** Readings of typed lines, by the line, and where something was chosen by line and choices. */
  lines: Record<string, Response>
}

/** The recorded reading of a line: its own, or of the recorded line that begins most like it. */
function readingOf(line: string, choices: Record<string, string>): Response {
  const chosen = answers.lines[`${line} ${JSON.stringify(choices)}`]
  if (chosen !== undefined) return chosen
  const alike = (other: string) => [...line].findIndex((letter, index) => other[index] !== letter) >>> 0
  const [best = ''] = Object.keys(answers.lines)
    .filter((key) => !key.endsWith('}'))
    .sort((a, b) => alike(b) - alike(a))
  return answers.lines[best] ?? answers['read-line']
}

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
      if (request.act === 'read-line') return readingOf(request.line, request.choices)
      return request.act === 'start' && open ? answers.opened : answers[request.act]
    },
  }
}
