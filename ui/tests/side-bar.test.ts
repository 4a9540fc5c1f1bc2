import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import { answers } from '../src/api/replay'
import type { Remark } from '../src/api/types'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import RemarkList from '../src/parts/RemarkList.svelte'
import SideBar from '../src/parts/SideBar.svelte'

const none = () => undefined

test('what hampers the clocks of a case stands beside it, in words', () => {
  if (answers.cases.is !== 'cases') throw new Error('not recorded')
  const warning = 'A newer version has written anew what its clocks rest on.'
  const cases = answers.cases.cases.map((row, n) => ({ ...row, warnings: n === 0 ? [warning] : [] }))
  const calls = { onopen: none, onpalette: none, onlock: none, onbegin: none, oncheck: none }
  render(SideBar, { vault: 'desk', cases, open: null, dueNext: [], record: null, ...calls })
  const lines = screen.getAllByRole('button').filter((one) => one.classList.contains('line'))
  expect(lines[0]).toHaveTextContent(warning)
  expect(lines.slice(1).some((one) => one.textContent.includes(warning))).toBe(false)
})

test('what is said of several records is one line with how often, and each of them is a step away', async () => {
  const user = userEvent.setup()
  const onselect = vi.fn()
  const each = [1, 2, 3].map((n) => ({ list: 'events', id: `e${n}`, words: `Call ${n}.` }))
  const place = { list: 'events', id: 'e1' }
  const remark: Remark = {
    words: 'It was written up late.',
    code: 'written-up-late',
    place,
    times: '3 times',
    each,
  }
  render(RemarkList, { remarks: [remark], icon: TriangleAlert, tone: 'late', none: '', onselect })
  expect(screen.getAllByText(/It was written up late/)).toHaveLength(1)
  await user.click(screen.getByText('3 times'))
  await user.click(screen.getByRole('button', { name: 'Call 2.' }))
  expect(onselect).toHaveBeenCalledWith({ list: 'events', id: 'e2' })
})
