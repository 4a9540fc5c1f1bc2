import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'

import App from '../src/App.svelte'
import type { Backend } from '../src/api/backend'
import { answers, replay } from '../src/api/replay'
import { Session } from '../src/state/session.svelte'

const recorded = answers.cases.is === 'cases' ? answers.cases.cases : []

beforeEach(async () => {
  const backend = replay()
  await backend.call({ act: 'unlock', passphrase: 'seven words' })
  render(App, { session: new Session(backend) })
  await screen.findByRole('heading', { name: 'Cases' })
})

test('every case stands there with its reference, title, status and each clock in a word', () => {
  expect(recorded).toHaveLength(3)
  for (const row of recorded) {
    const item = within(screen.getByRole('listitem', { name: row.title }))
    expect(item.getByText(row.reference)).toBeInTheDocument()
    expect(item.getByText(row.status)).toBeInTheDocument()
    const clocks = within(item.getByRole('list', { name: 'Clocks' })).getAllByRole('listitem')
    expect(clocks).toHaveLength(row.clocks.length)
    row.clocks.forEach((clock, index) => {
      for (const words of [clock.name, clock.words, clock.whose, clock.limit].filter(Boolean)) {
        expect(clocks[index]).toHaveTextContent(words as string)
      }
    })
  }
  expect(screen.getByText('3 cases')).toBeInTheDocument()
})

test('Ctrl L locks, and no case stays in the page', async () => {
  await userEvent.setup().keyboard('{Control>}l{/Control}')
  expect(await screen.findByLabelText('Passphrase')).toBeInTheDocument()
  for (const row of recorded) expect(screen.queryByText(row.title)).not.toBeInTheDocument()
})

test('what whoever opened the vault should be told stands above the cases', async () => {
  const notice = 'This vault was set back.'
  const opened = { name: 'copy', open: true, notices: [notice] }
  const backend: Backend = {
    call: async ({ act }) => (act === 'start' ? { is: 'started', vault: opened } : answers.cases),
  }
  render(App, { session: new Session(backend) })
  expect(await screen.findByRole('status')).toHaveTextContent(notice)
})
