import { expect, test } from 'vitest'

import { replay } from '../src/api/replay'
import type { Picture, Point } from '../src/api/types'
import { drawn, fitting, lanesInView } from '../src/parts/picture/marks'
import { held, panned, revealing, zoomed } from '../src/parts/picture/view'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const answer = await replay().call({ act: 'picture', reference: 'PSNI-2023-08', as_of: null })
const psni = answer.is === 'picture' ? answer.picture : ({} as Picture)

function point(from: number, to: number, more: Partial<Point> = {}): Point {
  const place = { list: 'events', id: `e${from}` }
  const plain = {
    approximate: false,
    doubt: false,
    tone: 'plain',
    words: '',
    text: '',
    within: '',
    lane: 0,
    line: 0,
    count: 1,
    sharp: 0,
  } as const
  return { ...plain, place, from, to, range: to - from >= HOUR, ...more }
}

const picture = (points: Point[], lanes = 1): Picture => ({
  lanes: Array.from({ length: lanes }, (_, n) => ({ name: `L${n}`, full: `Lane ${n}` })),
  points,
  many: false,
  first: null,
  dots: [],
  spans: [],
  all: { from: 0, to: 100 * DAY },
  opens: { from: 0, to: DAY },
})

test('closer and farther keep the moment under the hand, and nothing leaves the whole', () => {
  const all = { from: 0, to: 100 * DAY }
  const closer = zoomed({ from: 40 * DAY, to: 60 * DAY }, 0.5, 45 * DAY, all)
  expect(closer.to - closer.from).toBe(10 * DAY)
  expect((45 * DAY - closer.from) / (closer.to - closer.from)).toBeCloseTo(0.25)
  expect(zoomed(closer, 1000, 45 * DAY, all)).toEqual(all)
  expect(panned({ from: 0, to: DAY }, -1, all)).toEqual({ from: 0, to: DAY })
  expect(panned({ from: 99 * DAY, to: 100 * DAY }, 0.5, all)).toEqual({ from: 99 * DAY, to: 100 * DAY })
  const shortest = zoomed({ from: DAY, to: DAY + 1000 }, 0.01, DAY, all)
  expect(shortest.to - shortest.from).toBe(600_000)
  expect(held({ from: -DAY, to: DAY }, all)).toEqual({ from: 0, to: 2 * DAY })
})

test('what is chosen comes into view, and what is seen stays where it is', () => {
  const all = { from: 0, to: 100 * DAY }
  const view = { from: 10 * DAY, to: 20 * DAY }
  expect(revealing(view, 12 * DAY, 12 * DAY + 1, all)).toBe(view)
  // A range that is longer than what is seen, and is in sight, pulls nothing.
  expect(revealing(view, 0, 50 * DAY, all)).toBe(view)
  const moved = revealing(view, 50 * DAY, 50 * DAY + 1, all)
  expect(moved.to - moved.from).toBe(10 * DAY)
  expect(moved.from).toBeLessThan(50 * DAY)
  expect(moved.to).toBeGreaterThan(50 * DAY)
})

test('marks are anchored in time: the same entries stand together wherever one moves along', () => {
  const points = Array.from({ length: 400 }, (_, n) => point(n * 37 * 60_000, n * 37 * 60_000 + 60_000))
  const many = picture(points)
  const groups = (from: number) => {
    const view = { from, to: from + 5 * DAY }
    const { marks } = drawn(many, lanesInView(many, view, 3, 900), view, 900)
    return new Map(marks.map((mark) => [mark.key, mark.points.map((p) => p.place.id).join()]))
  }
  const before = groups(0)
  const after = groups(7 * 60_000)
  const both = [...before].filter(([key]) => after.has(key))
  expect(both.length).toBeGreaterThan(50)
  for (const [key, entries] of both.slice(1, -1)) expect(after.get(key)).toBe(entries)
})

test('ten thousand entries are few marks, and none is left out', () => {
  const points = Array.from({ length: 10_000 }, (_, n) =>
    point(n * 600_000, n * 600_000 + 60_000, { lane: n % 3 }),
  )
  const many = picture(points, 3)
  const view = { from: 0, to: 70 * DAY }
  const { marks } = drawn(many, lanesInView(many, view, 3, 900), view, 900)
  expect(marks.length).toBeLessThan(220)
  expect(marks.reduce((sum, mark) => sum + mark.points.length, 0)).toBe(10_000)
})

test('a day is drawn as a range where it can be seen as one, and as a mark at the scale of years', () => {
  const day = picture([point(10 * DAY, 11 * DAY)])
  const close = { from: 10 * DAY, to: 12 * DAY }
  const shown = drawn(day, lanesInView(day, close, 3, 900), close, 900)
  expect([shown.marks.length, shown.ranges.length]).toEqual([0, 1])
  expect(shown.ranges[0]?.width).toBeCloseTo(450)
  const far = { from: 0, to: 100 * DAY }
  const year = drawn(day, lanesInView(day, far, 3, 900), far, 900)
  expect([year.marks.length, year.ranges.length]).toEqual([1, 0])
})

test('lanes are those with something in view; what does not fit stands together and says whom', () => {
  const lanes = lanesInView(psni, psni.opens, 4, 900)
  expect(lanes.map((lane) => lane.name)).toEqual(['The breach', 'PSNI', 'PFNI', 'WhatDoTheyKnow'])
  const few = lanesInView(psni, psni.all, 3, 900)
  expect(few).toHaveLength(3)
  expect(few[2]?.name).toBe(`${psni.lanes.length - 2} others`)
  expect(few.flatMap((lane) => lane.of)).toHaveLength(psni.lanes.length)
  expect(few[2]?.full).toContain('Northern Ireland Policing Board')
  // Every entry of the case is drawn somewhere.
  const { marks, ranges } = drawn(psni, few, psni.all, 900)
  const all = [...marks, ...ranges].flatMap((mark) => mark.points)
  expect(all).toHaveLength(psni.points.length)
})

test('the words of a span keep clear of the marks on it', () => {
  const limit = {
    kind: 'limit',
    lane: 0,
    from: 0,
    to: DAY,
    exact: true,
    words: 'limit of 72 h',
    place: null,
  } as const
  const withMarks = {
    ...picture([point(HOUR, HOUR + 60_000), point(2 * HOUR, 2 * HOUR + 60_000)]),
    spans: [limit],
  }
  const view = { from: 0, to: DAY }
  const { spans } = drawn(withMarks, lanesInView(withMarks, view, 3, 960), view, 960)
  // 40 pixels an hour: the words begin after the second mark.
  expect(spans[0]?.text).toBe(90)
})

test('words are cut to what fits, and left out where nothing would be said', () => {
  expect(fitting('limit', 100)).toBe('limit')
  expect(fitting('limit 11 August 2023', 60)).toBe('limit 11…')
  expect(fitting('limit 11 August 2023', 30)).toBe('')
})
