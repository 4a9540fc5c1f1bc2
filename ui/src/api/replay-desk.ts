import asked from './desk.json'
import type { Request, Response } from './types'

/** Questions and answers recorded one by one, on a vault in which a response lead has corrected and logged. */
const pairs = asked as unknown as { request: Request; response: Response }[]

/** What was recorded for this very request; of lines any stretch, of ticks those of the stretch most like it. */
export function replayDesk(request: Request): Response | undefined {
  if (request.act === 'lines') {
    const whole = pairs.find(
      ({ request: r }) =>
        r.act === 'lines' &&
        r.reference === request.reference &&
        r.as_of === request.as_of &&
        r.screen === request.screen,
    )?.response
    if (whole?.is !== 'lines') return { is: 'lines', total: 0, from: 0, lines: [], found: null }
    const { find, from, count } = request
    const at = whole.lines.findIndex(
      (line) => line.is === 'row' && line.place.id === find?.id && line.place.list === find.list,
    )
    return { ...whole, from, lines: whole.lines.slice(from, from + count), found: at === -1 ? null : at }
  }
  if (request.act === 'ticks') {
    const far = (r: Request) =>
      r.act === 'ticks' ? Math.abs(r.from - request.from) + Math.abs(r.to - request.to) : Infinity
    return [...pairs].sort((a, b) => far(a.request) - far(b.request))[0]?.response
  }
  const same = (r: Request) =>
    r.act === request.act && JSON.stringify(sorted(r)) === JSON.stringify(sorted(request))
  const found = pairs.find(({ request: r }) => same(r))?.response
  if (found === undefined && request.act === 'find') return { is: 'found', found: [] }
  return found
}

const sorted = (request: Request) => Object.entries(request).sort(([a], [b]) => a.localeCompare(b))
