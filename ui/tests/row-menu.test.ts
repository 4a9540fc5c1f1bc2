import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import App from '../src/App.svelte'
import { type Backend, ask } from '../src/api/backend'
import { replay } from '../src/api/replay'
import { textOf } from '../src/parts/record-text'
import { Session } from '../src/state/session.svelte'

const reference = 'PSNI-2023-08'

async function show() {
  const door = replay()
  await door.call({ act: 'unlock', passphrase: 'seven words' })
  const backend: Backend = {
    ...door,
    async call(request) {
      if (request.act === 'ask-late') return { is: 'late', words: null }
      if (request.act === 'read-when' && request.typed === 'now') {
        const at = '2026-11-25T14:30:00+00:00'
        return {
          is: 'when-read',
          time: { at, field: '2026-11-25 14:30', words: '25 November 2026, 14:30 GMT' },
        }
      }
      return door.call(request)
    },
  }
  const user = userEvent.setup()
  render(App, { session: new Session(backend) })
  await user.click(await screen.findByRole('button', { name: /^PSNI: workforce published/ }))
  await screen.findByRole('heading', { name: /PSNI: workforce published/ })
  return { user }
}

const menu = () => screen.findByRole('menu')
const words = (of: HTMLElement) =>
  within(of)
    .getAllByRole('menuitem')
    .map((item) => item.firstElementChild?.textContent)

/** A row of holding to account that can still be chased, focused. */
async function promise(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole('tab', { name: /^Holding to account/ }))
  const list = await screen.findByRole('listbox', { name: /^Promises/ })
  const row = within(list).getAllByRole('option')[0]
  if (row === undefined) throw new Error('no promise')
  return row
}

test('the menu key opens the acts of an entry; arrows, letters and Escape are the menu’s, and the focus goes back', async () => {
  const { user } = await show()
  const grid = screen.getByRole('grid', { name: 'Timeline' })
  grid.focus()
  await user.keyboard('{End}{Shift>}{F10}{/Shift}')
  const open = await menu()
  expect(words(open)).toEqual(['Correct…', 'Link…', 'Attach…', 'Withdraw…', 'Copy as text'])
  const active = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')
  expect(active).toHaveAttribute('aria-selected', 'true')
  const item = (name: RegExp) => within(open).getByRole('menuitem', { name })
  await waitFor(() => expect(item(/^Correct/)).toHaveFocus())
  await user.keyboard('{ArrowUp}')
  expect(item(/^Copy/)).toHaveFocus()
  await user.keyboard('{ArrowDown}{ArrowDown}')
  expect(item(/^Link/)).toHaveFocus()
  // No letter of it acts outside.
  await user.keyboard('w')
  expect(item(/^Withdraw/)).toHaveFocus()
  expect(screen.queryByRole('form')).not.toBeInTheDocument()
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('menu')).not.toBeInTheDocument()
  expect(grid).toHaveFocus()
})

test('what came of a promise is said from its row: the words come first, and the form has the focus in its first field', async () => {
  const { user } = await show()
  const row = await promise(user)
  row.focus()
  await user.keyboard('{ContextMenu}')
  const open = await menu()
  expect(row).toHaveAttribute('aria-selected', 'true')
  expect(words(open).slice(0, 4)).toEqual(['Kept…', 'Chased…', 'Broken…', 'Correct…'])
  expect(within(open).getAllByRole('separator')).toHaveLength(1)
  await user.keyboard('{ArrowDown}{Enter}')
  const form = within(await screen.findByRole('form', { name: 'The promise was chased' }))
  await waitFor(() => expect(form.getByLabelText('Chased on')).toHaveFocus())
  expect(screen.queryByRole('menu')).not.toBeInTheDocument()
})

test('the right button opens it where it points, on the row that it points at, and nowhere else', async () => {
  const { user } = await show()
  const row = await promise(user)
  // The browser's own menu does not come beside it.
  expect(await fireEvent.contextMenu(row, { button: 2, clientX: 40, clientY: 90 })).toBe(false)
  expect(words(await menu())).toContain('Kept…')
  await user.keyboard('{Escape}')
  expect(await fireEvent.contextMenu(screen.getByRole('heading', { name: /^Promises/ }), { button: 2 })).toBe(
    true,
  )
  // A table's head is no row of a record.
  await user.click(screen.getByRole('tab', { name: /^People and data/ }))
  const head = (await screen.findAllByRole('columnheader'))[0]
  expect(await fireEvent.contextMenu(head as HTMLElement, { button: 2 })).toBe(true)
  await user.click(screen.getByRole('tab', { name: /^Timeline/ }))
  const grid = await screen.findByRole('grid', { name: 'Timeline' })
  const day = await waitFor(() => {
    const heading = grid.querySelector('[role=row]:not([aria-selected])')
    expect(heading).not.toBeNull()
    return heading as HTMLElement
  })
  expect(await fireEvent.contextMenu(day, { button: 2 })).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(screen.queryByRole('menu')).not.toBeInTheDocument()
})

test('each word of the record is in the palette', async () => {
  const { user } = await show()
  const row = await promise(user)
  await user.click(row)
  await screen.findByRole('group', { name: 'What came of it' })
  await user.keyboard('{Control>}k{/Control}broken')
  expect(await screen.findByRole('option', { name: /^Broken… The promise was broken/ })).toBeInTheDocument()
  await user.keyboard('{Enter}')
  expect(await screen.findByRole('form', { name: 'The promise was broken' })).toBeInTheDocument()
})

test('a record is copied as text with whom it is for, and that it was is said', async () => {
  const { user } = await show()
  const writeText = vi.spyOn(navigator.clipboard, 'writeText')
  const row = await promise(user)
  row.focus()
  await user.keyboard('{ContextMenu}')
  await menu()
  await user.keyboard('{End}{Enter}')
  expect(await screen.findByText('Copied as text.')).toBeInTheDocument()
  expect(row).toHaveFocus()
  const said = writeText.mock.calls[0]?.[0] ?? ''
  expect(said).toMatch(/^Promise k\d+: /)
  expect(said).toMatch(/^Promised by: /m)
  expect(said).toMatch(/^Goes to: /m)
})

test('every key of a record that has words is in its text', async () => {
  const door = replay()
  await door.call({ act: 'unlock', passphrase: 'seven words' })
  const asked = { act: 'record', reference, list: 'notifications', id: 'n1', as_of: null } as const
  const { record } = await ask(door, asked, 'record')
  const text = textOf(record)
  const filled = record.fields.filter(({ values }) => values.length > 0)
  expect(filled.length).toBeGreaterThan(3)
  for (const { label } of filled) expect(text).toContain(`${label}:`)
  expect(textOf({ ...record, standing: 'withdrawn' })).toContain('(withdrawn)')
})
