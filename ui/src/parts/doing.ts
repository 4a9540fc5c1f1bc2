import type { AttachedFile, AttachmentLine, VerbLine } from '../api/types'

/** What is being done with the record in the panel. */
export type Doing =
  | { what: 'correct' | 'withdraw' | 'link' }
  /** All of it, or one file of it. */
  | { what: 'erase'; file: AttachmentLine | null }
  | { what: 'say'; verb: VerbLine }
  | { what: 'accept'; code: string }
  | { what: 'attach'; file: AttachedFile; name: string }
