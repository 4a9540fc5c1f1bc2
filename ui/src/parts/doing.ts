import type { AttachedFile, VerbLine } from '../api/types'

/** What is being done with the record in the panel. */
export type Doing =
  | { what: 'correct' | 'withdraw' | 'link' | 'erase' }
  | { what: 'say'; verb: VerbLine }
  | { what: 'accept'; code: string }
  | { what: 'attach'; file: AttachedFile; name: string }
