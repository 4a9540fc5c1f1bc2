import recorded from './answers.json'
import type { Backend } from './backend'
import { replayDesk } from './replay-desk'
import { replayRecords } from './replay-records'
import { replayReports } from './replay-reports'
import { replayStart } from './replay-start'
import type { Failure, Response } from './types'

type Recorded = Record<
  'start' | 'opened' | 'unlock' | 'cases' | 'lock' | 'read-line' | 'write-line' | 'draft' | 'keep-draft',
  Response
> & {
  refused: Failure
  /** Readings of typed lines, by the line, and where something was chosen by line and choices. */
  lines: Record<string, Response>
}

/** What the real door answered on the demo's vault (`cargo xtask types` records it). */
export const answers = recorded as Recorded

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
      if (['recover', 'recover-from', 'make-vault', 'sample'].includes(request.act)) open = true
      if (request.act === 'lock') open = false
      if (request.act === 'read-line') return readingOf(request.line, request.choices)
      if (request.act === 'start') return open ? answers.opened : answers.start
      const known =
        replayStart(request) ?? replayReports(request) ?? replayRecords(request) ?? replayDesk(request)
      if (known !== undefined) return known
      return answers[request.act as keyof Omit<Recorded, 'refused' | 'lines'>]
    },
    // Whoever stands before a dialog of the system chooses at once.
    async window(request) {
      if (['awake', 'unkept', 'close-heard', 'close'].includes(request.act)) return { is: 'noted' }
      if (request.act === 'lost') return { is: 'lost', what: [] }
      if (request.act === 'zoom') return { is: 'zoomed', percent: 100 }
      return { is: 'picked', path: request.act === 'save-as' ? `/home/lead/${request.name}` : '/home/lead' }
    },
  }
}
