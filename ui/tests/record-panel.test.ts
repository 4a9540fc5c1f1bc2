import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import type { Backend } from '../src/api/backend'
import { replayRecords } from '../src/api/replay-records'
import type { RecordSheet, Request, Response } from '../src/api/types'
import RecordPanel from '../src/parts/RecordPanel.svelte'

const reference = 'PSNI-2023-08'
/** A letter of the demo's case. */
const letter = 'l1'

function sheet(list: string, id: string): RecordSheet {
  const answer = replayRecords({ act: 'record', reference, list, id, as_of: null })
  if (answer?.is !== 'record') throw new Error(`${list} ${id} is not recorded`)
  return answer.record
}

/** Recorded answers, and every request that was made. */
function backend(other?: (request: Request) => Response | undefined): Backend & { asked: Request[] } {
  const asked: Request[] = []
  return {
    asked,
    async call(request) {
      asked.push(request)
      const answer = other?.(request) ?? replayRecords(request)
      if (answer === undefined) throw { code: 'none', sentence: 'Not recorded.', remedy: 'Record it.' }
      return answer
    },
  }
}

function show(list: string, id: string, more: Record<string, unknown> = {}, answers = backend()) {
  const onchanged = vi.fn()
  const onselect = vi.fn()
  const props = { backend: answers, reference, list, id, asOf: null, onchanged, onselect, ...more }
  return { ...render(RecordPanel, props), onchanged, onselect, answers }
}

test('a record stands there with its fields, who sees it, its files and its history', async () => {
  const record = sheet('events', 'e26')
  show('events', 'e26')
  expect(await screen.findByRole('heading', { name: record.title })).toBeInTheDocument()
  for (const field of record.fields) {
    if (field.key === 'text' || field.missing === null) continue
    const label = screen.getAllByText(field.label)[0]
    expect(label?.parentElement).toHaveTextContent(field.missing)
  }
  expect(screen.getByText('Goes to').parentElement).toHaveTextContent(record.goes_to.words)
  expect(screen.getByText('Attached').parentElement).toHaveTextContent('takedown-log.pdf, 19 bytes')
  expect(screen.getByText('4 versions')).toBeInTheDocument()
})

test('the history shows the old words struck through and the new ones beside them, newest first', async () => {
  show('events', 'e26')
  const history = within(await screen.findByRole('region', { name: 'History' }))
  const items = history.getAllByRole('listitem')
  expect(items[1]).toHaveTextContent('“penalty notice gives the exact span”')
  const old = within(items[1] as HTMLElement).getByText('2 hours 51')
  expect(old.tagName).toBe('DEL')
  expect(within(items[1] as HTMLElement).getByText('about 2 hours 20').tagName).toBe('INS')
  expect(items[3]).toHaveTextContent('Written in')
})

test('what is missing is said, with what was not yet said', async () => {
  show('questions', 'q1')
  expect(
    await screen.findByText('Missing: nobody has yet said by when an answer is due.'),
  ).toBeInTheDocument()
})

test('a withdrawal asks for its reason in place, and does nothing without one', async () => {
  const user = userEvent.setup()
  const { answers, onchanged } = show('questions', 'q1')
  await user.click(await screen.findByRole('button', { name: 'Withdraw' }))
  const why = await screen.findByLabelText('Why')
  expect(why).toHaveFocus()
  const form = within(screen.getByRole('form', { name: 'Withdraw this record' }))
  await user.click(form.getByRole('button', { name: 'Withdraw' }))
  expect(screen.getByText('Missing: the reason.')).toBeInTheDocument()
  expect(why).toBeInvalid()
  expect(answers.asked.some(({ act }) => act === 'write-record')).toBe(false)
  await user.type(why, 'asked twice')
  await user.click(form.getByRole('button', { name: 'Withdraw' }))
  const what = { write: 'withdraw', list: 'questions', id: 'q1', reason: 'asked twice' }
  expect(answers.asked).toContainEqual({ act: 'write-record', reference, what })
  await waitFor(() => expect(onchanged).toHaveBeenCalledWith({ list: 'questions', id: 'q1' }))
  expect(screen.getAllByRole('status')[0]).toHaveTextContent('Withdrawn in entry 8.')
})

test('Escape leaves a reason without writing, and the record stands there again', async () => {
  const user = userEvent.setup()
  const { answers } = show('questions', 'q1')
  await user.click(await screen.findByRole('button', { name: 'Withdraw' }))
  await user.keyboard('half a reason{Escape}')
  expect(screen.queryByLabelText('Why')).not.toBeInTheDocument()
  expect(answers.asked.every(({ act }) => act !== 'write-record')).toBe(true)
})

test('a file is attached with a reason, its bytes in base64', async () => {
  const user = userEvent.setup()
  const { answers, container } = show('questions', 'q1')
  await screen.findByRole('button', { name: 'Attach' })
  const picker = container.querySelector('input[type="file"]') as HTMLInputElement
  await user.upload(picker, new File(['a letter'], 'letter.txt'))
  await user.type(await screen.findByLabelText('Why'), 'their answer')
  await user.click(screen.getByRole('button', { name: 'Attach' }))
  const file = { from: 'bytes', name: 'letter.txt', base64: btoa('a letter') }
  const what = { write: 'attach', list: 'questions', id: 'q1', file, reason: 'their answer' }
  await waitFor(() => expect(answers.asked).toContainEqual({ act: 'write-record', reference, what }))
})

test('a warning is let stand with a reason', async () => {
  const user = userEvent.setup()
  const warned: RecordSheet = {
    ...sheet('questions', 'q1'),
    warnings: [
      {
        code: 'reply-before-question',
        key: 'answered',
        message: 'It was answered before it was asked.',
        accepted: null,
      },
      {
        code: 'due-before-trigger',
        key: 'due',
        message: 'It is due too early.',
        accepted: 'Let stand: as published.',
      },
    ],
  }
  const { answers } = show(
    'questions',
    'q1',
    {},
    backend((r) => (r.act === 'record' ? { is: 'record', record: warned } : undefined)),
  )
  expect(await screen.findByText('Let stand: as published.')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Let it stand…' }))
  await user.type(screen.getByLabelText('Why'), 'so it was printed')
  await user.click(screen.getByRole('button', { name: 'Let it stand' }))
  const what = {
    write: 'accept',
    list: 'questions',
    id: 'q1',
    code: 'reply-before-question',
    reason: 'so it was printed',
  }
  await waitFor(() => expect(answers.asked).toContainEqual({ act: 'write-record', reference, what }))
})

test('a refused write is said in place and the reason is kept', async () => {
  const user = userEvent.setup()
  const answers = backend((request) => {
    if (request.act !== 'write-record') return undefined
    throw { code: 'disk-full', sentence: 'There is no space left.', remedy: 'Free some space.' }
  })
  show('questions', 'q1', {}, answers)
  await user.click(await screen.findByRole('button', { name: 'Withdraw' }))
  await user.type(screen.getByLabelText('Why'), 'asked twice{Tab}{Enter}')
  expect(await screen.findByText('There is no space left.')).toBeInTheDocument()
  expect(screen.getByLabelText('Why')).toHaveValue('asked twice')
})

test('as it stood then, nothing can be written in', async () => {
  show('questions', 'q1', { asOf: '2026-11-24' })
  expect(await screen.findByText('As it stood then; nothing can be written in.')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Correct' })).not.toBeInTheDocument()
})

test('a record that it names is one press away', async () => {
  const user = userEvent.setup()
  const { onselect } = show('questions', 'q1')
  await user.click(await screen.findByRole('button', { name: 'Police Service of Northern Ireland' }))
  expect(onselect).toHaveBeenCalledWith({ list: 'parties', id: 'psni' })
})

test('an answer that comes late is dropped', async () => {
  const waiting: (() => void)[] = []
  const slow: Backend = {
    call: (request) =>
      new Promise((resolve) => waiting.push(() => resolve(replayRecords(request) as Response))),
  }
  const { rerender } = show('questions', 'q1', {}, slow as Backend & { asked: Request[] })
  await rerender({ list: 'events', id: 'e26' })
  await waitFor(() => expect(waiting).toHaveLength(2))
  waiting[1]?.()
  expect(await screen.findByRole('heading', { name: sheet('events', 'e26').title })).toBeInTheDocument()
  waiting[0]?.()
  await Promise.resolve()
  expect(screen.getByRole('heading', { name: sheet('events', 'e26').title })).toBeInTheDocument()
})

test('a record is linked to another that is chosen by typing, as a correction with its reason', async () => {
  const user = userEvent.setup()
  const { answers, onchanged } = show('correspondence', letter)
  await user.click(await screen.findByRole('button', { name: 'Link' }))
  const form = within(await screen.findByRole('form', { name: 'Link to another record' }))
  const record = form.getByRole('combobox', { name: 'Which record' })
  await waitFor(() => expect(record).toHaveFocus())
  await user.type(form.getByLabelText('Why'), 'the host answers it')
  await user.click(form.getByRole('button', { name: 'Link' }))
  expect(form.getByText('Missing: the other record.')).toBeInTheDocument()
  expect(record).toBeInvalid()
  expect(record).toHaveFocus()
  const way = form.getByRole('combobox', { name: 'How this one has to do with it' })
  expect(
    within(way)
      .getAllByRole('option')
      .map((option) => option.textContent),
  ).toEqual(['Answers', 'Concerns'])
  await user.selectOptions(way, 'Concerns')
  await user.type(record, 'police')
  const [other] = await form.findAllByRole('option', { name: /police/i })
  await user.click(other as HTMLElement)
  await user.click(form.getByRole('button', { name: 'Link' }))
  await waitFor(() => expect(onchanged).toHaveBeenCalled())
  const written = answers.asked.flatMap((one) => (one.act === 'write-record' ? [one.what] : []))
  expect(written).toHaveLength(1)
  expect(written[0]).toMatchObject({ write: 'correct', id: letter, reason: 'the host answers it' })
})

test('a link is added to those that stand there, and none twice', async () => {
  const user = userEvent.setup()
  const met = 'MET-2023-08'
  const answer = replayRecords({ act: 'record', reference: met, list: 'events', id: 'e18', as_of: null })
  if (answer?.is !== 'record') throw new Error('e18 is not recorded')
  const record = { ...answer.record, raw: { ...answer.record.raw, about: ['s1', 'e2'] } }
  const door = backend((request) => (request.act === 'record' ? { is: 'record', record } : undefined))
  const { answers, onchanged } = show('events', 'e18', { reference: met }, door)
  await user.click(await screen.findByRole('button', { name: 'Link' }))
  const form = within(await screen.findByRole('form', { name: 'Link to another record' }))
  await user.type(form.getByLabelText('Why'), 'it says so')
  const choose = async (id: string) => {
    const all = replayRecords({ act: 'choices', reference: met, lists: [], typed: '' })
    const words = all?.is === 'choices' ? (all.choices.find((one) => one.id === id)?.words ?? '') : ''
    const field = form.getByRole('combobox', { name: 'Which record' })
    await user.clear(field)
    await user.type(field, words.slice(0, 30))
    await user.click(await form.findByRole('option', { name: `${words} · events` }))
    await user.click(form.getByRole('button', { name: 'Link' }))
  }
  await choose('e2')
  expect(form.getByText('It names that record already.')).toBeInTheDocument()
  await choose('e1')
  await waitFor(() => expect(onchanged).toHaveBeenCalled())
  const written = answers.asked.flatMap((one) => (one.act === 'write-record' ? [one.what] : []))
  expect(written).toEqual([
    {
      write: 'correct',
      list: 'events',
      id: 'e18',
      sets: { about: ['s1', 'e2', 'e1'] },
      reason: 'it says so',
    },
  ])
})
