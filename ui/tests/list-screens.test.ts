import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import type { Component } from 'svelte'
import { beforeAll, expect, test, vi } from 'vitest'

import type { Backend } from '../src/api/backend'
import { replayRecords } from '../src/api/replay-records'
import type { ListScreen, ListSheet, Request, Response } from '../src/api/types'
import RowWords from '../src/parts/RowWords.svelte'
import BodiesTold from '../src/screens/BodiesTold.svelte'
import Correspondence from '../src/screens/Correspondence.svelte'
import History from '../src/screens/History.svelte'
import HoldingToAccount from '../src/screens/HoldingToAccount.svelte'
import Mitigations from '../src/screens/Mitigations.svelte'
import PeopleAndData from '../src/screens/PeopleAndData.svelte'
import type { ListScreenProps } from '../src/state/list-sheet.svelte'

const reference = 'MET-2023-08'
const backend: Backend = {
  async call(request: Request) {
    return replayRecords(request) as Response
  },
}

const screens: [ListScreen, Component<ListScreenProps>][] = [
  ['bodies-told', BodiesTold],
  ['people-and-data', PeopleAndData],
  ['mitigations', Mitigations],
  ['correspondence', Correspondence],
  ['holding-to-account', HoldingToAccount],
]

function sheet(of: ListScreen): ListSheet {
  const answer = replayRecords({ act: 'list', reference, screen: of, as_of: null })
  if (answer?.is !== 'list') throw new Error(of)
  return answer.sheet
}

function show(Screen: Component<ListScreenProps>, asOf: string | null = null) {
  const onchanged = vi.fn()
  const onselect = vi.fn()
  render(Screen, { backend, reference, asOf, onchanged, onselect })
  return { onchanged, onselect }
}

beforeAll(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
})

test('an answer to the regulator begins with the controller under whose heading it is asked for', async () => {
  const user = userEvent.setup()
  show(BodiesTold)
  for (const name of ['Metropolitan Police Service', 'Greater Manchester Police']) {
    const part = await screen.findByRole('region', { name: `What the ICO will ask ${name}` })
    await user.click(within(part).getByRole('button', { name: 'Answer' }))
    await waitFor(() => expect(screen.getByRole('combobox', { name: /^Controller/ })).toHaveValue(name))
  }
})

test.each(screens)('%s shows every row with its words, its state and what is missing', async (of, Screen) => {
  show(Screen)
  for (const section of sheet(of).sections) {
    const part = within(await screen.findByRole('region', { name: section.title }))
    if (section.rows.length === 0) expect(part.getByText(section.empty)).toBeInTheDocument()
    const rows = [...part.queryAllByRole('option'), ...part.queryAllByRole('row').slice(1)]
    expect(rows).toHaveLength(section.rows.length)
    section.rows.forEach((row, n) => {
      const words = [row.title, ...row.lines, ...row.missing, ...row.cells.map((cell) => cell.words)]
      words.push(row.state?.words ?? '', row.beside?.words ?? '', ...row.marks.map((mark) => mark.words))
      for (const word of words.filter((word) => word !== '')) expect(rows[n]).toHaveTextContent(word)
    })
  }
})

test.each(screens)(
  'in %s a row is chosen by the arrow keys and Enter, with one tab stop',
  async (of, Screen) => {
    const user = userEvent.setup()
    const { onselect } = show(Screen)
    const section = sheet(of).sections.find((one) => one.rows.length > 1)
    if (section === undefined) return
    const part = within(await screen.findByRole('region', { name: section.title }))
    const rows = [...part.queryAllByRole('option'), ...part.queryAllByRole('row').slice(1)]
    expect(rows.filter((row) => row.tabIndex === 0)).toHaveLength(1)
    rows[0]?.focus()
    await user.keyboard('{ArrowDown}')
    expect(rows[1]).toHaveFocus()
    await user.keyboard('{End}')
    expect(rows[rows.length - 1]).toHaveFocus()
    await user.keyboard('{Home}{ArrowDown}{Enter}')
    const row = section.rows[1]
    expect(onselect).toHaveBeenCalledWith({ list: row?.list, id: row?.id })
    await waitFor(() => expect(rows[1]).toHaveAttribute('aria-selected', 'true'))
  },
)

test('a new record is written over its list, and the list is asked anew', async () => {
  const user = userEvent.setup()
  const { onchanged } = show(Mitigations)
  await user.click(await screen.findByRole('button', { name: 'Add a mitigation' }))
  await user.type(await screen.findByLabelText('Step'), 'A step')
  await user.click(screen.getByRole('button', { name: /Save/ }))
  await waitFor(() => expect(screen.queryByLabelText('Step')).not.toBeInTheDocument())
  expect(onchanged).toHaveBeenCalled()
})

test('as it stood then, nothing can be added', async () => {
  show(Mitigations, '2026-11-24')
  await screen.findByRole('region', { name: 'Still to be done' })
  expect(screen.queryByRole('button', { name: 'Add a mitigation' })).not.toBeInTheDocument()
})

test('a body shows how far the telling is', async () => {
  show(BodiesTold)
  const row = sheet('bodies-told').sections[0]?.rows.find((one) => one.steps.length > 0)
  const card = (await screen.findAllByRole('option')).find((one) =>
    one.textContent?.includes(row?.title ?? '?'),
  )
  expect(card).toBeDefined()
  const steps = within(screen.getAllByRole('list', { name: 'How far it is' })[0] as HTMLElement).getAllByRole(
    'listitem',
  )
  expect(steps.map((step) => step.textContent?.trim())).toEqual([
    'told, done',
    'acknowledged, not yet',
    'closed, not yet',
  ])
})

test('who knew when is drawn line by line, doubt dashed, and said in words', async () => {
  show(HoldingToAccount)
  const picture = within(await screen.findByRole('list', { name: 'Who knew, and when they were told' }))
  const lines = picture.getAllByRole('listitem')
  const knew = sheet('holding-to-account').knew
  expect(lines).toHaveLength(knew?.lines.length ?? -1)
  knew?.lines.forEach((line, n) => {
    expect(lines[n]).toHaveAccessibleName(`${line.label}: ${line.words}${line.delay && ` · ${line.delay}`}`)
    expect(lines[n]?.querySelector('rect')?.classList.contains('doubt')).toBe(line.doubt)
  })
})

test('the history is the book, newest first, with its checkpoints in plain words', async () => {
  const user = userEvent.setup()
  const onselect = vi.fn()
  render(History, { backend, reference: 'PSNI-2023-08', asOf: null, onchanged: vi.fn(), onselect })
  expect(await screen.findByText('8 entries, written forward only')).toBeInTheDocument()
  const entries = screen.getAllByRole('article')
  expect(entries).toHaveLength(8)
  expect(entries[0]).toHaveAccessibleName('Entry 7')
  expect(entries[0]).toHaveTextContent('Withdrawn by Response lead: “entered twice by mistake”')
  expect(within(entries[4] as HTMLElement).getByText('2 hours 51').tagName).toBe('DEL')
  expect(screen.getByText(/1 entry stood when the vault was locked/)).toBeInTheDocument()
  await user.click(within(entries[2] as HTMLElement).getByRole('button'))
  expect(onselect).toHaveBeenCalledWith({ list: 'questions', id: expect.any(String) })
})

test('an answer for the regulator’s form is copied by pointer and by key, and that it was is said', async () => {
  const user = userEvent.setup()
  const { onselect } = show(BodiesTold)
  const asked = sheet('bodies-told').sections.find((section) => section.columns[0] === 'Answer')
  const row = asked?.rows.find((one) => (one.cells[0]?.words ?? '') !== '')
  const part = within(await screen.findByRole('region', { name: asked?.title ?? '' }))
  const button = part.getByRole('button', { name: `Copy the answer to ${row?.title}` })
  await user.click(button)
  expect(await navigator.clipboard.readText()).toBe(row?.cells[0]?.words)
  expect(await within(button).findByRole('status')).toHaveTextContent('Copied')
  // It copies, and chooses nothing.
  expect(onselect).not.toHaveBeenCalled()
  await navigator.clipboard.writeText('')
  button.focus()
  await user.keyboard('{Enter}')
  expect(await navigator.clipboard.readText()).toBe(row?.cells[0]?.words)
  expect(onselect).not.toHaveBeenCalled()
})

test('what was corrected says so in every list, with a pen', async () => {
  const plain = sheet('mitigations').sections[0]?.rows[0]
  if (plain === undefined) throw new Error('no mitigation is recorded')
  const { unmount } = render(RowWords, { row: { ...plain, corrected: 'Corrected twice' } })
  expect(screen.getByText('Corrected twice').querySelector('svg')).not.toBeNull()
  unmount()
  render(RowWords, { row: plain })
  expect(screen.queryByText(/^Corrected/)).not.toBeInTheDocument()
})
