import { type Backend, ask, failureOf } from '../api/backend'
import { Keeper, type TypedAt } from '../api/keeper'
import type { Failure, LineChip, LineReading, LineWritten } from '../api/types'
import { tooLong, tooLongFailure } from './too-long'

/** A line is read at most this often, in milliseconds; a very long one less often. */
const READ_EVERY = 120
const READ_LONG_EVERY = 1000
const LONG = 64 * 1024
/** What was understood is read aloud when the keys have rested so long, in milliseconds. */
const ALOUD_AFTER = 900
/** A reading that stands longer is asked again, so that “now” stays now. */
const STALE_AFTER = 30_000
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
  readonly #keeper: Keeper
  readonly #at: TypedAt
  #asked = 0
  #lastAsk = -Infinity
  #lateAsked = false
  #readTimer: ReturnType<typeof setTimeout> | undefined
  #aloudTimer: ReturnType<typeof setTimeout> | undefined
  #staleTimer: ReturnType<typeof setTimeout> | undefined
  #restored = false
  /** Whether the last try to keep what is typed failed. */
  #unkept = false
  #closed = false

  constructor(backend: Backend, reference: string, keeper = new Keeper(backend)) {
    this.#backend = backend
    this.#reference = reference
    this.#keeper = keeper
    this.#at = { reference, place: PLACE }
  }

  /** Takes up what was typed and not written in before. Keys that came first are kept behind it. */
  async restore() {
    try {
      const kept = keptIn(await this.#keeper.read(this.#at))
      if (kept !== null) {
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
    this.#keep()
    await this.#read()
  }

  /** Adds an audience, or takes it out. The team always sees everything. */
  toggle(audience: string) {
    this.audience = this.audience.includes(audience)
      ? this.audience.filter((word) => word !== audience)
      : [...this.audience, audience]
    this.#keep()
  }

  because(reason: string) {
    this.reason = reason
    this.#keep()
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
    if (reading.late !== null && reading.late_first && this.reason.trim() === '' && !this.#lateAsked) {
      this.#lateAsked = true
      this.aloud = `${reading.late} Enter again writes it in without a reason.`
      return 'late'
    }
    // A draft that is still on its way must not come back after the line was written.
    await this.#keeper.drop(this.#at)
    const request = {
      act: 'write-line' as const,
      reference: this.#reference,
      line,
      choices: this.choices,
      mark: reading.mark,
      audience: this.audience,
      reason: this.reason.trim() === '' ? null : this.reason,
    }
    let written: LineWritten
    try {
      written = (await ask(this.#backend, request, 'line-written')).written
    } catch (thrown) {
      this.#keep()
      throw thrown
    }
    this.#keeper.taken(this.#at)
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
    this.#changed()
  }

  /** Keeps what is typed at once: the bar is left, or the window closes. */
  flush = (): Promise<void> => this.#keeper.flush()

  /** Ends every timer; what is typed is kept first, or as soon as it can be. */
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
    this.#keep()
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

  /** Keeps what stands here; before the old draft has come, it must not be written over. */
  #keep() {
    if (this.#closed || !this.#restored) return
    const { line, choices, audience, reason } = this
    const text = line === '' ? '' : JSON.stringify({ line, choices, audience, reason } satisfies Kept)
    this.#keeper.keep(this.#at, text, {
      failed: (thrown) => {
        this.#unkept = true
        this.failure = failureOf(thrown)
      },
      kept: () => {
        this.#unkept = false
        this.failure = null
      },
    })
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
