import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import asked from '../src/api/desk.json'
import { replay } from '../src/api/replay'
import type { EntryStep, Picture, Place, Point, Request, Response, Stretch } from '../src/api/types'
import { bucketOf, countOf, drawn, lanesInView } from '../src/parts/picture/marks'
import TimelinePicture from '../src/parts/TimelinePicture.svelte'

const answer = await replay().call({ act: 'picture', reference: 'PSNI-2023-08', as_of: null })
const psni = answer.is === 'picture' ? answer.picture : ({} as Picture)
const many: Picture = { ...psni, points: [], many: true }
const pairs = asked as unknown as { request: Request; response: Response }[]

test('marks that the door gathered are drawn as those that the page gathers itself', () => {
  let compared = 0
  for (const { request, response } of pairs) {
    if (request.act !== 'picture-marks' || response.is !== 'picture-marks') continue
    const view = { from: request.from + request.width, to: request.to - request.width }
    expect(bucketOf(view, 900)).toBe(request.width)
    const shown = [psni, { ...many, points: response.points }].map((picture) => {
      const { marks, ranges } = drawn(picture, lanesInView(picture, view, 9, 900), view, 900)
      const inside = marks.filter(({ x }) => x >= 0 && x <= 900)
      return [...inside, ...ranges].map(({ lane, points }) => `${lane}: ${countOf(points)}`).sort()
    })
    expect(shown[1]).toEqual(shown[0])
    compared += countOf(response.points)
  }
  expect(compared).toBeGreaterThan(psni.points.length)
})

/** A door that holds all of it; each entry is a mark of its own. */
function door() {
  const place = (at: Place | null) => psni.points.findIndex((p) => p.place.id === at?.id)
  return {
    ticks: () => Promise.resolve({ ticks: [], words: '' }),
    marks: vi.fn((stretch: Stretch) =>
      Promise.resolve(psni.points.filter((p) => p.to > stretch.from && p.from < stretch.to)),
    ),
    entry: vi.fn(async (at: Place | null, step: EntryStep): Promise<Point | null> => {
      // Keys come quicker than answers.
      await new Promise((wait) => setTimeout(wait, 20))
      const n = place(at)
      const to = { itself: n, next: n + 1, before: n - 1, first: 0, last: psni.points.length - 1, beside: n }
      return psni.points[to[step.to]] ?? null
    }),
  }
}

async function show() {
  const asking = door()
  const chosen: string[] = []
  const props = {
    picture: many,
    selection: psni.first,
    door: asking,
    onopen: () => undefined,
    onselect: (place: Place) => {
      chosen.push(place.id)
      void shown.rerender({ selection: place })
    },
  }
  const shown = render(TimelinePicture, props)
  const group = screen.getByRole('group', { name: /^Timeline to scale/ })
  const active = () => document.getElementById(group.getAttribute('aria-activedescendant') ?? '')
  await vi.waitFor(() => expect(active()).not.toBeNull())
  return { asking, chosen, shown, group, active }
}

test('of very much the page holds the marks in sight, and asks again only where it goes beyond them', async () => {
  const { asking, shown } = await show()
  expect(asking.marks).toHaveBeenCalledTimes(1)
  const stretch = asking.marks.mock.calls[0]?.[0]
  const length = psni.opens.to - psni.opens.from
  expect(stretch).toEqual({
    from: Math.floor(psni.opens.from - length / 2),
    to: Math.ceil(psni.opens.to + length / 2),
  })
  // The same case, written on: what is in sight is asked anew.
  await shown.rerender({ picture: { ...many } })
  await vi.waitFor(() => expect(asking.marks).toHaveBeenCalledTimes(2))
})

test('arrows lead from entry to entry, each from where the last one ended', async () => {
  const { asking, chosen, group } = await show()
  const user = userEvent.setup()
  const first = psni.points.findIndex((p) => p.place.id === psni.first?.id)
  group.focus()
  await user.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}{End}')
  const wanted = [first + 1, first + 2, first + 1, psni.points.length - 1]
  await vi.waitFor(() => expect(chosen).toEqual(wanted.map((n) => psni.points[n]?.place.id)))
  expect(asking.entry.mock.calls.map(([, step]) => step.to)).toContain('before')
})

test('closer and farther keep the entry', async () => {
  const { asking, shown, active } = await show()
  const name = active()?.getAttribute('aria-label')
  const point = psni.points.find((p) => p.place.id === psni.first?.id)
  expect(name).toBe(`${point?.words}: ${point?.text}`)
  for (const factor of [0.25, 0.25, 8, 2]) {
    const before = asking.marks.mock.calls.length
    shown.component.zoom(factor)
    await vi.waitFor(() => expect(asking.marks.mock.calls.length).toBeGreaterThan(before))
    await vi.waitFor(() => expect(active()?.getAttribute('aria-label')).toBe(name))
  }
})
