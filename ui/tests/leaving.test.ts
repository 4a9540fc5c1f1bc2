import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'

import App from '../src/App.svelte'
import type { Backend } from '../src/api/backend'
import { replay } from '../src/api/replay'
import type { WindowRequest } from '../src/api/window-types'
import { Session } from '../src/state/session.svelte'

/** The window with a case open, on a vault that keeps drafts while its disk has room. */
async function show() {
  const disk = { full: false, kept: '' }
  const asked: WindowRequest['act'][] = []
  const recorded = replay()
  await recorded.call({ act: 'unlock', passphrase: 'seven words' })
  const backend: Backend = {
    async call(request) {
      if (request.act === 'keep-draft' && disk.full)
        throw { code: 'disk-full', sentence: 'There is no space left.', remedy: 'Free some space.' }
      if (request.act === 'keep-draft') disk.kept = request.text
      return recorded.call(request)
    },
    async window(request) {
      if (request.act.startsWith('close')) asked.push(request.act)
      return request.act === 'lost' ? { is: 'lost', what: [] } : { is: 'noted' }
    },
  }
  const session = new Session(backend)
  render(App, { session })
  await screen.findByRole('grid', { name: 'Timeline' })
  return { disk, asked, session, user: userEvent.setup() }
}

const bar = () => screen.getByLabelText<HTMLTextAreaElement>('Write a line into the record')
/** What the shell says when somebody closes the window. */
const closed = () => window.dispatchEvent(new CustomEvent('breachbook-close'))

test('closing keeps what was typed a moment ago, and asks nothing', async () => {
  const { disk, asked, user } = await show()
  await user.type(bar(), 'the switchboard')
  closed()
  await waitFor(() => expect(asked).toEqual(['close-heard', 'close']))
  expect(disk.kept).toContain('the switchboard')
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('closing the window, and quitting by key, ask before what could not be kept is lost', async () => {
  const { disk, asked, session, user } = await show()
  disk.full = true
  await user.type(bar(), 'the switchboard')
  await waitFor(() => expect(session.keeper.unkept).toEqual(['line']))
  closed()
  const dialog = await screen.findByRole('dialog', { name: 'Close and lose what is typed?' })
  expect(dialog).toHaveTextContent('What is typed in the bar of a case could not be kept')
  expect(dialog).not.toHaveTextContent('switchboard')
  // The shell hears that the page is alive, so that only one that hangs is closed over its head.
  expect(asked).toEqual(['close-heard'])
  // Closed again while it asks, it asks on, and once.
  closed()
  await waitFor(() => expect(asked).toEqual(['close-heard', 'close-heard']))
  await user.click(within(dialog).getByRole('button', { name: 'Go on, and close later' }))
  expect(bar()).toHaveValue('the switchboard')

  await user.keyboard('{Control>}q{/Control}')
  await user.click(await screen.findByRole('button', { name: 'Close and lose it' }))
  await waitFor(() => expect(asked.at(-1)).toBe('close'))
})

test('help and settings over the case close too, and so does the lock screen', async () => {
  const { asked, session, user } = await show()
  session.over = 'help'
  await screen.findByRole('heading', { name: 'Help' })
  await user.keyboard('{Control>}q{/Control}')
  await waitFor(() => expect(asked).toEqual(['close-heard', 'close']))
  await session.lock()
  await screen.findByLabelText('Passphrase')
  await user.keyboard('{Control>}q{/Control}')
  await waitFor(() => expect(asked).toHaveLength(4))
})
