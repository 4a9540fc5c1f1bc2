import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeAll, expect, test, vi } from 'vitest'

import type { Backend } from '../src/api/backend'
import { refusedRecord, replayRecords } from '../src/api/replay-records'
import type { FormKey, FormSheet, Request, Response } from '../src/api/types'
import { type FormState, changes, pruned, same } from '../src/parts/form-record'
import RecordForm from '../src/parts/RecordForm.svelte'

const reference = 'PSNI-2023-08'

// jsdom has no layout.
beforeAll(() => void (Element.prototype.scrollIntoView = vi.fn()))

function backend(
  other?: (request: Request) => Response | undefined,
): Backend & { asked: Request[]; written: unknown[] } {
  const asked: Request[] = []
  const written: unknown[] = []
  return {
    asked,
    written,
    async call(request) {
      asked.push(request)
      if (request.act === 'write-record') written.push(request.what)
      const answer = other?.(request) ?? replayRecords(request)
      if (answer === undefined) throw { code: 'none', sentence: 'Not recorded.', remedy: 'Record it.' }
      return answer
    },
  }
}

async function show(list: string, id?: string, answers = backend(), more: Record<string, unknown> = {}) {
  const calls = { onsaved: vi.fn(), oncancel: vi.fn(), oninput: vi.fn(), onwritten: vi.fn() }
  const shown = render(RecordForm, { backend: answers, reference, list, id, ...calls, ...more })
  await screen.findByRole('button', { name: /Save/ })
  return { ...shown, ...calls, answers }
}

const form = (list: string): FormSheet => {
  const answer = replayRecords({ act: 'form', list })
  if (answer?.is !== 'form') throw new Error(list)
  return answer.form
}

const lists = [
  ...[
    'parties',
    'controllers',
    'processors',
    'severity',
    'events',
    'notifications',
    'mitigations',
    'correspondence',
  ],
  ...[
    'data',
    'people_affected',
    'questions',
    'commitments',
    'statements',
    'decisions',
    'deadlines',
    'ico_forms',
    'case',
  ],
]

test.each(lists)('the form of %s has a field for each of its own keys', async (list) => {
  await show(list)
  for (const key of form(list).own) {
    const found =
      key.many || key.holds.type === 'object'
        ? screen.getAllByRole('group', { name: key.label })
        : key.key === 'audience'
          ? screen.getAllByLabelText('Goes to')
          : screen.queryAllByLabelText(new RegExp(`^${key.label.replaceAll(/[()]/g, '.')}`))
    expect(found.length, key.key).toBeGreaterThan(0)
  }
})

test('a new question is written by keyboard: text, word, party by name, time read back', async () => {
  const user = userEvent.setup()
  const { answers, onsaved } = await show('questions')
  expect(screen.getByLabelText('Question')).toHaveFocus()
  await user.keyboard('Who has the file?')
  await user.selectOptions(screen.getByLabelText('Where it stands'), 'open')
  await user.type(screen.getByLabelText(/^Asked of/), 'northern')
  await user.click(await screen.findByRole('option', { name: 'Police Service of Northern Ireland' }))
  await user.type(screen.getByLabelText('Asked on'), '2023-08-26 14:30')
  expect(await screen.findByText('Read as 26 August 2023, 14:30 BST')).toBeInTheDocument()
  await user.keyboard('{Control>}{Enter}{/Control}')
  const record = {
    text: 'Who has the file?',
    status: 'open',
    to: 'psni',
    asked: { at: '2023-08-26T14:30:00+01:00' },
  }
  await waitFor(() =>
    expect(answers.written).toEqual([
      { write: 'add', list: 'questions', record, reason: null, draft: 'record:questions:new' },
    ]),
  )
  await waitFor(() => expect(onsaved).toHaveBeenCalled())
})

test('a correction sets only what changed, and asks why', async () => {
  const user = userEvent.setup()
  const { answers } = await show('questions', 'q1')
  const text = screen.getByLabelText('Question')
  await user.clear(text)
  await user.type(text, 'Who saw it?')
  await user.click(screen.getByRole('button', { name: /Save/ }))
  expect(answers.written).toEqual([])
  expect(screen.getByRole('alert')).toHaveTextContent('Missing: why it is corrected.')
  await user.type(screen.getByLabelText(/Why it is corrected/), 'shorter')
  await user.click(screen.getByRole('button', { name: /Save/ }))
  const sets = { text: 'Who saw it?' }
  await waitFor(() =>
    expect(answers.written).toEqual([
      { write: 'correct', list: 'questions', id: 'q1', sets, reason: 'shorter' },
    ]),
  )
})

test('an emptied key is removed', async () => {
  const user = userEvent.setup()
  const { answers } = await show('questions', 'q1')
  await user.clear(screen.getByLabelText(/^Source/))
  await user.type(screen.getByLabelText(/Why it is corrected/), 'wrong source')
  await user.click(screen.getByRole('button', { name: /Save/ }))
  await waitFor(() => expect(answers.written).toMatchObject([{ sets: { source: null } }]))
})

test('each fault is said beside its field, in a list that leads there, and nothing typed is lost', async () => {
  const user = userEvent.setup()
  const answers = backend((request) => {
    if (request.act === 'write-record') throw refusedRecord
    return undefined
  })
  await show('questions', undefined, answers)
  await user.type(screen.getByLabelText('Asked on'), '26/08/2023')
  await user.click(screen.getByRole('button', { name: /Save/ }))
  const summary = (await screen.findByText(/2 answers do not fit/)).closest('[role="alert"]') as HTMLElement
  expect(summary).toHaveTextContent('2 answers do not fit. Nothing was written.')
  expect(summary).toHaveFocus()
  const text = screen.getByLabelText('Question')
  expect(text).toBeInvalid()
  expect(text).toHaveAccessibleDescription(/Missing: this must be filled in/)
  expect(screen.getByLabelText('Asked on')).toHaveAccessibleDescription(/Expected a time/)
  expect(screen.getByLabelText('Asked on')).toHaveValue('26/08/2023')
  await user.click(within(summary).getByRole('button', { name: 'Question' }))
  expect(text).toHaveFocus()
})

test('a time that is none is said at once, in its place', async () => {
  const user = userEvent.setup()
  const answers = backend((request) => {
    if (request.act === 'read-when')
      throw { code: 'bad-time', sentence: '“soon” is no time.', remedy: 'Write 2023.' }
    return undefined
  })
  await show('questions', undefined, answers)
  await user.type(screen.getByLabelText('Asked on'), 'soon')
  expect(await screen.findByText('“soon” is no time. Write 2023.')).toBeInTheDocument()
  expect(screen.getByLabelText('Asked on')).toBeInvalid()
})

test('“about” and a span are written as the format has them', async () => {
  const user = userEvent.setup()
  const { answers } = await show('events')
  await user.type(screen.getByLabelText('What happened'), 'It happened.')
  const when = screen.getByRole('radiogroup', { name: /^When/ })
  await user.click(within(when).getByLabelText('From and to'))
  await user.type(screen.getByLabelText('When, to'), '2023-08-26')
  const to = screen.getByLabelText('When, to').closest('.when') as HTMLElement
  await user.click(within(to).getByLabelText('about'))
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() =>
    expect(answers.written).toMatchObject([
      { record: { occurred: { to: { at: '2023-08-26', approximate: true } } } },
    ]),
  )
})

test('groups that repeat are added and removed: chasers of a question', async () => {
  const user = userEvent.setup()
  const { answers } = await show('questions')
  await user.type(screen.getByLabelText('Question'), 'Q')
  const chased = screen.getByRole('group', { name: 'Chased' })
  await user.click(within(chased).getByRole('button', { name: /^Add/ }))
  await user.click(within(chased).getByRole('button', { name: /^Add/ }))
  const first = screen.getByRole('group', { name: 'Chased 1' })
  await user.type(within(first).getByLabelText('When'), '2023-09-01')
  await user.type(within(first).getByLabelText(/^How/), 'email')
  await user.type(within(screen.getByRole('group', { name: 'Chased 2' })).getByLabelText(/^How/), 'letter')
  await user.click(screen.getByRole('button', { name: 'Remove Chased 2' }))
  await user.keyboard('{Control>}{Enter}{/Control}')
  await user.click(screen.getByRole('button', { name: /Save/ }))
  await waitFor(() =>
    expect(answers.written[0]).toMatchObject({
      record: { text: 'Q', chased: [{ at: { at: '2023-09-01' }, channel: 'email' }] },
    }),
  )
})

test('a party that is not on record yet is added on the spot and chosen', async () => {
  const user = userEvent.setup()
  const added = {
    write: 'add',
    list: 'parties',
    record: { name: 'Kent Police', kind: 'force' },
    reason: null,
    draft: null,
  }
  const answers = backend((request) => {
    if (request.act !== 'write-record' || request.what.list !== 'parties') return undefined
    const known = replayRecords({ act: 'record', reference, list: 'parties', id: 'psni', as_of: null })
    if (known?.is !== 'record') return undefined
    const record = { ...known.record, id: 'party8', title: 'Kent Police' }
    return { is: 'record-written', written: { entry: 8, record } }
  })
  const { onwritten } = await show('questions', undefined, answers)
  const field = screen.getByLabelText(/^Asked of/)
  await user.type(field, 'Kent Police')
  await user.keyboard('{ArrowDown}{Enter}')
  await user.selectOptions(await screen.findByLabelText('Kind'), 'force')
  await user.click(screen.getByRole('button', { name: 'Add the party' }))
  await waitFor(() => expect(answers.written).toEqual([added]))
  await waitFor(() => expect(field).toHaveValue('Kent Police'))
  expect(onwritten).toHaveBeenCalled()
})

test.each(['{Enter}', '{Tab}'])('%s keeps a name that nothing has and offers to add it', async (key) => {
  const user = userEvent.setup()
  let refuse = true
  const answers = backend((request) => {
    if (request.act !== 'write-record') return undefined
    if (request.what.list !== 'parties') {
      if (!refuse) return undefined
      refuse = false
      throw { ...refusedRecord, faults: [{ path: '$.to', message: 'Missing.' }] }
    }
    const known = replayRecords({ act: 'record', reference, list: 'parties', id: 'psni', as_of: null })
    if (known?.is !== 'record') return undefined
    const record = { ...known.record, id: 'party8', title: 'Kent Police' }
    return { is: 'record-written', written: { entry: 8, record } }
  })
  const { onsaved } = await show('questions', undefined, answers)
  await user.click(screen.getByRole('button', { name: /Save/ }))
  expect((await screen.findAllByText(/Missing\./)).length).toBeGreaterThan(0)
  const field = screen.getByLabelText(/^Asked of/)
  await user.type(field, `Kent Police${key}`)
  expect(await screen.findByRole('group', { name: 'A new party' })).toHaveTextContent(
    '“Kent Police” is not on record',
  )
  expect(field).toHaveValue('Kent Police')
  const kind = screen.getByLabelText('Kind')
  await waitFor(() => expect(kind).toHaveFocus())
  await user.selectOptions(kind, 'force')
  await user.keyboard('{Enter}')
  await waitFor(() => expect(field).toHaveFocus())
  expect(field).toHaveValue('Kent Police')
  expect(screen.queryByText(/Missing\./)).not.toBeInTheDocument()
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() =>
    expect(answers.written.at(-1)).toMatchObject({ list: 'questions', record: { to: 'party8' } }),
  )
  await waitFor(() => expect(onsaved).toHaveBeenCalled())
})

test('a name that was typed and is nobody’s is refused in its place, not passed over', async () => {
  const user = userEvent.setup()
  const { answers } = await show('questions')
  await user.type(screen.getByLabelText(/^Asked of/), 'Kent Police{Control>}{Enter}{/Control}')
  await waitFor(() => expect(answers.written).toMatchObject([{ record: { to: 'Kent Police' } }]))
})

test('Enter alone in a field of one line saves nothing', async () => {
  const user = userEvent.setup()
  const { answers } = await show('events')
  await user.type(screen.getByLabelText(/^Source/), 'the log{Enter}')
  expect(answers.written).toEqual([])
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(answers.written).toHaveLength(1))
})

test('whom it goes to is chosen beside Save', async () => {
  const user = userEvent.setup()
  const { answers } = await show('questions')
  await user.type(screen.getByLabelText('Question'), 'Q')
  await user.selectOptions(screen.getByLabelText('Goes to'), 'own')
  await user.click(screen.getByLabelText('The ICO'))
  await user.click(screen.getByRole('button', { name: /Save/ }))
  await waitFor(() => expect(answers.written).toMatchObject([{ record: { audience: ['team', 'ico'] } }]))
})

test('a number goes to the door as it was typed, which reads it', async () => {
  const user = userEvent.setup()
  const { answers } = await show('people_affected')
  await user.type(screen.getByLabelText('Group'), 'all')
  await user.type(screen.getByLabelText(/^How many/), '9,483')
  await user.type(screen.getByLabelText(/^At least/), 'many')
  await user.click(screen.getByRole('button', { name: /Save/ }))
  await waitFor(() => expect(answers.written).toMatchObject([{ record: { number: '9,483', min: 'many' } }]))
})

test('all that stands in the form is told at each key, and is put back', async () => {
  const user = userEvent.setup()
  const { oninput, unmount } = await show('questions')
  await user.type(screen.getByLabelText('Question'), 'Half a quest')
  const state = oninput.mock.lastCall?.[0]
  expect(state).toEqual({ record: { text: 'Half a quest' }, reason: '' })
  unmount()
  await show('questions', undefined, backend(), { initial: { ...state, reason: 'why' } })
  expect(screen.getByLabelText('Question')).toHaveValue('Half a quest')
  expect(screen.getByLabelText(/Why it is written in now/)).toHaveValue('why')
})

test('what is typed is kept as a draft, put back, and gone once it is saved or thrown away', async () => {
  const user = userEvent.setup()
  const kept = new Map<string, FormState | null>()
  const drafts = {
    read: async (place: string) => kept.get(place) ?? null,
    keep: (place: string, state: FormState | null) => void kept.set(place, state),
  }
  const first = await show('questions', undefined, backend(), { drafts })
  await user.type(screen.getByLabelText('Question'), 'Half')
  await user.keyboard('{Escape}')
  expect(first.oncancel).toHaveBeenCalled()
  expect(kept.get('record:questions:new')).toEqual({ record: { text: 'Half' }, reason: '' })
  first.unmount()
  const second = await show('questions', undefined, backend(), { drafts })
  expect(screen.getByLabelText('Question')).toHaveValue('Half')
  await user.click(screen.getByRole('button', { name: /Save/ }))
  await waitFor(() => expect(second.onsaved).toHaveBeenCalled())
  expect(kept.get('record:questions:new')).toBeNull()
  second.unmount()
  kept.set('record:questions:q1', { record: { text: 'Other' }, reason: 'why' })
  await show('questions', 'q1', backend(), { drafts })
  expect(screen.getByLabelText('Question')).toHaveValue('Other')
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(kept.get('record:questions:q1')).toBeNull()
})

test('what is empty is left out, and only what differs is a change', () => {
  expect(pruned({ a: '', b: [{}, ''], c: { at: '', approximate: true }, d: 0, e: false })).toEqual({
    d: 0,
    e: false,
  })
  expect(same({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true)
  const keys = ['a', 'b', 'c'].map((key) => ({ key }) as FormKey)
  expect(changes(keys, { a: 'x', b: 'y' }, { a: 'x ', b: '', c: ['z'] })).toEqual({
    a: 'x ',
    b: null,
    c: ['z'],
  })
})
