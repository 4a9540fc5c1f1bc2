import type { Stretch } from '../../api/types'

/** The shortest stretch that can be looked at: ten minutes. */
const SHORTEST = 600_000

/** A stretch held inside the whole, at its length where that fits. */
export function held(view: Stretch, all: Stretch): Stretch {
  const whole = all.to - all.from
  const length = Math.min(Math.max(view.to - view.from, SHORTEST), Math.max(whole, SHORTEST))
  const from = Math.max(all.from, Math.min(view.from, all.to - length))
  return { from, to: from + length }
}

/** Closer (factor below 1) or farther (above 1), around a moment that stays where it is. */
export function zoomed(view: Stretch, factor: number, around: number, all: Stretch): Stretch {
  const length = Math.max(SHORTEST, (view.to - view.from) * factor)
  const share = (around - view.from) / (view.to - view.from)
  const from = around - length * share
  return held({ from, to: from + length }, all)
}

/** Moved along by a share of its own length. */
export function panned(view: Stretch, share: number, all: Stretch): Stretch {
  const by = (view.to - view.from) * share
  return held({ from: view.from + by, to: view.to + by }, all)
}

/** Moved no farther than it must be so that a moment lies well inside. */
export function revealing(view: Stretch, from: number, to: number, all: Stretch): Stretch {
  const length = view.to - view.from
  if (from >= view.from && to <= view.to) return view
  // What is longer than the stretch is shown from its beginning, unless it is seen already.
  if (to - from > length && from < view.to && to > view.from) return view
  const middle = to - from > length ? from + length * 0.4 : (from + to) / 2
  return held({ from: middle - length / 2, to: middle + length / 2 }, all)
}
