import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import { ask } from '../src/api/backend'
import { replay } from '../src/api/replay'
import type { Found } from '../src/api/types'
import CommandPalette from '../src/parts/CommandPalette.svelte'
import KeySheet from '../src/parts/KeySheet.svelte'
import { actions } from '../src/keys/table'

const { cases } = await ask(replay(), { act: 'cases' }, 'cases')
const { found } = await ask(replay(), { act: 'find', query: 'hidden sheet' }, 'found')

function show(find: (query: string) => Promise<Found[]> = async () => found) {
  const does = { onact: vi.fn(), onopen: vi.fn(), onclose: vi.fn() }
  render(CommandPalette, { cases, can: (id) => id !== 'now', find, ...does })
  return does
}

const field = () => screen.getByRole('combobox')
const chosen = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '')

test('it opens on its field, with every case and every action that can be done', () => {
  show()
  expect(field()).toHaveFocus()
  const choices = within(screen.getByRole('listbox')).getAllByRole('option')
  for (const row of cases) expect(choices.some((one) => one.textContent.includes(row.title))).toBe(true)
  const can = actions.filter((action) => !['now', 'palette'].includes(action.id))
  for (const action of can) expect(screen.getByText(action.label)).toBeInTheDocument()
  expect(screen.queryByText('Back to the case as it stands')).not.toBeInTheDocument()
})

test('what is typed finds actions at once and records through the door; Enter goes there', async () => {
  const user = userEvent.setup()
  const { onopen, onclose } = show()
  await user.type(field(), 'hidden sheet')
  const hit = await screen.findByText(found[0]?.text ?? 'none')
  expect(chosen()).toContainElement(hit)
  await user.keyboard('{Enter}')
  expect(onopen).toHaveBeenCalledWith('PSNI-2023-08', found[0]?.place)
  expect(onclose).toHaveBeenCalled()
})

test('arrows go round, and an action is done by Enter', async () => {
  const user = userEvent.setup()
  const { onact } = show()
  await user.type(field(), 'report')
  // The records come a moment later and go to the end: only then is the round as long as it stays.
  await screen.findByText(found[0]?.text ?? 'none')
  expect(chosen()).toHaveTextContent('Make a report')
  await user.keyboard('{ArrowUp}')
  expect(chosen()).not.toHaveTextContent('Make a report')
  await user.keyboard('{ArrowDown}{Enter}')
  expect(onact).toHaveBeenCalledWith('report')
})

test('an answer to fewer letters that comes late is dropped', async () => {
  const user = userEvent.setup()
  const late: Found = { reference: 'X', place: null, kind: 'Events', text: 'an answer that came late' }
  const answers = new Map<string, (hits: Found[]) => void>()
  show((query) => new Promise((resolve) => answers.set(query, resolve)))
  await user.type(field(), 'hid')
  await vi.waitFor(() => expect(answers.has('hid')).toBe(true))
  await user.type(field(), 'den')
  await vi.waitFor(() => expect(answers.has('hidden')).toBe(true))
  answers.get('hidden')?.(found)
  answers.get('hid')?.([late])
  expect(await screen.findByText(found[0]?.text ?? 'none')).toBeInTheDocument()
  expect(screen.queryByText(late.text)).not.toBeInTheDocument()
})

test('a search that fails says so, and leaves what was typed', async () => {
  const user = userEvent.setup()
  show(() => Promise.reject(new Error('no')))
  await user.type(field(), 'wall')
  expect(await screen.findByText(/did not answer/)).toBeInTheDocument()
  expect(field()).toHaveValue('wall')
})

test('the sheet of keys has every action that has a key', () => {
  render(KeySheet, { onclose: () => undefined })
  for (const action of actions.filter((one) => one.keys.length > 0))
    expect(screen.getByText(action.label)).toBeInTheDocument()
})
