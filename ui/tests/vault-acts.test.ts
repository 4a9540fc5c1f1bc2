import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import type { Backend } from '../src/api/backend'
import { replay } from '../src/api/replay'
import { startAnswers } from '../src/api/replay-start'
import type { Failure, Request } from '../src/api/types'
import type { WindowRequest } from '../src/api/window-types'
import ExportCase from '../src/parts/ExportCase.svelte'
import WriterAsked from '../src/parts/WriterAsked.svelte'
import Settings from '../src/screens/Settings.svelte'

/** The replay with every request that was made, and what a person chooses in dialogs. */
function door(choose: (request: WindowRequest) => string | null = () => '/media/stick') {
  const backend = replay()
  const asked: (Request | WindowRequest)[] = []
  const heard: Backend = {
    async call(request) {
      asked.push(request)
      return backend.call(request)
    },
    async window(request) {
      asked.push(request)
      return { is: 'picked', path: choose(request) }
    },
  }
  return { backend: heard, asked }
}

const GOOD = 'harbour violet ladder onion'

test('a vault is backed up into a folder that is chosen, and where and how it was checked is said', async () => {
  const user = userEvent.setup()
  const { backend, asked } = door()
  render(Settings, { backend, vault: 'Incident desk', asked: 'backup', onclose: vi.fn() })
  expect(await screen.findByRole('heading', { name: 'This vault: Incident desk' })).toBeInTheDocument()
  const button = screen.getByRole('button', { name: 'Back up this vault…' })
  await waitFor(() => expect(button).toHaveFocus())
  await user.keyboard('{Enter}')
  expect(asked).toContainEqual({ act: 'backup', place: '/media/stick' })
  const made = startAnswers['backed-up']
  if (made.is !== 'backed-up') throw new Error('not recorded')
  expect(await screen.findByText(made.folder)).toBeInTheDocument()
  expect(screen.getByText(made.words)).toBeInTheDocument()
  expect(screen.getByText(made.vault.backed_up)).toBeInTheDocument()
})

test('a dialog that is closed without a folder backs nothing up', async () => {
  const user = userEvent.setup()
  const { backend, asked } = door(() => null)
  render(Settings, { backend, vault: 'Incident desk', onclose: vi.fn() })
  await user.click(await screen.findByRole('button', { name: 'Back up this vault…' }))
  expect(asked.some(({ act }) => act === 'backup')).toBe(false)
  expect(screen.queryByText(/Backed up/)).not.toBeInTheDocument()
})

test('the passphrase is changed by whoever types the old one; Escape leaves the form and not the settings', async () => {
  const user = userEvent.setup({ delay: null })
  const { backend, asked } = door()
  const onclose = vi.fn()
  render(Settings, { backend, vault: 'Incident desk', asked: 'passphrase', onclose })
  const old = await screen.findByLabelText('The passphrase that opens it now')
  await user.type(old, 'the old one{Escape}')
  expect(screen.queryByLabelText('The passphrase that opens it now')).not.toBeInTheDocument()
  expect(onclose).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Change the passphrase…' }))
  await user.type(await screen.findByLabelText('The passphrase that opens it now'), 'the old one')
  await user.type(screen.getByLabelText('The new passphrase'), GOOD)
  await user.type(screen.getByLabelText('The same once more'), `${GOOD}{Enter}`)
  const change = { act: 'change-passphrase', old: 'the old one', passphrase: GOOD, again: GOOD }
  expect(asked).toContainEqual(change)
  expect(await screen.findByText(/^The passphrase is changed\./)).toBeInTheDocument()
  expect(document.body.innerHTML).not.toContain(GOOD)
})

test('a backup says how far it is, and one that is stopped is no fault', async () => {
  const user = userEvent.setup()
  const { backend, asked } = door()
  let stop: () => void = () => undefined
  const stopped: Failure = { code: 'cancelled', sentence: 'Stopped.', remedy: 'Nothing was changed.' }
  const slow: Backend = {
    ...backend,
    async call(request) {
      if (request.act === 'backup') await new Promise<void>((_, reject) => (stop = () => reject(stopped)))
      if (request.act === 'progress')
        return { is: 'progress', advance: { doing: 'Copying the vault', done: 3, total: 9 } }
      if (request.act === 'cancel') stop()
      return backend.call(request)
    },
  }
  const onclose = vi.fn()
  render(Settings, { backend: slow, vault: 'Incident desk', asked: 'backup', onclose })
  await waitFor(() => expect(screen.getByRole('button', { name: 'Back up this vault…' })).toHaveFocus())
  await user.keyboard('{Enter}')
  const bar = await screen.findByRole('progressbar', { name: 'Copying the vault…' })
  expect(bar).toHaveValue(3)
  // The focus is beside it: Tab leads to Cancel, and Escape stops it and leaves the settings where they are.
  expect(screen.getByRole('group', { name: 'Under way' })).toHaveFocus()
  await user.tab()
  expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus()
  // Nobody leaves it unseen.
  expect(screen.getByRole('button', { name: /^Back\b(?! up)/ })).toBeDisabled()
  await user.keyboard('{Escape}')
  expect(await screen.findByText(/^Stopped. No backup was made/)).toBeInTheDocument()
  expect(asked).toContainEqual({ act: 'cancel' })
  expect(onclose).not.toHaveBeenCalled()
  expect(screen.queryByText(stopped.remedy)).not.toBeInTheDocument()
  await waitFor(() => expect(screen.getByRole('button', { name: 'Back up this vault…' })).toHaveFocus())
  await user.click(screen.getByRole('button', { name: /^Back\b(?! up)/ }))
  expect(onclose).toHaveBeenCalledOnce()
})

/** Asks for a new key, up to Enter. */
async function newKey(user: ReturnType<typeof userEvent.setup>) {
  await user.type(await screen.findByLabelText('The passphrase that opens it now'), 'the old one')
  await user.type(screen.getByLabelText('The new passphrase'), GOOD)
  await user.type(screen.getByLabelText('The same once more'), `${GOOD}{Enter}`)
}

test('a vault is given a new key with a new sheet, which is to be kept as at the first start', async () => {
  const user = userEvent.setup({ delay: null })
  const out = '/media/stick/New recovery sheet of Incident desk.txt'
  const { backend, asked } = door((request) => (request.act === 'save-as' ? out : null))
  render(Settings, { backend, vault: 'Incident desk', asked: 'rekey', onclose: vi.fn() })
  await newKey(user)
  const rekey = { act: 'rekey', old: 'the old one', passphrase: GOOD, again: GOOD, sheet: out }
  await waitFor(() => expect(asked).toContainEqual(rekey))
  const done = startAnswers.rekeyed
  if (done.is !== 'rekeyed') throw new Error('not recorded')
  expect(await screen.findByText(done.words)).toBeInTheDocument()
  expect(screen.getByText(out)).toBeInTheDocument()
  const letters = screen.getByLabelText(/^To show that you have it/)
  await waitFor(() => expect(letters).toHaveFocus())
  await user.keyboard('wrong{Enter}')
  expect(await screen.findByText(startAnswers['wrong-letters'].sentence)).toBeInTheDocument()
  await user.clear(letters)
  await user.keyboard('ABCDEF{Enter}')
  await waitFor(() => expect(screen.getByRole('button', { name: 'Give it a new key…' })).toHaveFocus())
  expect(document.body.innerHTML).not.toContain(GOOD)
})

test('a new key without a sheet asks for none; what is refused is said in the form, with what was typed', async () => {
  const user = userEvent.setup({ delay: null })
  const { backend, asked } = door()
  const refused: Failure = {
    code: 'wrong-passphrase',
    sentence: 'It does not open.',
    remedy: 'Type it again.',
  }
  let wrong = true
  const strict: Backend = {
    ...backend,
    async call(request) {
      if (request.act === 'rekey' && wrong) throw refused
      return backend.call(request)
    },
  }
  render(Settings, { backend: strict, vault: 'Incident desk', asked: 'rekey', onclose: vi.fn() })
  await user.click(await screen.findByLabelText(/^Save a new recovery sheet/))
  await newKey(user)
  expect(await screen.findByText(refused.sentence)).toBeInTheDocument()
  await waitFor(() => expect(screen.getByLabelText('The passphrase that opens it now')).toHaveFocus())
  expect(screen.getByLabelText('The new passphrase')).toHaveValue(GOOD)
  wrong = false
  await user.keyboard('{Enter}')
  await waitFor(() => expect(asked).toContainEqual(expect.objectContaining({ act: 'rekey', sheet: null })))
  expect(asked.some(({ act }) => act === 'save-as')).toBe(false)
  expect(await screen.findByText(/^The vault has a new key/)).toBeInTheDocument()
})

test('a dialog for the new sheet that is closed gives no new key', async () => {
  const user = userEvent.setup({ delay: null })
  const { backend, asked } = door(() => null)
  render(Settings, { backend, vault: 'Incident desk', asked: 'rekey', onclose: vi.fn() })
  await newKey(user)
  await waitFor(() => expect(asked.some(({ act }) => act === 'save-as')).toBe(true))
  expect(asked.some(({ act }) => act === 'rekey')).toBe(false)
})

test('who writes here is asked in a line without the focus, and what cannot stand there is said', async () => {
  const user = userEvent.setup()
  const refused: Failure = { code: 'no-name', sentence: 'Missing: the name.', remedy: 'Give it.' }
  const onsay = vi.fn(async (typed: string) => (typed === '' ? refused : null))
  const onleave = vi.fn()
  render(WriterAsked, { writer: 'root', onsay, onleave })
  expect(document.body).toHaveFocus()
  const field = screen.getByLabelText(/^Who writes here\?.*“root”/)
  await user.click(screen.getByRole('button', { name: 'That is me' }))
  expect(await screen.findByText(refused.sentence)).toBeInTheDocument()
  expect(field).toHaveFocus()
  await user.keyboard('Ann Okoro{Enter}')
  expect(onsay).toHaveBeenLastCalledWith('Ann Okoro')
  await user.keyboard('{Escape}')
  expect(onleave).toHaveBeenCalledOnce()
})

test('who writes is changed in the settings, and a name that cannot stand is said in place', async () => {
  const user = userEvent.setup()
  const { backend, asked } = door()
  const refused: Failure = {
    code: 'no-name',
    sentence: 'Missing: the name of whoever writes.',
    remedy: 'Give it.',
  }
  const strict: Backend = {
    ...backend,
    async call(request) {
      if (request.act === 'set' && request.writer === '') throw refused
      return backend.call(request)
    },
  }
  render(Settings, { backend: strict, onclose: vi.fn() })
  const field = await screen.findByLabelText('Your name, as it stands beside each entry')
  expect(field).toHaveValue('Jo Field')
  // No vault is open: nothing can be done with one.
  expect(screen.queryByRole('button', { name: 'Back up this vault…' })).not.toBeInTheDocument()
  await user.clear(field)
  await user.tab()
  expect(await screen.findByText(refused.sentence)).toBeInTheDocument()
  await user.type(field, 'Ann Okoro')
  await user.tab()
  expect(asked).toContainEqual(expect.objectContaining({ act: 'set', writer: 'Ann Okoro' }))
  expect(await screen.findByText('Kept.')).toBeInTheDocument()
})

test('a case is exported for whom is chosen, and that it is not encrypted is said before', async () => {
  const user = userEvent.setup()
  const { backend, asked } = door((request) =>
    request.act === 'save-as' ? `/home/lead/${request.name}` : null,
  )
  render(ExportCase, { backend, reference: 'KP-2026-11', onclose: vi.fn() })
  const dialog = within(screen.getByRole('dialog', { name: 'Export the case file', hidden: true }))
  const hidden = { hidden: true }
  expect(dialog.getByText('It leaves the vault, and is not encrypted.')).toBeInTheDocument()
  const team = await dialog.findByRole('radio', { name: 'The team', ...hidden })
  expect(team).toBeChecked()
  expect(dialog.getByText(/^Everything that stands in the case/)).toBeInTheDocument()
  await user.click(dialog.getByRole('radio', { name: 'The ICO', ...hidden }))
  await user.click(dialog.getByRole('button', { name: 'Save as…', ...hidden }))
  const out = '/home/lead/KP-2026-11-ico.json'
  expect(asked).toContainEqual({ act: 'export', reference: 'KP-2026-11', reader: 'ico', out })
  expect(await dialog.findByText(out)).toBeInTheDocument()
})
