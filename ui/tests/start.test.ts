import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import App from '../src/App.svelte'
import type { Backend } from '../src/api/backend'
import { answers, replay } from '../src/api/replay'
import { startAnswers } from '../src/api/replay-start'
import type { Request, Response } from '../src/api/types'
import type { WindowRequest } from '../src/api/window-types'
import { attend } from '../src/state/attend'
import { followContrast, setContrast } from '../src/state/contrast'
import { Session } from '../src/state/session.svelte'

const GOOD = 'harbour violet ladder onion'

/** The recorded door, with some answers of its own, and all that it was asked. */
function door(own: Partial<Record<Request['act'], Response>> = {}) {
  const recorded = replay()
  const asked: (Request | WindowRequest)[] = []
  const backend: Backend = {
    call: async (request) => {
      asked.push(request)
      return own[request.act] ?? recorded.call(request)
    },
    window: async (request) => {
      asked.push(request)
      return recorded.window?.(request) ?? { is: 'noted' }
    },
  }
  return { backend, asked, last: <Act extends string>(act: Act) => asked.findLast((one) => one.act === act) }
}

const open = (backend: Backend) => render(App, { session: new Session(backend) })
const nothing = { start: { is: 'started', vault: null }, vaults: startAnswers['no-vaults'] } as const

test('the vaults on this laptop stand there with their last use and next limit, and another is a click away', async () => {
  const user = userEvent.setup({ delay: null })
  const { backend, last } = door()
  open(backend)
  const list = within(await screen.findByRole('list', { name: 'Vaults on this laptop' }))
  expect(startAnswers.vaults.is).toBe('vaults')
  const vaults = startAnswers.vaults.is === 'vaults' ? startAnswers.vaults.vaults : []
  expect(vaults).toHaveLength(2)
  for (const vault of vaults) {
    const button = list.getByRole('button', { name: new RegExp(`^${vault.name}`) })
    expect(button).toHaveTextContent(vault.used)
    expect(button).toHaveTextContent(vault.due)
  }
  await user.click(list.getByRole('button', { name: /^Training/ }))
  expect(await screen.findByRole('heading', { name: 'Open “Training”' })).toBeInTheDocument()
  expect(last('open-vault')).toMatchObject({ folder: '/home/lead/Documents/Training.breachbook' })
  expect(document.title).toBe('Locked – Training – Breachbook')
  await user.click(list.getByRole('button', { name: /Take “Training” off/ }))
  expect(last('forget')).toMatchObject({ folder: '/home/lead/Documents/Training.breachbook' })
})

test('without a vault for this window the last one is proposed', async () => {
  const { backend } = door({ start: nothing.start })
  open(backend)
  expect(await screen.findByRole('heading', { name: 'Open “Training”' })).toBeInTheDocument()
})

test('from nothing to a vault, its sheet proved, and a first case, by keyboard alone', async () => {
  const user = userEvent.setup({ delay: null })
  const { backend, asked, last } = door(nothing)
  open(backend)
  await screen.findByText('Begin here')
  expect(document.title).toBe('No vault – Breachbook')
  await user.click(screen.getAllByRole('button', { name: 'Make a vault…' })[0] as HTMLElement)

  const name = await screen.findByLabelText('What is it called?')
  expect(name).toHaveFocus()
  expect(screen.getByLabelText('Where does it lie?')).toHaveValue('/home/lead/Documents')
  // Who writes is asked once, with whom the settings name as the proposal.
  const writer = screen.getByLabelText('Your name, as it will stand beside each entry')
  expect(writer).toHaveValue('Jo Field')
  await user.clear(writer)
  await user.type(writer, 'Ann Okoro')
  await user.type(screen.getByLabelText('Passphrase'), 'password')
  expect(await screen.findByText(/would be guessed almost at once/)).toBeInTheDocument()
  await user.type(screen.getByLabelText('The same once more'), 'passwork')
  expect(screen.getByText('This is not the same so far.')).toBeInTheDocument()
  await user.keyboard('{Enter}')
  expect(await screen.findByText(startAnswers['weak-refused'].sentence)).toBeInTheDocument()

  await user.clear(screen.getByLabelText('Passphrase'))
  await user.type(screen.getByLabelText('Passphrase'), GOOD)
  expect(await screen.findByText('This is strong.')).toBeInTheDocument()
  await user.clear(screen.getByLabelText('The same once more'))
  await user.type(screen.getByLabelText('The same once more'), `${GOOD}{Enter}`)
  expect(await screen.findByRole('heading', { name: 'Keep the recovery sheet' })).toBeInTheDocument()
  expect(last('save-as')).toMatchObject({ name: 'Recovery sheet of Incident desk.txt', kind: 'sheet' })
  expect(last('make-vault')).toMatchObject({
    name: 'Incident desk',
    writer: 'Ann Okoro',
    passphrase: GOOD,
    again: GOOD,
  })

  await user.keyboard('wrong{Enter}')
  expect(await screen.findByText(startAnswers['wrong-letters'].sentence)).toBeInTheDocument()
  await user.keyboard('ABC234{Enter}')

  const title = await screen.findByLabelText('What happened, in a few words?')
  expect(title).toHaveFocus()
  await user.keyboard('Lost notebook')
  await user.click(screen.getByRole('radio', { name: /^Lost or stolen/ }))
  await user.type(screen.getByLabelText('Who keeps this record?'), 'Kent Police Federation')
  await user.type(screen.getByLabelText('Its name'), 'Kent Police')
  // Until somebody decides, every limit stays; what an answer means is said under it.
  expect(screen.getByText(/^Every limit that may hold stays/)).toBeInTheDocument()
  await user.selectOptions(screen.getByLabelText('What does it use this data for?'), 'Law enforcement')
  expect(screen.getByText(/Part 3 of the Data Protection Act 2018/)).toBeInTheDocument()
  const aware = screen.getByLabelText(/When did it become aware/)
  await user.type(aware, 'soon')
  expect(await screen.findByText(startAnswers['bad-time'].remedy)).toBeInTheDocument()
  await user.clear(aware)
  await user.type(aware, '24/11/2026 16:00')
  expect(await screen.findByText('Read as about 24 November 2026, 16:00 GMT.')).toBeInTheDocument()
  expect(screen.getByLabelText('Its reference')).toHaveValue('KP-2026-11')
  await user.keyboard('{Enter}')
  expect(await screen.findByRole('heading', { name: 'Cases' })).toBeInTheDocument()
  expect(last('new-case')).toMatchObject({
    title: 'Lost notebook',
    incident_type: 'loss',
    keeper: { name: 'Kent Police Federation', kind: 'federation' },
    controller: { name: 'Kent Police', kind: 'force' },
    aware: '24/11/2026 16:00',
    // Nobody said that it was about right.
    about: false,
    regime: 'dpa-part3',
  })
  // The passphrase was typed, and stands nowhere in the page any more.
  expect(document.body.innerHTML).not.toContain(GOOD)
  expect(asked.filter(({ act }) => act === 'make-vault')).toHaveLength(2)
})

test('a dialog that is closed without a choice makes nothing', async () => {
  const user = userEvent.setup({ delay: null })
  const { backend, last } = door(nothing)
  open({ ...backend, window: async () => ({ is: 'picked', path: null }) })
  await user.click((await screen.findAllByRole('button', { name: 'Make a vault…' }))[0] as HTMLElement)
  await user.type(screen.getByLabelText('Passphrase'), GOOD)
  await user.type(screen.getByLabelText('The same once more'), `${GOOD}{Enter}`)
  expect(screen.getByRole('heading', { name: 'Make a vault' })).toBeInTheDocument()
  expect(last('make-vault')).toBeUndefined()
})

test('the recovery sheet opens, typed or as a file, and a new passphrase is asked for', async () => {
  const user = userEvent.setup({ delay: null })
  const { backend, last } = door()
  open(backend)
  await user.click(await screen.findByRole('button', { name: 'Open with the recovery sheet' }))
  expect(screen.getByLabelText('The key on the sheet')).toHaveFocus()
  await user.click(screen.getByRole('button', { name: 'Choose the file…' }))
  expect(await screen.findByRole('heading', { name: 'A new passphrase for “demo”' })).toBeInTheDocument()
  expect(last('recover-from')).toMatchObject({ file: '/home/lead' })
  await user.type(screen.getByLabelText('Passphrase'), GOOD)
  await user.type(screen.getByLabelText('The same once more'), `${GOOD}{Enter}`)
  expect(await screen.findByRole('heading', { name: 'Cases' })).toBeInTheDocument()
  expect(last('renew')).toMatchObject({ passphrase: GOOD, again: GOOD })
})

test('the sample cases open from the start', async () => {
  const { backend, last } = door(nothing)
  open(backend)
  await userEvent
    .setup()
    .click((await screen.findAllByRole('button', { name: /sample cases/ }))[0] as HTMLElement)
  expect(await screen.findByRole('heading', { name: 'Cases' })).toBeInTheDocument()
  expect(last('sample')).toBeDefined()
})

test('help and settings open over everything by key and button, and Escape leads back', async () => {
  const user = userEvent.setup({ delay: null })
  const { backend, last } = door()
  open(backend)
  await screen.findByLabelText('Passphrase')
  await user.keyboard('{F1}')
  expect(await screen.findByRole('heading', { name: 'Help' })).toHaveFocus()
  expect(document.title).toBe('Help – Breachbook')
  await user.keyboard('{Escape}')
  await user.click(await screen.findByRole('button', { name: 'Settings' }))
  await user.selectOptions(await screen.findByLabelText(/Lock when no key/), '5 minutes')
  expect(last('set')).toMatchObject({ idle_minutes: 5, next_due: true })
  await user.click(
    screen.getByLabelText('Say on the lock screen and in a notification when the next limit falls'),
  )
  expect(last('set')).toMatchObject({ idle_minutes: 5, next_due: false })
  await user.click(screen.getByLabelText('High contrast, always'))
  expect(last('set')).toMatchObject({ more_contrast: true })
  await waitFor(() => expect(document.documentElement).toHaveAttribute('data-contrast', 'more'))
  await user.keyboard('{Escape}')
  expect(await screen.findByLabelText('Passphrase')).toBeInTheDocument()
})

test('the page is drawn in high contrast as the system wishes, or always', () => {
  const system = Object.assign(new EventTarget(), { matches: false })
  vi.stubGlobal('matchMedia', () => system)
  const drawn = () => document.documentElement.dataset['contrast']
  followContrast()
  setContrast(false)
  expect(drawn()).toBe('usual')
  system.matches = true
  system.dispatchEvent(new Event('change'))
  expect(drawn()).toBe('more')
  system.matches = false
  system.dispatchEvent(new Event('change'))
  expect(drawn()).toBe('usual')
  setContrast(true)
  expect(drawn()).toBe('more')
  setContrast(false)
  vi.unstubAllGlobals()
})

test('somebody at the keys is told to the window at most every ten seconds; zoom keys at once', () => {
  const asked: WindowRequest[] = []
  const stop = attend({
    call: async () => answers.lock,
    window: async (request) => {
      asked.push(request)
      return { is: 'noted' }
    },
  })
  const press = (key: string, at: number, ctrlKey = false) => {
    const event = new KeyboardEvent('keydown', { key, ctrlKey, cancelable: true })
    vi.spyOn(event, 'timeStamp', 'get').mockReturnValue(at)
    window.dispatchEvent(event)
    return event.defaultPrevented
  }
  for (const at of [0, 4_000, 9_999, 10_001, 15_000]) press('a', at)
  expect(asked).toEqual([{ act: 'awake' }, { act: 'awake' }])
  expect(press('+', 15_001, true)).toBe(true)
  expect(press('-', 15_002, true)).toBe(true)
  expect(press('0', 15_003, true)).toBe(true)
  expect(press('0', 15_004)).toBe(false)
  expect(asked.slice(2)).toEqual(['in', 'out', 'reset'].map((step) => ({ act: 'zoom', step })))
  stop()
  press('a', 90_000)
  expect(asked).toHaveLength(5)
})
