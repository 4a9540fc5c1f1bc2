import type { Picture, Point, Span, Stretch } from '../../api/types'

/** A lane as it is drawn; the last may stand for several. */
export interface DrawnLane {
  name: string
  full: string
  /** The lanes of the picture that it stands for. */
  of: number[]
  /** Whether it has points or spans in view, which stand in the upper track. */
  points: boolean
  /** Whether it has ranges in view; beside points they stand in a track of their own below. */
  ranges: boolean
}

/** Points that stand together: the entry that is active names the mark, not the other way round. */
export interface DrawnMark {
  /** Anchored in time, so that it stays the same while one moves along. */
  key: string
  lane: number
  x: number
  points: Point[]
}

/** Ranges of the same length in one lane. */
export interface DrawnRange {
  key: string
  lane: number
  x: number
  width: number
  points: Point[]
}

/** A span as it is drawn. */
export interface DrawnSpan {
  span: Span
  lane: number
  x: number
  width: number
  /** Where its words begin, inside what is seen of it and clear of the marks, and how wide they may be. */
  text: number
  room: number
}

/** The narrowest that a mark may be, in pixels. */
const MARK = 14

/** How much time a mark stands for: a power of two in milliseconds, so that marks move with time and never regroup
 * while one moves along. */
export const bucketOf = (view: Stretch, width: number) =>
  2 ** Math.ceil(Math.log2(((view.to - view.from) / Math.max(width, 1)) * MARK))

/** Whether a point is drawn as a range at this scale: known to the hour or worse, and wider than a mark. */
const wide = (point: Point, bucket: number) => point.range && point.to - point.from >= bucket

/** How many entries points stand for: each for itself, but for the marks that the door gathered. */
export const countOf = (points: Point[]) => points.reduce((sum, point) => sum + point.count, 0)

const touches = (from: number, to: number, view: Stretch) => to > view.from && from < view.to

/** Which lanes are drawn: those with something in view, in the picture's order, the rest as one. */
export function lanesInView(picture: Picture, view: Stretch, most: number, width: number): DrawnLane[] {
  const bucket = bucketOf(view, width)
  const seen = new Set<number>()
  const ranged = new Set<number>()
  const pointed = new Set<number>()
  for (const point of picture.points) {
    if (!touches(point.from, point.to, view)) continue
    seen.add(point.lane)
    if (wide(point, bucket)) ranged.add(point.lane)
    else pointed.add(point.lane)
  }
  for (const span of picture.spans) {
    if (!touches(span.from ?? -Infinity, span.to ?? Infinity, view)) continue
    seen.add(span.lane)
    pointed.add(span.lane)
  }
  const order = [...seen].sort((a, b) => a - b)
  const lane = (index: number): DrawnLane[] => {
    const known = picture.lanes[index]
    return known === undefined
      ? []
      : [{ ...known, of: [index], points: pointed.has(index), ranges: ranged.has(index) }]
  }
  if (order.length <= most) return order.flatMap(lane)
  const rest = order.slice(most - 1)
  const names = rest.map((index) => picture.lanes[index]?.full ?? '')
  return [
    ...order.slice(0, most - 1).flatMap(lane),
    {
      name: `${rest.length} others`,
      full: names.join(', '),
      of: rest,
      points: rest.some((index) => pointed.has(index)),
      ranges: rest.some((index) => ranged.has(index)),
    },
  ]
}

/** What is drawn of a picture at a width: marks, ranges and spans, each in its lane. */
export function drawn(picture: Picture, lanes: DrawnLane[], view: Stretch, width: number) {
  const perPixel = (view.to - view.from) / Math.max(width, 1)
  const x = (at: number) => (at - view.from) / perPixel
  const row = new Map(lanes.flatMap((lane, index) => lane.of.map((of) => [of, index] as const)))
  const bucket = bucketOf(view, width)
  const seen = { from: view.from - bucket, to: view.to + bucket }
  const marks = new Map<string, DrawnMark>()
  const ranges = new Map<string, DrawnRange>()
  for (const point of picture.points) {
    const lane = row.get(point.lane)
    if (lane === undefined || !touches(point.from, point.to, seen)) continue
    if (wide(point, bucket)) {
      const key = `${lane}:${point.from}:${point.to}`
      const known = ranges.get(key)
      if (known === undefined) {
        const [from, to] = [Math.max(x(point.from), -40), Math.min(x(point.to), width + 40)]
        ranges.set(key, { key, lane, x: from, width: to - from, points: [point] })
      } else known.points.push(point)
      continue
    }
    const at = middle(point)
    const key = keyOf(lane, bucket, at)
    const known = marks.get(key)
    if (known === undefined) marks.set(key, { key, lane, x: x(at), points: [point] })
    else known.points.push(point)
  }
  const spans: DrawnSpan[] = []
  for (const span of picture.spans) {
    const lane = row.get(span.lane)
    const [from, to] = [span.from ?? view.from - 1e12, span.to ?? view.to + 1e12]
    if (lane === undefined || !touches(from, to, view)) continue
    const [left, right] = [Math.max(x(from), -40), Math.min(x(to), width + 40)]
    const dots = [...marks.values()].filter((mark) => mark.lane === lane).map((mark) => mark.x)
    const clear = room(Math.max(left, 0), Math.min(right, width), span.words.length * 6, dots)
    spans.push({ span, lane, x: left, width: right - left, ...clear })
  }
  const bars = stacked([...ranges.values()])
  /** The mark or range that an entry stands in, whichever entry that is drawn as. */
  const holding = (point: Point): DrawnMark | DrawnRange | undefined => {
    const lane = row.get(point.lane)
    if (lane === undefined) return undefined
    if (!wide(point, bucket)) return marks.get(keyOf(lane, bucket, middle(point)))
    const [left, right] = [Math.max(x(point.from), -40), Math.min(x(point.to), width + 40)]
    return bars.find((bar) => overlaps(bar, { lane, x: left, width: right - left }))
  }
  return { marks: [...marks.values()], ranges: bars, spans, holding }
}

const middle = (point: Point) => (point.range ? (point.from + point.to) / 2 : point.from)

const keyOf = (lane: number, bucket: number, at: number) => `${lane}:${bucket}:${Math.floor(at / bucket)}`

/** The first place between the marks where words fit, or else the widest that there is. */
function room(from: number, to: number, wanted: number, dots: number[]): { text: number; room: number } {
  const inside = dots.filter((x) => x > from - 10 && x < to + 10).sort((a, b) => a - b)
  const edges = [from, ...inside, to]
  let best = { text: from + 10, room: 0 }
  for (const [index, edge] of edges.slice(0, -1).entries()) {
    const [text, end] = [edge + 10, (edges[index + 1] ?? to) - 10]
    if (end - text >= wanted) return { text, room: end - text }
    if (end - text > best.room) best = { text, room: end - text }
  }
  return best
}

type Bar = Pick<DrawnRange, 'lane' | 'x' | 'width'>

const overlaps = (one: Bar, other: Bar) =>
  one.lane === other.lane && other.x < one.x + one.width - 2 && other.x + other.width > one.x + 2

/** Ranges that overlap in one lane would hide each other: those that lie inside another join it. */
function stacked(ranges: DrawnRange[]): DrawnRange[] {
  const kept: DrawnRange[] = []
  for (const range of ranges.sort((a, b) => b.width - a.width)) {
    const over = kept.find((other) => overlaps(other, range))
    if (over === undefined) kept.push(range)
    else over.points.push(...range.points)
  }
  return kept
}

/** What fits of some words in a width, at about six pixels a letter. */
export function fitting(words: string, width: number): string {
  const most = Math.floor(width / 6)
  if (words.length <= most) return words
  return most < 6 ? '' : `${words.slice(0, most - 1).trimEnd()}…`
}
