import { type Backend, ask, failureOf } from '../api/backend'
import type { Failure, LineChip, LineReading, LineWritten } from '../api/types'
import { tooLong, tooLongFailure } from './too-long'

/** A line is read at most this often, in milliseconds; a very long one less often. */
const READ_EVERY = 120
const READ_LONG_EVERY = 1000
const LONG = 64 * 1024
/** What is typed is kept at most this long behind the keys, in milliseconds. */
const KEEP_EVERY = 400
/** What was understood is read aloud when the keys have rested so long, in milliseconds. */
const ALOUD_AFTER = 900
/** A reading that stands longer is asked again, so that “now” stays now. */
const STALE_AFTER = 30_000
/** After how long what could not be kept is tried again, in milliseconds. */
const KEEP_AGAIN = 3000
/** The place of the bar's draft. */
const PLACE = 'quick-entry'

/** What an attempt to write came to: written, something to settle first, or a failure that is shown. */
export type Outcome = 'written' | 'doubt' | 'late' | 'stopped'

interface Kept {
  line: string
  choices: Record<string, string>
  audience: string[]
  reason: string
}

/** One line being typed: its reading, its draft, and its way into the book. */
export class QuickLine {
  line = $state('')
  choices = $state.raw<Record<string, string>>({})
  audience = $state.raw<string[]>(['team'])
  reason = $state('')
  reading = $state.raw<LineReading | null>(null)
  failure = $state.raw<Failure | null>(null)
  written = $state.raw<LineWritten | null>(null)
  /** What a screen reader is told. */
  aloud = $state('')
  writing = $state(false)

  readonly open = $derived(this.reading?.chips.find((chip) => chip.doubt !== null) ?? null)

  readonly #backend: Backend
  readonly #reference: string
  #asked = 0
  #lastAsk = -Infinity
  #lateAsked = false
  #readTimer: ReturnType<typeof setTimeout> | undefined
  #keepTimer: ReturnType<typeof setTimeout> | undefined
  #aloudTimer: ReturnType<typeof setTimeout> | undefined
  #staleTimer: ReturnType<typeof setTimeout> | undefined
  /** Drafts are kept one after the other, so that none can overtake a later one. */
  #keeping: Promise<void> = Promise.resolve()
  #restored = false
  #kept = ''
  /** Whether the last try to keep what is typed failed. */
  #unkept = false
  #closed = false

  constructor(backend: Backend, reference: string) {
    this.#backend = backend
    this.#reference = reference
  }

  /** Takes up what was typed and not written in before. Keys that came first are kept behind it. */
  async restore() {
    try {
      const { text } = await ask(
        this.#backend,
        { act: 'draft', reference: this.#reference, place: PLACE },
        'draft',
      )
      const kept = keptIn(text)
      if (kept !== null) {
        this.#kept = text
        this.line = this.line === '' ? kept.line : `${kept.line}\n${this.line}`
        this.choices = kept.choices
        this.audience = kept.audience
        this.reason = kept.reason
      }
    } catch (thrown) {
      this.failure = failureOf(thrown)
    } finally {
      this.#restored = true
    }
    if (this.line !== '') this.#changed()
  }

  /** Takes what the field now holds; false where it is too long, and then nothing has changed. */
  typed(text: string): boolean {
    if (tooLong(text)) {
      this.failure = tooLongFailure(text)
      return false
    }
    this.line = text
    this.written = null
    // That it cannot be kept stays said until it can.
    if (!this.#unkept) this.failure = null
    if (text.trim() === '') {
      this.choices = {}
      this.reason = ''
    }
    this.#changed()
    return true
  }

  /** Takes a choice for a chip, and reads the line anew with it. */
  async choose(key: string, value: string) {
    this.choices = { ...this.choices, [key]: value }
    this.#keepSoon()
    await this.#read()
  }

  /** Adds an audience, or takes it out. The team always sees everything. */
  toggle(audience: string) {
    this.audience = this.audience.includes(audience)
      ? this.audience.filter((word) => word !== audience)
      : [...this.audience, audience]
    this.#keepSoon()
  }

  because(reason: string) {
    this.reason = reason
    this.#keepSoon()
  }

  /** Writes the line in, or says what has to be settled first. */
  async write(): Promise<Outcome> {
    if (this.writing || this.line.trim() === '') return 'stopped'
    this.writing = true
    try {
      return await this.#write()
    } catch (thrown) {
      this.failure = failureOf(thrown)
      // What it would be read as now is shown beside the failure.
      if (this.failure.code === 'read-again') await this.#read()
      return 'stopped'
    } finally {
      this.writing = false
    }
  }

  async #write(): Promise<Outcome> {
    const line = this.line
    if (this.#readTimer !== undefined || this.reading === null) await this.#read()
    const { reading, open } = this
    if (reading === null) return 'stopped'
    if (open !== null) {
      this.aloud = `${open.label} ${open.words}? ${open.doubt}`.trim()
      return 'doubt'
    }
    if (reading.lacks !== null) {
      this.failure = { code: 'empty-text', sentence: reading.lacks, remedy: 'Nothing was written.' }
      return 'stopped'
    }
    if (reading.late !== null && this.reason.trim() === '' && !this.#lateAsked) {
      this.#lateAsked = true
      this.aloud = `${reading.late} Enter again writes it in without a reason.`
      return 'late'
    }
    // A draft that is still on its way must not come back after the line was written.
    this.#stopKeeping()
    await this.#keeping
    const { written } = await ask(
      this.#backend,
      {
        act: 'write-line',
        reference: this.#reference,
        line,
        choices: this.choices,
        mark: reading.mark,
        audience: this.audience,
        reason: this.reason.trim() === '' ? null : this.reason,
      },
      'line-written',
    )
    this.#clear(line)
    this.written = written
    this.aloud = [`Written in as entry ${written.entry}.`, ...written.warnings].join(' ')
    return 'written'
  }

  /** Empties the bar, but for what was typed while the line was being written. */
  #clear(written: string) {
    this.line = this.line.startsWith(written) ? this.line.slice(written.length) : this.line
    this.choices = {}
    this.audience = ['team']
    this.reason = ''
    this.reading = null
    this.failure = null
    this.#kept = ''
    this.#changed()
  }

  /** Keeps what is typed at once: the bar is left, or the window closes. */
  async flush() {
    this.#stopKeeping()
    await this.#keep()
  }

  /** Ends every timer; what is typed is kept first. */
  async close() {
    const kept = this.flush()
    this.#closed = true
    this.#asked += 1
    for (const timer of [this.#readTimer, this.#aloudTimer, this.#staleTimer]) clearTimeout(timer)
    await kept
  }

  #changed() {
    this.#lateAsked = false
    clearTimeout(this.#aloudTimer)
    this.#keepSoon()
    if (this.line.trim() === '') {
      this.#asked += 1
      clearTimeout(this.#readTimer)
      clearTimeout(this.#staleTimer)
      this.#readTimer = undefined
      this.reading = null
      return
    }
    if (this.#readTimer !== undefined) return
    const every = this.line.length > LONG ? READ_LONG_EVERY : READ_EVERY
    const wait = Math.max(0, this.#lastAsk + every - performance.now())
    this.#readTimer = setTimeout(() => void this.#read(), wait)
  }

  /** Reads the line as it stands. An answer that a later question has overtaken is dropped. */
  async #read() {
    clearTimeout(this.#readTimer)
    clearTimeout(this.#staleTimer)
    this.#readTimer = undefined
    this.#lastAsk = performance.now()
    const number = (this.#asked += 1)
    const { line, choices } = this
    try {
      const { reading } = await ask(
        this.#backend,
        { act: 'read-line', reference: this.#reference, line, choices },
        'line-read',
      )
      if (number !== this.#asked) return
      this.reading = reading
      this.#aloudTimer = setTimeout(() => (this.aloud = inWords(reading)), ALOUD_AFTER)
      this.#staleTimer = setTimeout(() => void this.#read(), STALE_AFTER)
    } catch (thrown) {
      if (number === this.#asked) this.failure = failureOf(thrown)
    }
  }

  #keepSoon(after = KEEP_EVERY) {
    if (this.#closed) return
    this.#keepTimer ??= setTimeout(() => {
      this.#keepTimer = undefined
      void this.#keep()
    }, after)
  }

  #stopKeeping() {
    clearTimeout(this.#keepTimer)
    this.#keepTimer = undefined
  }

  #keep(): Promise<void> {
    if (!this.#restored) {
      // Before the old draft has come, it must not be written over.
      if (this.line !== '') this.#keepSoon()
      return this.#keeping
    }
    const { line, choices, audience, reason } = this
    const text = line === '' ? '' : JSON.stringify({ line, choices, audience, reason } satisfies Kept)
    if (text === this.#kept) return this.#keeping
    this.#keeping = this.#keeping.then(async () => {
      try {
        const request = {
          act: 'keep-draft' as const,
          reference: this.#reference,
          place: PLACE,
          text,
          about: null,
        }
        await ask(this.#backend, request, 'draft-kept')
        this.#kept = text
        if (this.#unkept) this.failure = null
        this.#unkept = false
      } catch (thrown) {
        this.#unkept = true
        this.failure = failureOf(thrown)
        this.#keepSoon(KEEP_AGAIN)
      }
    })
    return this.#keeping
  }
}

/** What was understood, as one sentence for a screen reader. */
function inWords(reading: LineReading): string {
  const one = (chip: LineChip) =>
    `${chip.label} ${chip.words}${chip.doubt === null ? '' : '? in doubt'}`.trim()
  return `${reading.chips.map(one).join(', ')}.`
}

function keptIn(text: string): Kept | null {
  if (text === '') return null
  const none = { choices: {}, audience: ['team'], reason: '' }
  try {
    const kept: unknown = JSON.parse(text)
    if (typeof kept === 'object' && kept !== null && 'line' in kept && typeof kept.line === 'string')
      return { ...none, ...kept, line: kept.line }
  } catch {
    // Typed by something else: it is text.
  }
  return { ...none, line: text }
}
