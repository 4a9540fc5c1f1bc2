import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'

import App from '../src/App.svelte'
import type { Backend } from '../src/api/backend'
import { replay } from '../src/api/replay'
import type { Failure } from '../src/api/types'
import type { Typing } from '../src/api/window-types'
import { typingInWords } from '../src/parts/typing-words'
import { Session } from '../src/state/session.svelte'

const FULL: Failure = {
  code: 'disk-full',
  sentence: 'vault.db: there is no space left for it.',
  remedy: 'Free some space and try again; nothing was written.',
}

/** The window with a case open, on a vault that keeps drafts while its disk has room. */
async function show(lost: Typing[] = [], unlocked = true) {
  const disk = { full: false }
  const kept = new Map<string, string>()
  const locks: string[] = []
  const told: Typing[][] = []
  const recorded = replay()
  if (unlocked) await recorded.call({ act: 'unlock', passphrase: 'seven words' })
  const backend: Backend = {
    async call(request) {
      if (request.act === 'lock') locks.push(request.act)
      if (request.act === 'draft') return { is: 'draft', text: kept.get(request.place) ?? '' }
      if (request.act === 'keep-draft') {
        if (disk.full) throw FULL
        kept.set(request.place, request.text)
        return { is: 'draft-kept' }
      }
      return recorded.call(request)
    },
    async window(request) {
      if (request.act === 'lost') return { is: 'lost', what: lost }
      if (request.act === 'unkept') told.push(request.what)
      return { is: 'noted' }
    },
  }
  const view = render(App, { session: new Session(backend) })
  if (unlocked) await screen.findByRole('grid', { name: 'Timeline' })
  return { disk, kept, locks, told, user: userEvent.setup(), backend, ...view }
}

const bar = () => screen.getByLabelText<HTMLTextAreaElement>('Write a line into the record')

test('a lock that would lose what is typed asks first, and going on keeps every word', async () => {
  const { disk, locks, told, user } = await show()
  disk.full = true
  await user.type(bar(), 'the switchboard')
  await waitFor(() => expect(told.at(-1)).toEqual(['line']))
  await user.keyboard('{Control>}l{/Control}')
  const dialog = await screen.findByRole('dialog', { name: 'Lock and lose what is typed?' })
  expect(dialog).toHaveTextContent('What is typed in the bar of a case could not be kept')
  expect(dialog).toHaveTextContent(FULL.sentence)
  expect(dialog).not.toHaveTextContent('switchboard')
  await user.click(within(dialog).getByRole('button', { name: /^Go on/ }))
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  expect(bar()).toHaveValue('the switchboard')
  expect(locks).toEqual([])

  await user.keyboard('{Control>}l{/Control}')
  await user.click(await screen.findByRole('button', { name: 'Lock and lose it' }))
  expect(await screen.findByLabelText('Passphrase')).toBeInTheDocument()
  expect(locks).toHaveLength(1)
  expect(told.at(-1)).toEqual([])
})

test('a lock waits for what was typed a moment ago, and asks nothing once it is kept', async () => {
  const { kept, locks, user } = await show()
  await user.type(bar(), 'the switchboard')
  await user.keyboard('{Control>}l{/Control}')
  expect(await screen.findByLabelText('Passphrase')).toBeInTheDocument()
  expect(kept.get('quick-entry')).toContain('the switchboard')
  expect(locks).toHaveLength(1)
})

test('what an idle lock cost is said at the lock screen and after it, by its kind', async () => {
  const { user } = await show(['line', 'form', 'form'], false)
  const said = /could not be kept in it before, and is lost/
  expect(await screen.findByText(said)).toHaveTextContent('the bar of a case and 2 forms')
  await user.type(await screen.findByLabelText('Passphrase'), 'seven words{Enter}')
  await screen.findByRole('grid', { name: 'Timeline' })
  expect(screen.getByText(said)).toBeInTheDocument()
})

test('a reason that was typed is there again until it is done or thrown away', async () => {
  const { kept, user } = await show()
  const open = async () => user.click(await screen.findByRole('button', { name: 'Withdraw' }))
  await open()
  await user.type(screen.getByLabelText('Why'), 'entered twice')
  await waitFor(() => expect([...kept.values()].join()).toContain('entered twice'))
  // Escape leaves it; Cancel throws it away.
  await user.keyboard('{Escape}')
  await open()
  await waitFor(() => expect(screen.getByLabelText('Why')).toHaveValue('entered twice'))
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect([...kept.values()].join()).not.toContain('entered twice'))
  await open()
  expect(screen.getByLabelText('Why')).toHaveValue('')

  await user.type(screen.getByLabelText('Why'), 'of another case')
  await waitFor(() => expect([...kept.values()].join()).toContain('of another case'))
  await user.keyboard('{Tab}{Enter}')
  await waitFor(() => expect(screen.queryByLabelText('Why')).not.toBeInTheDocument())
  await waitFor(() => expect([...kept.values()].join()).not.toContain('of another case'))
})

test('the other record of a link is there again with the reason', async () => {
  const { kept, user } = await show()
  await user.click(await screen.findByRole('button', { name: 'Link' }))
  await user.type(screen.getByLabelText('Which record'), 'ransom')
  await waitFor(() => expect([...kept.values()].join()).toContain('ransom'))
  await user.keyboard('{Escape}{Escape}')
  await user.click(await screen.findByRole('button', { name: 'Link' }))
  await waitFor(() => expect(screen.getByLabelText('Which record')).toHaveValue('ransom'))
})

test('the questions about a new case are answered as before after the window was killed', async () => {
  const first = await show()
  const title = () => screen.findByLabelText('What happened, in a few words?')
  await first.user.keyboard('{Shift>}N{/Shift}')
  await first.user.type(await title(), 'Lost notebook')
  await first.user.type(screen.getByLabelText('Who keeps this record?'), 'Kent Police Federation')
  await waitFor(() => expect(first.kept.get('new-case')).toContain('Kent Police Federation'))
  first.unmount()

  const { backend, kept } = first
  render(App, { session: new Session(backend) })
  await screen.findByRole('grid', { name: 'Timeline' })
  const user = userEvent.setup()
  await user.keyboard('{Shift>}N{/Shift}')
  await waitFor(async () => expect(await title()).toHaveValue('Lost notebook'))
  expect(screen.getByLabelText('Who keeps this record?')).toHaveValue('Kent Police Federation')
  await user.click(screen.getByRole('button', { name: 'Throw away what is typed' }))
  expect(await title()).toHaveValue('')
  await waitFor(() => expect(kept.get('new-case')).toBe(''))
})

test('who gets a report is there again after another screen was looked at', async () => {
  const { kept, user } = await show()
  const recipient = () => screen.findByLabelText('Who gets it?')
  await user.keyboard('r')
  await user.type(await recipient(), 'Chair, by hand')
  await waitFor(() => expect([...kept.values()].join()).toContain('Chair, by hand'))
  await user.click(screen.getByRole('tab', { name: /^Timeline/ }))
  await screen.findByRole('grid', { name: 'Timeline' })
  await user.click(screen.getByRole('tab', { name: /^Reports/ }))
  await waitFor(async () => expect(await recipient()).toHaveValue('Chair, by hand'))
})

test('places are said with their number', () => {
  expect(typingInWords(['reason'])).toBe('a single field')
  expect(typingInWords(['form', 'line', 'form', 'new-case'])).toBe(
    'the bar of a case, 2 forms and the questions about a new case',
  )
})
