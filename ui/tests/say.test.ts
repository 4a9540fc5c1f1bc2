import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import type { Backend } from '../src/api/backend'
import { replay } from '../src/api/replay'
import type { Request } from '../src/api/types'
import RecordPanel from '../src/parts/RecordPanel.svelte'

const reference = 'PSNI-2023-08'

/** The replay, in which the time “now” is read as the real door reads it, and every request that was made. */
function door(late: string | null = null): Backend & { asked: Request[] } {
  const backend = replay()
  const asked: Request[] = []
  return {
    asked,
    async call(request) {
      asked.push(request)
      if (request.act === 'read-when' && request.typed === 'now') {
        const at = '2026-11-25T14:30:00+00:00'
        return {
          is: 'when-read',
          time: { at, field: '2026-11-25 14:30', words: '25 November 2026, 14:30 GMT' },
        }
      }
      if (request.act === 'ask-late') return { is: 'late', words: late }
      return backend.call(request)
    },
  }
}

function panel(list: string, id: string, more: Record<string, unknown> = {}, backend = door()) {
  const onerased = vi.fn()
  const props = { backend, reference, list, id, asOf: null, onchanged: vi.fn(), onerased, ...more }
  return { ...render(RecordPanel, props), backend, onerased }
}

const written = ({ asked }: { asked: Request[] }) => asked.find(({ act }) => act === 'write-record')

test('a promise is kept by its own word: now stands there, and Enter and a button write it', async () => {
  const user = userEvent.setup()
  const { backend } = panel('commitments', 'k1')
  const words = within(await screen.findByRole('group', { name: 'What came of it' }))
  expect(words.getAllByRole('button').map((one) => one.textContent.trim())).toEqual([
    'Kept…',
    'Chased…',
    'Broken…',
  ])
  await user.click(words.getByRole('button', { name: 'Kept…' }))
  const form = within(await screen.findByRole('form', { name: 'The promise was kept' }))
  const when = form.getByLabelText('Kept on')
  await waitFor(() => expect(when).toHaveValue('2026-11-25 14:30'))
  expect(when).toHaveFocus()
  expect(form.getByText(/^Goes to .*, as before\.$/)).toBeInTheDocument()
  await user.click(form.getByRole('button', { name: 'Kept' }))
  const answers = { settled: { at: '2026-11-25T14:30:00+00:00' } }
  const what = { write: 'say', list: 'commitments', id: 'k1', verb: 'kept', answers, reason: null }
  expect(written(backend)).toEqual({ act: 'write-record', reference, what })
})

test('what is typed is kept until it is written, and Escape leaves it for later', async () => {
  const user = userEvent.setup()
  const drafts = { read: vi.fn(async () => null), keep: vi.fn() }
  const { backend } = panel('questions', 'q1', { drafts })
  await user.click(await screen.findByRole('button', { name: 'Answered…' }))
  const form = within(await screen.findByRole('form', { name: 'The question was answered' }))
  await waitFor(() => expect(form.getByLabelText('Answered on')).toHaveValue('2026-11-25 14:30'))
  // The time that stands there by itself is nothing that somebody typed.
  expect(drafts.keep).not.toHaveBeenCalled()
  await user.type(form.getByLabelText(/^Answer\s*\(optional\)$/), 'Nobody knows.')
  expect(drafts.keep).toHaveBeenLastCalledWith(
    'say-answered:questions:q1',
    expect.objectContaining({ record: expect.objectContaining({ answer: 'Nobody knows.' }) }),
  )
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('form')).not.toBeInTheDocument()
  expect(drafts.keep).not.toHaveBeenCalledWith('say-answered:questions:q1', null)
  expect(written(backend)).toBeUndefined()
})

test('what came of it long ago asks why it is written in only now, and may stay unanswered', async () => {
  const user = userEvent.setup()
  const why = 'That was 4 days ago. Why is it written in only now?'
  const { backend } = panel('commitments', 'k1', {}, door(why))
  await user.click(await screen.findByRole('button', { name: 'Kept…' }))
  await user.type(await screen.findByLabelText(new RegExp(`^${why.replace('?', '\\?')}`)), 'told today')
  await user.click(screen.getByRole('button', { name: 'Kept' }))
  expect(written(backend)).toMatchObject({ what: { verb: 'kept', reason: 'told today' } })
})

test('a record is erased only when its id is typed and a reason is given', async () => {
  const user = userEvent.setup()
  const { backend, onerased } = panel('questions', 'q1')
  await user.click(await screen.findByRole('button', { name: 'Erase under law…' }))
  const form = within(await screen.findByRole('form', { name: 'Erase this record under law' }))
  expect(await form.findByText(/^What it says/)).toBeInTheDocument()
  expect(form.getByText(/fingerprint/)).toBeInTheDocument()
  await user.type(form.getByLabelText('Why'), 'court order')
  await user.click(form.getByRole('button', { name: 'Erase for good' }))
  expect(form.getByText('It is not confirmed.')).toBeInTheDocument()
  expect(backend.asked.some(({ act }) => act === 'erase')).toBe(false)
  await user.type(form.getByLabelText('Type q1 to confirm'), 'q1')
  await user.click(form.getByRole('button', { name: 'Erase for good' }))
  const erase = { act: 'erase', reference, id: 'q1', file: null, reason: 'court order', typed: 'q1' }
  expect(backend.asked).toContainEqual(erase)
  await waitFor(() => expect(onerased).toHaveBeenCalledWith(expect.stringContaining('entry 9')))
})

test('one file of a record is erased from beside it, with the same care, and the record is read again', async () => {
  const user = userEvent.setup()
  const { backend, onerased } = panel('events', 'e26')
  await user.click(await screen.findByText('How it came to us, and its fingerprint'))
  await user.click(screen.getByRole('button', { name: 'Erase this file under law…' }))
  const form = within(await screen.findByRole('form', { name: 'Erase takedown-log.pdf under law' }))
  await user.type(form.getByLabelText('Why'), 'court order')
  await user.click(form.getByRole('button', { name: 'Erase for good' }))
  expect(form.getByText('It is not confirmed.')).toBeInTheDocument()
  await user.type(form.getByLabelText('Type e26 to confirm'), 'e26')
  const read = () => backend.asked.filter(({ act }) => act === 'record').length
  const before = read()
  await user.click(form.getByRole('button', { name: 'Erase for good' }))
  const file = expect.stringMatching(/^35a8326c/)
  expect(backend.asked).toContainEqual({
    act: 'to-erase',
    reference,
    list: 'events',
    id: 'e26',
    file,
  })
  const erase = { act: 'erase', reference, id: 'e26', file, reason: 'court order', typed: 'e26' }
  expect(backend.asked).toContainEqual(erase)
  expect(await screen.findByText('The file was erased under law in entry 9.')).toBeInTheDocument()
  expect(read()).toBe(before + 1)
  expect(onerased).not.toHaveBeenCalled()
})
