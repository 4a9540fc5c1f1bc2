import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'

import App from '../src/App.svelte'
import type { Backend } from '../src/api/backend'
import { replay } from '../src/api/replay'
import { Session } from '../src/state/session.svelte'

const WHY = '/media/copy.breachbook/vault.db cannot be written.'

/** The window with a case open, on a vault into which nothing can be written, or can. */
async function show(unwritable: string) {
  const recorded = replay()
  await recorded.call({ act: 'unlock', passphrase: 'seven words' })
  const backend: Backend = {
    ...recorded,
    call: async (request) =>
      request.act === 'start'
        ? { is: 'started', vault: { name: 'copy', open: true, notices: [], unwritable } }
        : recorded.call(request),
  }
  render(App, { session: new Session(backend) })
  await screen.findByRole('grid', { name: 'Timeline' })
  await screen.findByText('History', { selector: '#panel *' })
  return userEvent.setup()
}

const button = (name: RegExp) => screen.queryByRole('button', { name })
const begins = /^Begin a new case/

test('a vault that can be written offers what writes', async () => {
  const user = await show('')
  expect(screen.getByLabelText('Write a line into the record')).toBeInTheDocument()
  for (const name of [/^Correct/, /^Link/, /^Attach/, /^Withdraw/, begins])
    expect(button(name)).not.toBeNull()
  await user.keyboard('1')
  expect(await screen.findByRole('button', { name: 'Correct the case…' })).toBeInTheDocument()
})

test('a vault that cannot be written says so once, and offers nothing that would be refused', async () => {
  const user = await show(WHY)
  expect(screen.getByText(/^Nothing can be written in:/)).toHaveTextContent(WHY)
  expect(screen.queryByLabelText('Write a line into the record')).not.toBeInTheDocument()
  for (const name of [/^Correct/, /^Link/, /^Attach/, /^Withdraw/, begins]) expect(button(name)).toBeNull()

  for (const [key, holds] of [
    ['1', 'People affected'],
    ['3', 'Bodies told'],
  ] as const) {
    document.getElementById('screen')?.focus()
    await user.keyboard(key)
    await screen.findAllByText(new RegExp(holds))
    expect(button(/^(Add|Correct|New)/)).toBeNull()
  }
  document.getElementById('screen')?.focus()
  await user.keyboard('8')
  expect(await screen.findByText(/It can be looked at and not saved/)).toBeInTheDocument()
  expect(button(/^Save as PDF/)).toBeNull()

  window.dispatchEvent(new CustomEvent('breachbook-drag', { detail: { is: 'over' } }))
  expect(await screen.findByText(`Nothing can be attached: ${WHY}`)).toBeInTheDocument()

  await user.keyboard('{Shift>}N{/Shift}')
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  // Not in the palette either, nor by key; what only reads is there.
  await user.keyboard('{Control>}k{/Control}')
  const palette = await screen.findByRole('listbox', { name: 'Choices' })
  for (const words of ['Write a new entry', 'Begin a new case', 'Correct the record', 'Withdraw the record'])
    expect(palette).not.toHaveTextContent(words)
  expect(palette).toHaveTextContent('Check the record')
})
