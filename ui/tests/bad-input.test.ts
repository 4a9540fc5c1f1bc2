import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { fireEvent } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'

import App from '../src/App.svelte'
import type { Backend } from '../src/api/backend'
import { Keeper } from '../src/api/keeper'
import { replay } from '../src/api/replay'
import type { Failure, Request, Response } from '../src/api/types'
import QuickEntry from '../src/parts/QuickEntry.svelte'
import ReasonAsked from '../src/parts/ReasonAsked.svelte'
import RecordForm from '../src/parts/RecordForm.svelte'
import { CaseDrafts } from '../src/state/form-drafts'
import { Session } from '../src/state/session.svelte'

const reference = 'PSNI-2023-08'
const FULL: Failure = {
  code: 'disk-full',
  sentence: 'vault.db: there is no space left for it.',
  remedy: 'Free some space and try again; nothing was written.',
}
const GONE: Failure = {
  code: 'vault-gone',
  sentence: 'demo.breachbook/vault.db is no longer there.',
  remedy: 'Connect the drive on which it lies.',
}
const IN_USE: Failure = {
  code: 'in-use',
  sentence: 'The vault is open in another window.',
  remedy: 'Close that window and try again.',
}

/** The recorded door, which refuses what it is told to refuse. */
function door() {
  const refuses: Partial<Record<Request['act'], Failure>> = {}
  const recorded = replay()
  const backend: Backend = {
    ...recorded,
    async call(request): Promise<Response> {
      const refusal = refuses[request.act]
      if (refusal !== undefined) throw refusal
      return recorded.call(request)
    },
  }
  return { backend, refuses }
}

/** Five million letters come from the clipboard. */
function pasteFiveMegabytes(field: HTMLElement) {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  Object.assign(event, { clipboardData: { getData: () => 'x'.repeat(5_000_000) } })
  return fireEvent(field, event)
}

test('a vault in use is said at the lock screen, and the passphrase need not be typed again', async () => {
  const user = userEvent.setup()
  const { backend, refuses } = door()
  refuses.unlock = IN_USE
  render(App, { session: new Session(backend) })
  const field = await screen.findByLabelText('Passphrase')
  await user.type(field, 'seven words{Enter}')
  expect(await screen.findByText(IN_USE.sentence)).toBeInTheDocument()
  expect(screen.getByText(new RegExp(IN_USE.remedy))).toBeInTheDocument()
  expect(field).toHaveValue('seven words')
  delete refuses.unlock
  await user.type(field, '{Enter}')
  expect(await screen.findByRole('heading', { name: 'Cases' })).toBeInTheDocument()
})

test('a passphrase that opened nothing is not left in its field for whoever comes by', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  try {
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
    const { backend, refuses } = door()
    refuses.unlock = IN_USE
    render(App, { session: new Session(backend) })
    const field = await screen.findByLabelText('Passphrase')
    await user.type(field, 'seven words{Enter}')
    await waitFor(() => expect(field).toHaveValue('seven words'))
    await vi.advanceTimersByTimeAsync(61_000)
    expect(field).toHaveValue('')
  } finally {
    vi.useRealTimers()
  }
})

test('a disk that is full while a line is typed is said beside it until there is room again', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  try {
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
    const { backend, refuses } = door()
    refuses['keep-draft'] = FULL
    render(QuickEntry, { backend, reference, onwritten: () => undefined })
    const field = screen.getByLabelText('Write a line into the record')
    await user.type(field, 'the switchboard')
    expect(await screen.findByText(FULL.sentence)).toBeInTheDocument()
    await user.type(field, ' reports calls')
    expect(screen.getByText(FULL.sentence)).toBeInTheDocument()
    expect(field).toHaveValue('the switchboard reports calls')
    // The last letters were tried as well, in vain.
    await vi.advanceTimersByTimeAsync(1000)
    expect(screen.getByText(FULL.sentence)).toBeInTheDocument()
    // There is room again; no key is needed for it to be kept.
    delete refuses['keep-draft']
    await vi.advanceTimersByTimeAsync(4000)
    expect(screen.queryByText(FULL.sentence)).not.toBeInTheDocument()
  } finally {
    vi.useRealTimers()
  }
})

test('what a form could not keep is kept as soon as it can be', async () => {
  vi.useFakeTimers()
  try {
    const { backend, refuses } = door()
    refuses['keep-draft'] = FULL
    const call = vi.spyOn(backend, 'call')
    const [onfailure, onkept] = [vi.fn(), vi.fn()]
    const drafts = new CaseDrafts(new Keeper(backend), reference, onfailure, onkept)
    drafts.keep('record:events:new', { record: { text: 'the rota' }, reason: '' })
    await vi.advanceTimersByTimeAsync(500)
    expect(onfailure).toHaveBeenCalledWith(FULL)
    delete refuses['keep-draft']
    await vi.advanceTimersByTimeAsync(4000)
    expect(onkept).toHaveBeenCalledOnce()
    expect(call.mock.lastCall?.[0]).toMatchObject({ act: 'keep-draft', place: 'record:events:new' })
    // Once it is kept it is not asked again.
    const asked = call.mock.calls.length
    await vi.advanceTimersByTimeAsync(10_000)
    expect(call.mock.calls).toHaveLength(asked)
  } finally {
    vi.useRealTimers()
  }
})

test('a folder that vanished is said beside Save, and the form stays as it was typed', async () => {
  const user = userEvent.setup()
  const { backend, refuses } = door()
  refuses['write-record'] = GONE
  render(RecordForm, {
    backend,
    reference,
    list: 'events',
    onsaved: () => undefined,
    oncancel: () => undefined,
  })
  const text = await screen.findByLabelText(/^What happened/)
  await user.type(text, 'the rota was on the bus')
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  const said = await screen.findByText(GONE.sentence)
  const save = screen.getByRole('button', { name: /^Save/ })
  expect(said.closest('.foot')).toBe(save.closest('.foot'))
  expect(screen.getByText(new RegExp(GONE.remedy))).toBeInTheDocument()
  expect(text).toHaveValue('the rota was on the bus')
})

test('a folder that vanished is said in the bar, and the line stays', async () => {
  const user = userEvent.setup()
  const { backend, refuses } = door()
  render(QuickEntry, { backend, reference, onwritten: () => undefined })
  const field = screen.getByLabelText('Write a line into the record')
  await user.type(field, '11:40 WhatDoTheyKnow took the file down')
  refuses['write-line'] = GONE
  await waitFor(() => expect(screen.queryByText(/^For example/)).not.toBeInTheDocument())
  await user.type(field, '{Enter}{Enter}{Enter}')
  expect(await screen.findByText(GONE.sentence)).toBeInTheDocument()
  expect(field).toHaveValue('11:40 WhatDoTheyKnow took the file down')
})

test('a paste of 5 MB into a form is refused before it replaces anything', async () => {
  const user = userEvent.setup()
  const { backend } = door()
  const oninput = vi.fn()
  const props = { backend, reference, list: 'events', oninput }
  render(RecordForm, { ...props, onsaved: () => undefined, oncancel: () => undefined })
  const text = await screen.findByLabelText(/^What happened/)
  await user.type(text, 'so far')
  oninput.mockClear()
  expect(await pasteFiveMegabytes(text)).toBe(false)
  expect(await screen.findByText(/^That would be 5\.0 MB of text/)).toBeInTheDocument()
  expect(screen.getByText(/Attach it as a file/)).toBeInTheDocument()
  expect(text).toHaveValue('so far')
  expect(oninput).not.toHaveBeenCalled()
})

test('a paste of 5 MB into a reason is refused as well', async () => {
  const user = userEvent.setup()
  const nothing = async () => false
  const kept = { drafts: undefined, place: 'withdraw:events:e1' }
  const more = { failure: null, busy: false, ...kept, ondo: nothing, oncancel: nothing }
  render(ReasonAsked, { id: 'w', title: 'Withdraw', says: 'It no longer stands.', act: 'Withdraw', ...more })
  const why = screen.getByLabelText('Why')
  await user.type(why, 'entered twice')
  expect(await pasteFiveMegabytes(why)).toBe(false)
  expect(await screen.findByText(/^That would be 5\.0 MB of text/)).toBeInTheDocument()
  expect(why).toHaveValue('entered twice')
  expect(within(screen.getByRole('form')).getByRole('button', { name: 'Withdraw' })).toBeEnabled()
})
