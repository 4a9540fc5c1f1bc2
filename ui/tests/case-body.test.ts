import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'

import { ask } from '../src/api/backend'
import { replay } from '../src/api/replay'
import CaseBody from '../src/screens/CaseBody.svelte'
import { Desk } from '../src/state/desk.svelte'

test('a case that is read anew leaves what is being typed about the record in the panel', async () => {
  const user = userEvent.setup()
  const backend = replay()
  await backend.call({ act: 'unlock', passphrase: 'seven words' })
  const desk = new Desk(backend)
  await desk.openCase('PSNI-2023-08')
  const open = async () =>
    (await ask(backend, { act: 'case', reference: 'PSNI-2023-08', as_of: null }, 'case')).case
  const rest = {
    desk,
    drafts: undefined,
    whole: false,
    name: 'Timeline',
    onopen: () => {},
    onwritten: () => {},
    onexport: () => {},
  }
  const { rerender } = render(CaseBody, { ...rest, open: await open() })
  await user.click(await screen.findByRole('button', { name: 'Withdraw' }))
  await user.type(screen.getByLabelText('Why'), 'belongs to anot')
  // The same case as another object, and the same record chosen once more, as after every write.
  await desk.changed(desk.selection ?? undefined)
  await rerender({ ...rest, open: { ...(await open()) } })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(screen.getByLabelText('Why')).toHaveValue('belongs to anot')
})
