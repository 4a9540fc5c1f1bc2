import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'

import App from '../src/App.svelte'
import type { Backend } from '../src/api/backend'
import { replay } from '../src/api/replay'
import type { Request } from '../src/api/types'
import { Session } from '../src/state/session.svelte'

/** The window with its cases, and all that was asked. The case that is begun is one of the demo's. */
async function show() {
  const door = replay()
  await door.call({ act: 'unlock', passphrase: 'seven words' })
  const asked: Request[] = []
  const backend: Backend = {
    ...door,
    async call(request) {
      asked.push(request)
      if (request.act === 'new-case') return { is: 'case-begun', reference: 'PSNI-2023-08', entry: 0 }
      return door.call(request)
    },
  }
  render(App, { session: new Session(backend) })
  await screen.findByRole('heading', { name: 'Cases' })
  await screen.findByRole('grid', { name: 'Timeline' })
  const begun = () => asked.flatMap((one) => (one.act === 'new-case' ? [one] : []))
  return { user: userEvent.setup(), begun }
}

const title = () => screen.findByLabelText('What happened, in a few words?')

test('a case is begun beside others, from the list of cases, and opens', async () => {
  const { user, begun } = await show()
  await user.click(screen.getByRole('button', { name: 'Begin a new case' }))
  await user.type(await title(), 'Lost notebook')
  await user.click(screen.getByRole('button', { name: /^Begin the case/ }))
  await waitFor(() => expect(begun()).toHaveLength(1))
  expect(begun()[0]).toMatchObject({ title: 'Lost notebook' })
  expect(await screen.findByRole('heading', { name: /workforce published/ })).toBeInTheDocument()
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('who may get reports is asked last, is nobody until somebody says so, and that is said', async () => {
  const { user, begun } = await show()
  await user.keyboard('{Shift>}N{/Shift}')
  await title()
  const asked = within(screen.getByRole('group', { name: /^Who may get reports of this case/ }))
  const boxes = asked.getAllByRole('checkbox')
  expect(boxes).toHaveLength(5)
  for (const box of boxes) expect(box).not.toBeChecked()
  const says = 'Reports for anyone outside the team will be empty until this is changed.'
  expect(asked.getByText(new RegExp(says))).toBeInTheDocument()
  await user.click(asked.getByRole('checkbox', { name: 'The public' }))
  await user.click(asked.getByRole('checkbox', { name: 'The federation' }))
  expect(asked.queryByText(new RegExp(says))).not.toBeInTheDocument()
  // No question comes after it.
  const last = document.querySelector('dialog form')?.querySelectorAll('input, select')
  expect([...(last ?? [])].at(-1)).toBe(boxes.at(-1))
  await user.type(await title(), 'Lost notebook{Enter}')
  await waitFor(() => expect(begun()).toHaveLength(1))
  expect(begun()[0]).toMatchObject({ audience: ['federation', 'public'] })
})

test('a key and the palette lead there too, and what was answered is there again', async () => {
  const { user, begun } = await show()
  await user.keyboard('{Shift>}N{/Shift}')
  await user.type(await title(), 'Lost notebook')
  await user.click(screen.getByRole('button', { name: 'Not now' }))
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox', { name: 'Search or do anything' }), 'begin')
  const choices = within(screen.getByRole('listbox', { name: 'Choices' }))
  await user.click(await choices.findByRole('option', { name: /^Begin a new case/ }))
  expect(await title()).toHaveValue('Lost notebook')
  expect(begun()).toEqual([])
})

test('the acts of the panel are in the palette and have keys while a record is shown', async () => {
  const { user } = await show()
  await screen.findByRole('button', { name: 'Link' })
  await user.keyboard('i')
  expect(await screen.findByRole('form', { name: 'Link to another record' })).toBeInTheDocument()
  await user.keyboard('{Escape}{Control>}k{/Control}')
  const choices = within(await screen.findByRole('listbox', { name: 'Choices' }))
  for (const name of [/^Correct the record/, /^Link the record/, /^Attach a file/, /^Withdraw the record/])
    expect(choices.getByRole('option', { name })).toBeInTheDocument()
})
