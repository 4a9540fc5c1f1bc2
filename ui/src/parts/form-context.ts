import type { Backend } from '../api/backend'
import type { FaultAt } from '../api/types'

/** What every field of a form needs to know. */
export interface FormContext {
  backend: Backend
  reference: string
  /** What the last try to save was refused for. */
  faults: FaultAt[]
  /** What was wrong in the field of that id was put right. */
  onanswered: (id: string) => void
  /** A record was written on the way, such as a new party. */
  onwritten: () => void
}
