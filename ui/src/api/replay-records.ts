import recorded from './records.json'
import type { Failure, Request, Response } from './types'

/** What the real door said of a record that does not fit: a fault for each place. */
export const refusedRecord = recorded.refused as Failure

/** The same request in one form, whatever the order of its keys; what is left out and what is null are the same. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const pairs = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined)
  return Object.fromEntries(
    pairs.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, canonical(inner)]),
  )
}

const answers = Object.fromEntries(
  Object.entries(recorded.answers).map(([request, answer]) => [
    JSON.stringify(canonical(JSON.parse(request))),
    answer as unknown as Response,
  ]),
)

function known(request: Request): Response | undefined {
  return answers[JSON.stringify(canonical(request))]
}

/** What the real door answered about records, forms, lists and the book; nothing for any other request. */
export function replayRecords(request: Request): Response | undefined {
  switch (request.act) {
    case 'record':
    case 'list':
      // The demo was recorded as it stands now.
      return known({ ...request, as_of: null })
    case 'entries':
      return known({ ...request, as_of: null, before: null, count: 100 })
    case 'form':
      return known(request)
    case 'choices': {
      const all = known({ ...request, typed: '' }) ?? known({ ...request, lists: [], typed: '' })
      if (all?.is !== 'choices') return all
      const of = (list: string) => request.lists.length === 0 || request.lists.includes(list)
      const typed = request.typed.toLowerCase()
      const choices = all.choices.filter((one) => of(one.list) && one.words.toLowerCase().includes(typed))
      return { is: 'choices', choices }
    }
    case 'read-when':
      return (
        known(request) ?? {
          is: 'when-read',
          time: { at: request.typed, field: request.typed, words: request.typed },
        }
      )
    case 'look-at-files':
      // A browser sees no file of the disk: whatever is dropped is a PDF of one size.
      return {
        is: 'files-seen',
        seen: {
          files: request.paths.map((path) => ({
            path,
            name: path.slice(path.lastIndexOf('/') + 1),
            size: '84 kB',
            doubt: '',
          })),
          refused: [],
        },
      }
    case 'write-record': {
      // What was written cannot be known here: a record of the same list stands for it.
      const { what, reference } = request
      const record = Object.values(answers).find(
        (one) =>
          one.is === 'record' &&
          one.record.list === what.list &&
          (!('id' in what) || one.record.id === what.id) &&
          known({ act: 'record', reference, list: what.list, id: one.record.id, as_of: null }) !== undefined,
      )
      return record?.is === 'record'
        ? { is: 'record-written', written: { entry: 8, record: record.record } }
        : undefined
    }
    default:
      return undefined
  }
}
