import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import type { Backend } from '../src/api/backend'
import { answers, replay } from '../src/api/replay'
import type { LineReading, Request, Response } from '../src/api/types'
import QuickEntry from '../src/parts/QuickEntry.svelte'

const reference = 'PSNI-2023-08'
const asked = 'yesterday 14:30 federation asked PSNI by phone who downloaded the file, reply by Friday'
const late = '11:40 WhatDoTheyKnow took the file down'

type Of<Act extends Request['act']> = Extract<Request, { act: Act }>

/** The recorded door, with what it was asked, what lies in its vault, and ways to fail and to be slow. */
class Fake implements Backend {
  readonly asked: Request[] = []
  draft = ''
  refuses: Partial<Record<Request['act'], unknown>> = {}
  readings: (() => void)[] | null = null
  readonly #replay = replay()

  async call(request: Request): Promise<Response> {
    this.asked.push(request)
    const refusal = this.refuses[request.act]
    if (refusal !== undefined) throw refusal
    if (request.act === 'draft') return { is: 'draft', text: this.draft }
    if (request.act === 'keep-draft') this.draft = request.text
    if (request.act === 'write-line') this.draft = ''
    if (request.act === 'read-line' && this.readings !== null) {
      const held = this.readings
      await new Promise<void>((go) => held.push(go))
    }
    return this.#replay.call(request)
  }

  of<Act extends Request['act']>(act: Act): Of<Act>[] {
    return this.asked.filter((request): request is Of<Act> => request.act === act)
  }
}

function open(fake = new Fake()) {
  const onwritten = vi.fn()
  const view = render(QuickEntry, { backend: fake, reference, onwritten })
  return { fake, onwritten, user: userEvent.setup(), ...view }
}

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Write a line into the record')

/** As soon as what is under way has run: long before any timer of the bar. */
const soon = () => new Promise((done) => setTimeout(done, 0))

function recorded(line: string): LineReading {
  const answer = answers.lines[line]
  if (answer?.is !== 'line-read') throw new Error(`no reading of ${line} is recorded`)
  return answer.reading
}

/** The paste of a long text, as the browser fires it. */
async function paste(user: ReturnType<typeof userEvent.setup>, text: string) {
  await user.click(field())
  await user.paste(text)
}

test('typing shows what was understood, and what is in doubt with its question', async () => {
  const { user } = open()
  await paste(user, asked)
  const chips = within(await screen.findByRole('list', { name: 'Understood as' }))
  for (const chip of recorded(asked).chips) {
    expect(chips.getByText(chip.doubt === null ? chip.words : `${chip.words}?`)).toBeInTheDocument()
    if (chip.label !== '') expect(chips.getByText(chip.label)).toBeInTheDocument()
  }
  expect(chips.getByRole('button', { name: /reply due: .* in doubt: By what hour/ })).toHaveClass('due')
  expect(chips.getByText(/Who downloaded the file/)).toBeInTheDocument()
})

test('Enter asks the doubt first, by keyboard alone, and the next Enter writes what was shown', async () => {
  const { user, fake, onwritten } = open()
  await paste(user, asked)
  await screen.findByText('Fri 27 Nov, 17:00 GMT?')
  await user.keyboard('{Enter}')
  const list = await screen.findByRole('listbox', { name: /By what hour/ })
  expect(list).toHaveFocus()
  expect(fake.of('write-line')).toHaveLength(0)
  await user.keyboard('{ArrowDown}{ArrowUp}{Enter}')
  await waitFor(() => expect(field()).toHaveFocus())
  expect(screen.queryByText('Fri 27 Nov, 17:00 GMT?')).not.toBeInTheDocument()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(onwritten).toHaveBeenCalledTimes(1))
  const due = recorded(asked).chips.find((chip) => chip.key === 'due')
  const choices = { due: due?.choices[0]?.value }
  const settled = recorded(`${asked} ${JSON.stringify(choices)}`)
  expect(fake.of('write-line')).toEqual([
    expect.objectContaining({ line: asked, choices, mark: settled.mark, audience: ['team'], reason: null }),
  ])
  expect(field()).toHaveValue('')
  expect(fake.draft).toBe('')
  expect(screen.getByRole('status')).toHaveTextContent(/Written in as entry \d+/)
})

test('a line written up late asks why; a second Enter writes it without a reason', async () => {
  const { user, fake, onwritten } = open()
  await paste(user, late)
  const why = await screen.findByLabelText(/Why is it written in only now/)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(why).toHaveFocus())
  expect(fake.of('write-line')).toHaveLength(0)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(onwritten).toHaveBeenCalled())
  expect(fake.of('write-line')[0]?.reason).toBeNull()
})

test('anything but an event asks without holding anybody up: Enter writes it at once', async () => {
  const fake = new Fake()
  const call = fake.call.bind(fake)
  fake.call = async (request) => {
    const answer = await call(request)
    if (answer.is !== 'line-read') return answer
    return { ...answer, reading: { ...answer.reading, late_first: false } }
  }
  const { user, onwritten } = open(fake)
  await paste(user, late)
  expect(await screen.findByLabelText(/Why is it written in only now/)).toBeInTheDocument()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(onwritten).toHaveBeenCalled())
  expect(fake.of('write-line')).toHaveLength(1)
})

test('a reason that is given is written with the line', async () => {
  const { user, fake } = open()
  await paste(user, late)
  const why = await screen.findByLabelText(/Why is it written in only now/)
  await user.type(why, 'no signal{Enter}')
  await waitFor(() => expect(fake.of('write-line')[0]?.reason).toBe('no signal'))
})

test('who may see it is chosen beside the line', async () => {
  const { user, fake } = open()
  await paste(user, '11:58 in the room')
  await screen.findByRole('list', { name: 'Understood as' })
  await user.click(screen.getByRole('button', { name: 'Goes to: team' }))
  // The team is always among them.
  await user.keyboard('{Enter}{ArrowDown}{ArrowDown}{Enter}{ArrowDown} {Escape}')
  expect(screen.getByRole('button', { name: 'Goes to: team, federation, ICO' })).toHaveFocus()
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(fake.of('write-line')[0]?.audience).toEqual(['team', 'federation', 'ico']))
})

test('a write that fails says why in place and keeps every word', async () => {
  const { user, fake, onwritten } = open()
  const full = { code: 'disk-full', sentence: 'There is no space left.', remedy: 'Free some space.' }
  fake.refuses = { 'write-line': full }
  await paste(user, '11:58 in the room')
  await screen.findByRole('list', { name: 'Understood as' })
  await user.keyboard('{Enter}')
  expect(await screen.findByText(full.sentence)).toBeInTheDocument()
  expect(screen.getByRole('alert')).toHaveTextContent(full.remedy)
  expect(field()).toHaveValue('11:58 in the room')
  expect(onwritten).not.toHaveBeenCalled()
  fake.refuses = {}
  await user.keyboard('{Enter}')
  await waitFor(() => expect(onwritten).toHaveBeenCalledTimes(1))
  expect(screen.getByRole('alert')).toBeEmptyDOMElement()
})

test('what is typed is kept soon after the keys, at once on leaving, and taken up again', async () => {
  const { user, fake, unmount } = open()
  await user.type(field(), 'half a sen')
  await waitFor(() => expect(fake.draft).toContain('half a sen'))
  await user.type(field(), 'tence')
  await user.tab()
  await waitFor(() => expect(fake.draft).toContain('half a sentence'))
  await user.type(field(), ' more')
  unmount()
  await soon()
  expect(fake.draft).toContain('half a sentence more')
  const again = new Fake()
  again.draft = fake.draft
  open(again)
  await waitFor(() => expect(field()).toHaveValue('half a sentence more'))
  expect(await screen.findByRole('list', { name: 'Understood as' })).toBeInTheDocument()
})

test('a window that closes keeps the last keys first', async () => {
  const { user, fake } = open()
  await user.type(field(), 'the last wor')
  window.dispatchEvent(new Event('pagehide'))
  await soon()
  expect(fake.draft).toContain('the last wor')
})

test('keys that are quicker than the old draft lose neither', async () => {
  const fake = new Fake()
  fake.draft = JSON.stringify({ line: 'from before', choices: {}, audience: ['team', 'ico'], reason: '' })
  const call = fake.call.bind(fake)
  let go = () => {}
  fake.call = async (request) => {
    if (request.act === 'draft') await new Promise<void>((resolve) => (go = resolve))
    return call(request)
  }
  const { user } = open(fake)
  await user.type(field(), 'typed at once')
  await user.tab()
  expect(fake.of('keep-draft')).toHaveLength(0)
  go()
  await waitFor(() => expect(field()).toHaveValue('from before\ntyped at once'))
  await waitFor(() => expect(fake.draft).toContain('typed at once'))
  expect(fake.draft).toContain('from before')
})

test('a draft that cannot be kept is said, and the words stay', async () => {
  const { user, fake } = open()
  fake.refuses = {
    'keep-draft': { code: 'disk-full', sentence: 'The disk is full.', remedy: 'Free some space.' },
  }
  await user.type(field(), 'words')
  expect(await screen.findByText('The disk is full.')).toBeInTheDocument()
  expect(field()).toHaveValue('words')
})

test('an answer that a later line has overtaken is dropped', async () => {
  const { user, fake } = open()
  fake.readings = []
  await paste(user, asked)
  await waitFor(() => expect(fake.of('read-line')).toHaveLength(1))
  await user.clear(field())
  await user.paste('11:58 in the room')
  await waitFor(() => expect(fake.of('read-line')).toHaveLength(2))
  fake.readings[1]?.()
  await screen.findByText('Timeline entry')
  fake.readings[0]?.()
  await soon()
  expect(screen.getByText('Timeline entry')).toBeInTheDocument()
  expect(screen.queryByText('Question')).not.toBeInTheDocument()
})

test('keys in quick succession are read together', async () => {
  const { user, fake } = open()
  fake.readings = []
  await user.type(field(), 'eleven words typed without a pause between any of them')
  await waitFor(() => expect(fake.of('read-line').at(-1)?.line).toMatch(/them$/))
  expect(fake.of('read-line').length).toBeLessThan(30)
})

test('a paste of 5 MB is refused in place, and what stood there stays; 4 MiB fit', async () => {
  const { user, fake } = open()
  await user.type(field(), 'before ')
  await user.paste('x'.repeat(5_000_000))
  expect(await screen.findByText(/5\.0 MB of text, and one text holds at most 4 MiB/)).toBeInTheDocument()
  expect(field()).toHaveValue('before ')
  await user.clear(field())
  const fits = 'é'.repeat(2 * 1024 * 1024)
  await user.paste(fits)
  expect(field().value).toHaveLength(fits.length)
  await waitFor(() => expect(fake.of('read-line').at(-1)?.line).toHaveLength(fits.length))
  expect(screen.getByRole('alert')).toBeEmptyDOMElement()
}, 30_000)

test('Escape leaves the bar and keeps what was typed', async () => {
  const { user, fake } = open()
  await user.type(field(), 'half a thought')
  await user.keyboard('{Escape}')
  expect(field()).not.toHaveFocus()
  expect(field()).toHaveValue('half a thought')
  await waitFor(() => expect(fake.draft).toContain('half a thought'))
})

test('Shift Enter begins a new line, and nothing is written', async () => {
  const { user, fake } = open()
  await user.type(field(), 'one{Shift>}{Enter}{/Shift}two')
  expect(field()).toHaveValue('one\ntwo')
  expect(fake.of('write-line')).toHaveLength(0)
})

test('another case has its own line', async () => {
  const { user, fake, rerender } = open()
  await user.type(field(), 'of the first case')
  await rerender({ backend: fake, reference: 'MET-2023-08', onwritten: () => {} })
  await waitFor(() => expect(fake.of('draft').at(-1)?.reference).toBe('MET-2023-08'))
  await waitFor(() => expect(fake.of('keep-draft').at(-1)?.text).toContain('of the first case'))
  expect(fake.of('keep-draft').at(-1)?.reference).toBe(reference)
})

test('what was taken for granted is said on the chip', async () => {
  const { user } = open()
  await paste(user, '23:50 alarm from the night shift')
  expect(await screen.findByText('later than now, so yesterday')).toBeInTheDocument()
})
