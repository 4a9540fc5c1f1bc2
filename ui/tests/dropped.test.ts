import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'

import App from '../src/App.svelte'
import type { Backend } from '../src/api/backend'
import { replay } from '../src/api/replay'
import type { Request, Response } from '../src/api/types'
import type { Dragged } from '../src/api/window-types'
import { Session } from '../src/state/session.svelte'

const TITLE = 'PSNI: workforce published in an FOI answer'

let user: ReturnType<typeof userEvent.setup>

beforeEach(() => (user = userEvent.setup()))

/** The window with a case open, and all that was asked. */
async function show(answer: (request: Request) => Response | undefined = () => undefined) {
  const door = replay()
  await door.call({ act: 'unlock', passphrase: 'seven words' })
  const asked: Request[] = []
  const backend: Backend = {
    ...door,
    async call(request) {
      asked.push(request)
      return answer(request) ?? (await door.call(request))
    },
  }
  render(App, { session: new Session(backend) })
  await user.click(await screen.findByRole('button', { name: new RegExp(`^${TITLE}`) }))
  await screen.findByRole('heading', { name: TITLE })
  const attached = () =>
    asked.flatMap((one) => (one.act === 'write-record' && one.what.write === 'attach' ? [one.what] : []))
  return { asked, attached }
}

/** What the shell says of a drag. */
const drag = (detail: Dragged) => window.dispatchEvent(new CustomEvent('breachbook-drag', { detail }))

test('while files hang over the case it says where to let go, and no longer', async () => {
  await show()
  drag({ is: 'over' })
  expect(await screen.findByText('Let go to attach to a record of this case')).toBeInTheDocument()
  drag({ is: 'left' })
  await waitFor(() => expect(screen.queryByText(/^Let go/)).not.toBeInTheDocument())
})

test('a dropped file is attached to a record that is chosen by typing, with a reason', async () => {
  const { attached } = await show()
  drag({ is: 'dropped', paths: ['/home/lead/log.pdf'] })
  expect(await screen.findByText('log.pdf, 84 kB')).toBeInTheDocument()
  const record = screen.getByRole('combobox', { name: 'To which record' })
  await waitFor(() => expect(record).toHaveFocus())
  // Without a reason nothing is done, and what was chosen stays.
  await user.clear(record)
  await user.type(record, 'Police Service of Northern')
  await user.click(
    (await screen.findAllByRole('option', { name: /^Police Service of Northern/ }))[0] as Element,
  )
  const form = within(screen.getByRole('form', { name: 'Attach the file to a record' }))
  await user.click(form.getByRole('button', { name: 'Attach' }))
  expect(form.getByText('Missing: the reason.')).toBeInTheDocument()
  expect(attached()).toEqual([])
  await user.type(form.getByLabelText('Why'), 'the host sent it')
  await user.click(form.getByRole('button', { name: 'Attach' }))
  await waitFor(() => expect(attached()).toHaveLength(1))
  expect(attached()[0]).toMatchObject({
    reason: 'the host sent it',
    file: { from: 'path', path: '/home/lead/log.pdf' },
  })
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
})

test('the record that is chosen on the screen is proposed, and who will see the file is said', async () => {
  await show()
  drag({ is: 'dropped', paths: ['/home/lead/log.pdf'] })
  const record = await screen.findByRole('combobox', { name: 'To which record' })
  await waitFor(() => expect(record).not.toHaveValue(''))
  expect(await screen.findByText(/^It goes to: /)).toBeInTheDocument()
})

test('what cannot be attached is said with a remedy, and the rest can be', async () => {
  const gone = {
    code: 'cannot-read',
    sentence: 'gone.txt: there is no such file.',
    remedy: 'Check the name.',
  }
  const doubt = 'What kind of file it is, its name does not say.'
  await show((request) =>
    request.act === 'look-at-files'
      ? {
          is: 'files-seen',
          seen: { files: [{ path: '/a/b.x7z', name: 'b.x7z', size: '9 kB', doubt }], refused: [gone] },
        }
      : undefined,
  )
  drag({ is: 'dropped', paths: ['/a/b.x7z', '/a/gone.txt'] })
  expect(await screen.findByText(gone.sentence)).toBeInTheDocument()
  expect(screen.getByText(/Check the name/)).toBeInTheDocument()
  expect(screen.getByText(doubt)).toBeInTheDocument()
  expect(screen.getByRole('form', { name: 'Attach the file to a record' })).toBeInTheDocument()
})

test('a file that vanished before it was attached is said, and the reason stays', async () => {
  const gone = { code: 'cannot-read', sentence: 'log.pdf: there is no such file.', remedy: 'Check the name.' }
  const { attached } = await show((request) => {
    if (request.act === 'write-record') throw gone
    return undefined
  })
  drag({ is: 'dropped', paths: ['/home/lead/log.pdf'] })
  const record = await screen.findByRole('combobox', { name: 'To which record' })
  await waitFor(() => expect(record).not.toHaveValue(''))
  await user.type(screen.getByLabelText('Why'), 'the host sent it')
  const form = within(screen.getByRole('form', { name: 'Attach the file to a record' }))
  await user.click(form.getByRole('button', { name: 'Attach' }))
  expect(await screen.findByText(gone.sentence)).toBeInTheDocument()
  expect(screen.getByLabelText('Why')).toHaveValue('the host sent it')
  expect(attached()).toHaveLength(1)
})

test('what stands in the bar stays while a file is dropped and refused', async () => {
  await show()
  const bar = await screen.findByLabelText('Write a line into the record')
  await user.type(bar, 'the line in the making')
  drag({ is: 'dropped', paths: ['/home/lead/log.pdf'] })
  await user.click(await screen.findByRole('button', { name: 'Cancel' }))
  expect(bar).toHaveValue('the line in the making')
})
