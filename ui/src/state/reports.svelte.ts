import { type Backend, ask, failureOf, pick } from '../api/backend'
import type {
  Advance,
  Failure,
  FileCheck,
  PreviewHead,
  PreviewPage,
  Reader,
  ReleasedLine,
  ReportChoice,
} from '../api/types'
import type { CaseDrafts } from './form-drafts'

/** How often the progress of a report is asked for, in milliseconds. */
const PULSE = 150

/** The place at which it is kept who gets the next report. */
const RECIPIENT = 'recipient:reports:new'

/** Said where the dialog was closed without a choice. */
const NOT_SAVED = 'Nothing was saved: no place for it was chosen.'

/** The reports of one case: who can get one, what it would say, what was handed out. */
export class Reports {
  readers = $state.raw<Reader[]>([])
  released = $state.raw<ReleasedLine[]>([])
  audience = $state('federation')
  recipient = $state('')
  head = $state.raw<PreviewHead | null>(null)
  pages = $state.raw<Record<number, PreviewPage>>({})
  /** Whether a preview is being worked out. */
  looking = $state(false)
  /** Counts the previews that were asked for: a page belongs to one of them. */
  turn = $state(0)
  /** How far a preview has come that takes a while. */
  setting = $state.raw<Advance | null>(null)
  /** Whether the preview was stopped before it could be shown. */
  stopped = $state(false)
  /** How far a report that is being made has come. */
  advance = $state.raw<Advance | null>(null)
  check = $state.raw<FileCheck | null>(null)
  #saving = false
  /** The path of the file that was checked last. */
  #checked: string | null = null
  failure = $state.raw<Failure | null>(null)
  /** What was done last, to be read aloud. */
  said = $state('')

  readonly #backend: Backend
  readonly #reference: string
  readonly #asOf: string | null
  readonly #changed: (entry: number) => void
  /** Pages that were asked for. */
  #asked: Record<number, boolean> = {}

  readonly #drafts: CaseDrafts | undefined

  constructor(
    backend: Backend,
    reference: string,
    asOf: string | null,
    changed: (entry: number) => void,
    drafts?: CaseDrafts,
  ) {
    this.#drafts = drafts
    this.#backend = backend
    this.#reference = reference
    this.#asOf = asOf
    this.#changed = changed
  }

  get #choice(): ReportChoice {
    return { reference: this.#reference, audience: this.audience, as_of: this.#asOf }
  }

  start = () =>
    this.#attempt(async () => {
      const answer = await ask(this.#backend, { act: 'reports', reference: this.#reference }, 'reports')
      this.readers = answer.readers
      this.released = answer.released
      const kept = await this.#drafts?.read(RECIPIENT)
      if (kept && this.recipient === '') this.recipient = kept.reason
      await this.#look()
    })

  /** Takes who gets it, as it is typed. */
  receives = (recipient: string) => {
    this.recipient = recipient
    this.#drafts?.keep(RECIPIENT, recipient === '' ? null : { record: {}, reason: recipient })
  }

  /** Shows the report for another reader; one that is still being worked out is let go. */
  choose = (audience: string) =>
    this.#attempt(async () => {
      this.audience = audience
      this.said = ''
      await this.leave()
      await this.#look()
    })

  /** Shows the report after all. */
  look = () => this.#attempt(() => this.#look())

  /** Lets go of a preview that is being worked out: nobody looks at it any more. */
  leave = async () => {
    if (!this.looking) return
    this.turn += 1
    await this.cancel()
  }

  /** Fetches a page of the preview that comes into sight. */
  need = async (n: number) => {
    if (this.#asked[n]) return
    this.#asked[n] = true
    const turn = this.turn
    try {
      const { page } = await ask(
        this.#backend,
        { act: 'preview-page', choice: this.#choice, page: n },
        'preview-page',
      )
      // A page of a report that was left since is passed over.
      if (turn === this.turn) this.pages = { ...this.pages, [n]: page }
    } catch (thrown) {
      if (turn !== this.turn) return
      this.#asked[n] = false
      this.failure = failureOf(thrown)
    }
  }

  /** Asks where, makes the report, and says how far it has come. */
  make = () =>
    this.#save(async () => {
      this.said = ''
      const name = this.head?.file_name ?? 'report.pdf'
      const out = await pick(this.#backend, {
        act: 'save-as',
        title: 'Save the report',
        name,
        kind: 'report',
      })
      if (out === null) {
        this.said = NOT_SAVED
        return
      }
      this.advance = { doing: 'Beginning', done: 0, total: 0 }
      const end = this.#watch((advance) => (this.advance = advance))
      try {
        const { recipient } = this
        const request = { act: 'make-report', choice: this.#choice, recipient, out } as const
        const made = await ask(this.#backend, request, 'report-made')
        this.released = made.released
        this.said = made.again
          ? `Report ${made.number} was saved again; nothing was written in.`
          : `Report ${made.number} was saved and written in as entry ${made.entry}.`
        this.receives('')
        this.#changed(made.entry)
      } finally {
        end()
        this.advance = null
      }
      await this.#look()
    })

  /** The case was corrected as that entry: another report is made of it now. */
  corrected = (entry: number) =>
    this.#attempt(async () => {
      this.said = `Corrected in entry ${entry}.`
      this.#changed(entry)
      await this.#look()
    })

  cancel = async () => {
    await this.#backend.call({ act: 'cancel' })
  }

  saveAgain = (line: ReleasedLine) =>
    this.#save(async () => {
      const title = `Save report ${line.number} again`
      const out = await pick(this.#backend, { act: 'save-as', title, name: line.file_name, kind: 'report' })
      if (out === null) {
        this.said = NOT_SAVED
        return
      }
      const request = { act: 'save-released', reference: this.#reference, number: line.number, out } as const
      await ask(this.#backend, request, 'saved')
      this.said = `Report ${line.number} was saved again, the same to the byte.`
    })

  /** Asks for a report file and checks it, against this vault too. */
  verify = () =>
    this.#attempt(async () => {
      this.check = null
      this.#checked = null
      const file = await pick(this.#backend, { act: 'pick-file', title: 'Check a report', kind: 'report' })
      if (file === null) return
      await this.#check(file, null)
      this.#checked = file
    })

  /** Asks for an earlier report, and checks whether the one that was checked last goes on from it. */
  compare = () =>
    this.#attempt(async () => {
      const file = this.#checked
      if (file === null) return
      const title = 'Choose the earlier report'
      const earlier = await pick(this.#backend, { act: 'pick-file', title, kind: 'report' })
      if (earlier !== null) await this.#check(file, earlier)
    })

  async #check(file: string, earlier: string | null) {
    this.check = (await ask(this.#backend, { act: 'check-report', file, earlier }, 'report-checked')).check
  }

  async #look() {
    this.turn += 1
    const turn = this.turn
    this.#asked = {}
    this.pages = {}
    this.looking = true
    this.stopped = false
    const end = this.#watch((advance) => (this.setting = advance))
    try {
      const { head } = await ask(this.#backend, { act: 'preview', ...this.#choice }, 'previewed')
      if (turn === this.turn) this.head = head
    } catch (thrown) {
      // What was let go of is missed by nobody.
      if (turn !== this.turn) return
      if (failureOf(thrown).code !== 'cancelled') throw thrown
      this.head = null
      this.stopped = true
    } finally {
      end()
      if (turn === this.turn) {
        this.looking = false
        this.setting = null
      }
    }
  }

  /** Tells now and then how far the long act has come that is under way, until what it answers is called. */
  #watch(tell: (advance: Advance) => void): () => void {
    let over = false
    const watch = setInterval(() => {
      const progress = ask(this.#backend, { act: 'progress' }, 'progress')
      // Where it is not told, the act itself says what is wrong.
      progress.then(
        ({ advance }) => !over && advance.total > 0 && tell(advance),
        () => undefined,
      )
    }, PULSE)
    return () => {
      over = true
      clearInterval(watch)
    }
  }

  /** Attempts to save a report, from the question where to its end; pressed twice, it is saved once. */
  async #save(act: () => Promise<void>) {
    if (this.#saving) return
    this.#saving = true
    await this.#attempt(act)
    this.#saving = false
  }

  async #attempt(act: () => Promise<void>) {
    this.failure = null
    try {
      await act()
    } catch (thrown) {
      const failure = failureOf(thrown)
      if (failure.code === 'cancelled') this.said = 'Stopped. Nothing was saved or written in.'
      else this.failure = failure
    }
  }
}
