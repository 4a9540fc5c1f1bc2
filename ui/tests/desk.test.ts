import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'

import App from '../src/App.svelte'
import { type Backend, ask } from '../src/api/backend'
import { replay } from '../src/api/replay'
import type { CaseScreen, Line } from '../src/api/types'
import { Desk } from '../src/state/desk.svelte'
import { Session } from '../src/state/session.svelte'

const PSNI = 'PSNI-2023-08'
const PSNI_TITLE = 'PSNI: workforce published in an FOI answer'

let backend: Backend
let user: ReturnType<typeof userEvent.setup>

async function opened(): Promise<Backend> {
  const door = replay()
  await door.call({ act: 'unlock', passphrase: 'seven words' })
  return door
}

const recorded = async (reference: string, as_of: string | null = null): Promise<CaseScreen> =>
  (await ask(backend, { act: 'case', reference, as_of }, 'case')).case

async function lines(reference: string): Promise<Line[]> {
  const request = {
    act: 'lines',
    reference,
    as_of: null,
    screen: 'timeline',
    from: 0,
    count: 500,
    find: null,
  } as const
  return (await ask(backend, request, 'lines')).lines
}

/** Opens the window on the PSNI case. */
async function show(door: Backend = backend) {
  render(App, { session: new Session(door) })
  await user.click(await screen.findByRole('button', { name: new RegExp(`^${PSNI_TITLE}`) }))
  await screen.findByRole('heading', { name: PSNI_TITLE })
}

const grid = () => screen.getByRole('grid', { name: 'Timeline' })
const activeRow = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')

beforeEach(async () => {
  user = userEvent.setup()
  backend = await opened()
})

test('the side bar has every case with what presses most, what is due next, and what the record says', async () => {
  await show()
  const { cases, due_next } = await ask(backend, { act: 'cases' }, 'cases')
  const side = within(screen.getByRole('complementary'))
  const listed = within(side.getByRole('list', { name: 'Cases' })).getAllByRole('listitem')
  expect(listed).toHaveLength(3)
  cases.forEach((row, index) => {
    expect(listed[index]).toHaveTextContent(row.title)
    expect(listed[index]).toHaveTextContent(row.pressing.words)
  })
  const due = within(side.getByRole('list', { name: 'Due next' })).getAllByRole('listitem')
  due_next.forEach((line, index) => expect(due[index]).toHaveTextContent(line.standing.words))
  const open = await recorded(PSNI)
  expect(side.getByText(open.record.standing.words)).toBeInTheDocument()
  expect(side.queryByText(/intact/i)).not.toBeInTheDocument()
})

test('the window opens on the case that lay open last', async () => {
  const last: Backend = {
    ...backend,
    async call(request) {
      const answer = await backend.call(request)
      return answer.is === 'cases' ? { ...answer, last_open: PSNI } : answer
    },
  }
  expect((await ask(backend, { act: 'cases' }, 'cases')).cases[0]?.reference).not.toBe(PSNI)
  render(App, { session: new Session(last) })
  expect(await screen.findByRole('heading', { name: PSNI_TITLE })).toBeInTheDocument()
})

test('the head, the tabs with their counts and the strip say what the door says', async () => {
  await show()
  const open = await recorded(PSNI)
  expect(screen.getByText(open.marking)).toBeInTheDocument()
  const tabs = screen.getAllByRole('tab')
  expect(tabs.map((tab) => tab.textContent.replace(/\s+/g, ' ').trim())).toEqual(
    open.tabs.map((tab) => `${tab.name} ${tab.count ?? ''}`.trim()),
  )
  // A tab that says it controls what has the focus counts as selected: only the one that is shown says so.
  expect(tabs.filter((tab) => tab.hasAttribute('aria-controls'))).toHaveLength(1)
  const strip = within(screen.getByRole('region', { name: 'What presses' })).getAllByRole('listitem')
  expect(strip).toHaveLength(open.strip.length)
  open.strip.forEach((item, index) => {
    for (const words of [item.label, item.standing.words, item.detail])
      expect(strip[index]).toHaveTextContent(words)
    expect(strip[index]?.querySelector('svg')).not.toBeNull()
  })
  expect(document.title).toBe('Cases: Timeline – demo – Breachbook')
  expect(document.title).not.toContain('PSNI')
})

test('the list stands by day; arrows go from entry to entry and never stop on a heading', async () => {
  await show()
  const all = await lines(PSNI)
  expect(grid()).toHaveAttribute('aria-rowcount', String(all.length))
  grid().focus()
  await user.keyboard('{Home}')
  const first = all[1]
  expect(activeRow()).toHaveTextContent(first?.is === 'row' ? first.text : 'none')
  for (const line of all.slice(2, 12)) {
    if (line.is === 'heading') continue
    await user.keyboard('{ArrowDown}')
    expect(activeRow()).toHaveTextContent(line.text)
    expect(activeRow()).toHaveAttribute('aria-selected', 'true')
    // A screen reader that follows the active row says its name: everything in it is in that.
    for (const words of [
      line.when,
      line.kind,
      line.text,
      line.who_full,
      ...line.marks.map((mark) => mark.words),
    ])
      expect(activeRow()).toHaveAccessibleName(expect.stringContaining(words))
  }
  for (const line of all.slice(1, 11).reverse()) {
    if (line.is === 'heading') continue
    await user.keyboard('{ArrowUp}')
    expect(activeRow()).toHaveTextContent(line.text)
  }
  await user.keyboard('{End}')
  const last = all.at(-1)
  expect(activeRow()).toHaveTextContent(last?.is === 'row' ? last.text : 'none')
  await user.keyboard('{Home}{ArrowUp}')
  expect(activeRow()).toHaveTextContent(first?.is === 'row' ? first.text : 'none')
})

test('list, picture and panel have one selection, and Enter goes to the panel', async () => {
  await show()
  const picture = screen.getByRole('group', { name: /^Timeline to scale/ })
  grid().focus()
  await user.keyboard('{Home}{ArrowDown}')
  const panel = screen.getByRole('region', { name: 'Details' })
  const text = activeRow()?.querySelector('.what')?.firstChild?.textContent?.trim() ?? ''
  // The panel asks for the record itself.
  await vi.waitFor(() => expect(panel).toHaveTextContent(text))
  expect(document.getElementById(picture.getAttribute('aria-activedescendant') ?? '')).not.toBeNull()
  await user.keyboard('{Enter}')
  await vi.waitFor(() => expect(panel).toHaveFocus())
  await user.keyboard('{Escape}')
  expect(grid()).toHaveFocus()
  // From the picture: the entry stays the same when one goes closer.
  picture.focus()
  await user.keyboard('{ArrowRight}')
  const chosen = activeRow()?.textContent
  await user.keyboard('+++')
  expect(activeRow()?.textContent).toBe(chosen)
  expect(chosen).not.toContain(text)
})

test('the keys of the table reach the screens, and a letter in a field stays a letter', async () => {
  await show()
  await user.keyboard('1')
  expect(await screen.findByRole('region', { name: 'Overview' })).toHaveTextContent(
    'Nobody has yet recorded the risk',
  )
  await user.keyboard('3')
  expect(await screen.findByRole('tab', { name: /Bodies told/ })).toHaveAttribute('aria-selected', 'true')
  await user.keyboard('2k')
  const field = await screen.findByLabelText('As known on')
  expect(field).toHaveFocus()
  await user.keyboard('2026')
  expect(field).toHaveValue('2026')
  expect(screen.getByRole('tab', { name: /Timeline/ })).toHaveAttribute('aria-selected', 'true')
})

test('as known on shows the case as it stood, says so, and Escape comes back', async () => {
  await show()
  const [then, now] = [await recorded(PSNI, '2026-11-20'), await recorded(PSNI)]
  await user.keyboard('k')
  await user.type(await screen.findByLabelText('As known on'), '2026-11-20{Enter}')
  expect(await screen.findByText(`As known on ${then.as_of}.`)).toBeInTheDocument()
  const count = (open: CaseScreen) => String(open.tabs.find((tab) => tab.screen === 'timeline')?.count)
  expect(screen.getByRole('tab', { name: /Timeline/ })).toHaveTextContent(count(then))
  expect(screen.getByText(/go back first/)).toBeInTheDocument()
  await user.keyboard('{Escape}')
  await vi.waitFor(() => expect(screen.queryByText(/^As known on 20/)).not.toBeInTheDocument())
  expect(screen.getByRole('tab', { name: /Timeline/ })).toHaveTextContent(count(now))
})

test('a moment that the door does not know is refused in place, and the case stays', async () => {
  const refusing: Backend = {
    call: async (request) => {
      if (request.act === 'case' && request.as_of !== null)
        throw { code: 'not-then', sentence: 'The book held nothing then.', remedy: 'Name a later moment.' }
      return backend.call(request)
    },
  }
  await show(refusing)
  await user.keyboard('k')
  await user.type(await screen.findByLabelText('As known on'), '2019{Enter}')
  expect(await screen.findByText(/The book held nothing then. Name a later moment./)).toBeInTheDocument()
  expect(screen.getByLabelText('As known on')).toHaveValue('2019')
  expect(screen.getByRole('heading', { name: PSNI_TITLE })).toBeInTheDocument()
})

test('Ctrl L locks, and no case stays in the page', async () => {
  await show()
  await user.keyboard('{Control>}l{/Control}')
  expect(await screen.findByLabelText('Passphrase')).toBeInTheDocument()
  expect(screen.queryByText(PSNI_TITLE)).not.toBeInTheDocument()
})

test('what whoever opened the vault should be told stands above the case', async () => {
  const notice = 'This vault was set back.'
  const told: Backend = {
    call: async (request) =>
      request.act === 'start'
        ? { is: 'started', vault: { name: 'copy', open: true, notices: [notice], unwritable: '' } }
        : backend.call(request),
  }
  await show(told)
  expect(screen.getByText(notice)).toBeInTheDocument()
})

test('an answer that comes too late does not replace the case that was opened after it', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const slow: Backend = {
    call: async (request) => {
      if (request.act === 'picture' && request.reference === PSNI) await held
      return backend.call(request)
    },
  }
  render(App, { session: new Session(slow) })
  await user.click(await screen.findByRole('button', { name: new RegExp(`^${PSNI_TITLE}`) }))
  await user.click(screen.getByRole('button', { name: /^PSNI: laptop, radio/ }))
  await vi.waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('laptop, radio'))
  release()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('laptop, radio')
})

test('a case that is opened while what was written is read anew stays', async () => {
  const held: Record<string, () => void> = {}
  const slow: Backend = {
    call: async (request) => {
      const waits = request.act === 'cases' || (request.act === 'picture' && request.reference !== PSNI)
      if (waits) await new Promise<void>((resolve) => (held[request.act] = resolve))
      return backend.call(request)
    },
  }
  const desk = new Desk(slow)
  await desk.openCase(PSNI)
  const changed = desk.changed(desk.selection ?? undefined)
  const opened = desk.openCase('MET-2023-08')
  await vi.waitFor(() => expect(held['picture']).toBeDefined())
  held['cases']?.()
  await changed
  held['picture']?.()
  await opened
  expect(desk.reference).toBe('MET-2023-08')
})

test('a write is shown everywhere, and what was written is chosen', async () => {
  // The door of before and after: the line that was logged stands in the case only from the write on.
  let written = false
  const growing: Backend = {
    call: async (request) => {
      if (request.act === 'write-line') written = true
      const then = written ? null : '2026-11-20'
      const early = ['case', 'lines', 'picture'].includes(request.act) && 'as_of' in request
      const at = early && 'reference' in request && request.reference === PSNI ? { as_of: then } : {}
      const answer = await backend.call({ ...request, ...at } as typeof request)
      if (answer.is !== 'line-written') return answer
      const row = (await lines(PSNI)).find(
        (line) => line.is === 'row' && line.text.startsWith('Officers report'),
      )
      return { ...answer, written: { ...answer.written, ...(row?.is === 'row' ? row.place : {}) } }
    },
  }
  await show(growing)
  const rows = () => Number(grid().getAttribute('aria-rowcount'))
  const before = rows()
  await user.keyboard('n')
  const bar = document.getElementById('quick-entry')
  expect(bar).toHaveFocus()
  await user.type(bar as HTMLElement, '11:58 in the room')
  await screen.findByText('Timeline entry')
  await user.keyboard('{Enter}')
  await vi.waitFor(() => expect(rows()).toBe(before + 1))
  await vi.waitFor(() => expect(activeRow()).toHaveTextContent('Officers report the sheet to the force.'))
})
