import type { ClockState } from '../api/types'

/** A tone of the tokens and a shape, so that colour never speaks alone; the word itself comes with the clock. */
export interface Look {
  tone: 'met' | 'due' | 'late' | 'plain'
  shape: 'check' | 'alert' | 'clock' | 'doubt' | 'none'
}

export const clockLook: Record<ClockState, Look> = {
  met: { tone: 'met', shape: 'check' },
  told: { tone: 'plain', shape: 'check' },
  late: { tone: 'late', shape: 'alert' },
  overdue: { tone: 'late', shape: 'alert' },
  running: { tone: 'due', shape: 'clock' },
  'cannot-tell': { tone: 'due', shape: 'doubt' },
  'no-awareness': { tone: 'plain', shape: 'doubt' },
  'not-required': { tone: 'plain', shape: 'none' },
}
