import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'

import App from '../src/App.svelte'
import type { Backend } from '../src/api/backend'
import { answers, replay } from '../src/api/replay'
import { Session } from '../src/state/session.svelte'

const open = (backend: Backend = replay()) => render(App, { session: new Session(backend) })

test('the passphrase opens the vault by keyboard alone', async () => {
  const user = userEvent.setup()
  open()
  expect(await screen.findByLabelText('Passphrase')).toHaveFocus()
  await user.keyboard('seven words or more{Enter}')
  expect(await screen.findByRole('heading', { name: 'Cases' })).toBeInTheDocument()
  expect(document.title).toMatch(/^Cases: .* – demo – Breachbook$/)
})

test('a wrong passphrase is answered in place, read aloud, and the field is empty and focused again', async () => {
  const user = userEvent.setup()
  open()
  const field = await screen.findByLabelText('Passphrase')
  const alert = screen.getByRole('alert')
  expect(alert).toBeEmptyDOMElement()
  await user.type(field, 'wrong{Enter}')
  expect(await screen.findByText(answers.refused.sentence)).toBeInTheDocument()
  expect(alert).toHaveTextContent(answers.refused.remedy)
  expect(field).toHaveFocus()
  expect(field).toHaveValue('')
  expect(field).toBeInvalid()
})

test('a vault that is open already goes straight to its cases', async () => {
  const backend = replay()
  await backend.call({ act: 'unlock', passphrase: 'seven words' })
  open(backend)
  expect(await screen.findByRole('heading', { name: 'Cases' })).toBeInTheDocument()
})

test('a fault that no one foresaw is a sentence, too', async () => {
  open({ call: () => Promise.reject(new Error('the channel is closed')) })
  expect(await screen.findByText(/the channel is closed/)).toBeInTheDocument()
})

test('an answer of the wrong kind is a fault, not a screen', async () => {
  open({ call: () => Promise.resolve({ is: 'locked' }) })
  expect(await screen.findByText(/The answer to “start” was “locked”/)).toBeInTheDocument()
})

test('a vault that is brought up to date says so with how far it is, and Cancel leaves it locked', async () => {
  const user = userEvent.setup()
  const recorded = replay()
  const stopped = { code: 'cancelled', sentence: 'Stopped.', remedy: 'Nothing was changed.', faults: [] }
  let stop: () => void = () => undefined
  open({
    ...recorded,
    call: (request) => {
      if (request.act === 'unlock') return new Promise((_, reject) => (stop = () => reject(stopped)))
      if (request.act === 'cancel') stop()
      if (request.act === 'progress' || request.act === 'cancel')
        return Promise.resolve({
          is: 'progress',
          advance: { doing: 'Bringing the vault up to date', done: 3, total: 9 },
        })
      return recorded.call(request)
    },
  })
  await screen.findByLabelText('Passphrase')
  await user.keyboard('seven words or more{Enter}')
  const bar = await screen.findByRole('progressbar', { name: 'Bringing the vault up to date…' })
  expect(bar).toHaveAttribute('value', '3')
  expect(screen.getByText(/older version of Breachbook/)).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(await screen.findByText('Stopped.')).toBeInTheDocument()
  expect(screen.queryByRole('progressbar')).toBeNull()
  expect(screen.getByLabelText('Passphrase')).toHaveFocus()
})

test('a vault that opens at once says nothing of an older version', async () => {
  const user = userEvent.setup()
  open()
  await screen.findByLabelText('Passphrase')
  await user.keyboard('seven words or more{Enter}')
  expect(await screen.findByRole('heading', { name: 'Cases' })).toBeInTheDocument()
  expect(screen.queryByText(/older version of Breachbook/)).toBeNull()
})
