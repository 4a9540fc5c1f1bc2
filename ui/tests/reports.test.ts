import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import type { Backend } from '../src/api/backend'
import { replay } from '../src/api/replay'
import { reportAnswers } from '../src/api/replay-reports'
import type { DrawnMark, PreviewHead, Request, Response } from '../src/api/types'
import type { WindowResponse } from '../src/api/window-types'
import Reports from '../src/screens/Reports.svelte'

function head(audience: 'federation' | 'public'): PreviewHead {
  const answer = reportAnswers[`preview-${audience}`]
  if (answer.is !== 'previewed') throw new Error(answer.is)
  return answer.head
}

function open(change: Partial<Backend> = {}) {
  const recorded = replay()
  const asked: Request[] = []
  const backend: Backend = {
    ...recorded,
    ...change,
    call: async (request) => {
      asked.push(request)
      return (change.call ?? recorded.call)(request)
    },
  }
  const onchanged = vi.fn()
  const onselect = vi.fn()
  const { unmount } = render(Reports, {
    backend,
    reference: 'PSNI-2023-08',
    asOf: null,
    onchanged,
    onselect,
  })
  return {
    asked,
    unmount,
    onchanged,
    onselect,
    last: (act: string) => asked.findLast((one) => one.act === act),
  }
}

test('the preview shows each page as it will be, every text of the recorded page in order', async () => {
  open()
  const page = await screen.findByRole('group', { name: 'Page 1' })
  const wanted = (reportAnswers.pages[0]?.page.drawn ?? []).flatMap((mark) =>
    mark.is === 'letters' ? [mark.text] : [],
  )
  expect(wanted.length).toBeGreaterThan(50)
  expect([...page.querySelectorAll('text')].map((text) => text.textContent)).toEqual(wanted)
  expect(screen.getAllByRole('group', { name: /^Page/ })).toHaveLength(head('federation').pages)
})

test('what is withheld is counted by ground, and listed for the team, who can go to each record', async () => {
  const user = userEvent.setup({ delay: null })
  const { onselect, last } = open()
  await screen.findByText('Nothing: this reader sees the whole record.')
  await user.click(screen.getByRole('radio', { name: /^The public/ }))
  const { withheld, items } = head('public')
  const section = within(await screen.findByRole('region', { name: 'Withheld' }))
  for (const { count, ground } of withheld) {
    expect(await section.findByText(String(count))).toBeInTheDocument()
    expect(section.getByText(new RegExp(ground))).toBeInTheDocument()
  }
  expect(last('preview')).toMatchObject({ audience: 'public' })
  await user.click(section.getByRole('button', { name: 'Show which' }))
  const rows = within(document.getElementById('withheld-items') as HTMLElement).getAllByRole('button')
  expect(rows).toHaveLength(items.length)
  await user.click(rows[0] as HTMLElement)
  expect(onselect).toHaveBeenCalledWith(items[0]?.id)
})

test('a report is saved where the dialog says, noted with its recipient, and stands among the released', async () => {
  const user = userEvent.setup({ delay: null })
  const { onchanged, last } = open()
  await screen.findByRole('group', { name: 'Page 1' })
  await user.type(screen.getByLabelText('Who gets it?'), 'Chair, by hand')
  await user.click(screen.getByRole('button', { name: 'Save as PDF…' }))
  expect(await screen.findByText('Report 1 was saved and written in as entry 1.')).toBeInTheDocument()
  expect(last('make-report')).toMatchObject({
    choice: { reference: 'PSNI-2023-08', audience: 'federation', as_of: null },
    recipient: 'Chair, by hand',
    out: `/home/lead/${head('federation').file_name}`,
  })
  expect(onchanged).toHaveBeenCalledWith(1)
  await user.click(screen.getByRole('button', { name: /^Released/ }))
  const line = within(screen.getByRole('listitem', { name: 'Report 1 · The federation' }))
  expect(line.getByText('Given to Chair, by hand')).toBeInTheDocument()
  expect(line.getByText('K7QD-53MA-XW2T-6HNE')).toBeInTheDocument()
  await user.click(line.getByRole('button', { name: 'Save report 1 again…' }))
  expect(await screen.findByText(/saved again, the same to the byte/)).toBeInTheDocument()
  expect(last('save-released')).toMatchObject({ number: 1 })
})

test('a dialog that is closed saves nothing and says so, and a second press asks no second time', async () => {
  const user = userEvent.setup({ delay: null })
  const recorded = replay()
  let closed: (response: WindowResponse) => void = () => undefined
  let dialogs = 0
  const { last } = open({
    call: recorded.call,
    window: (request) => {
      if (request.act !== 'save-as') return (recorded as Required<Backend>).window(request)
      dialogs += 1
      return new Promise((resolve) => (closed = resolve))
    },
  })
  await screen.findByRole('group', { name: 'Page 1' })
  const save = screen.getByRole('button', { name: 'Save as PDF…' })
  await user.click(save)
  await user.click(save)
  closed({ is: 'picked', path: null })
  expect(await screen.findByText('Nothing was saved: no place for it was chosen.')).toBeInTheDocument()
  expect(dialogs).toBe(1)
  expect(last('make-report')).toBeUndefined()
  await user.click(save)
  expect(dialogs).toBe(2)
})

test('while a report is made, its progress is shown and Cancel stops it without a fault', async () => {
  const user = userEvent.setup({ delay: null })
  const recorded = replay()
  let stop: (fault: unknown) => void = () => undefined
  const { last, onchanged } = open({
    call: (request) => {
      if (request.act === 'make-report') return new Promise<Response>((_, reject) => (stop = reject))
      if (request.act === 'progress')
        return Promise.resolve({ is: 'progress', advance: { doing: 'Drawing the pages', done: 3, total: 9 } })
      if (request.act === 'cancel') stop({ code: 'cancelled', sentence: 'Cancelled.', remedy: '' })
      return recorded.call(request)
    },
  })
  await screen.findByRole('group', { name: 'Page 1' })
  await user.click(screen.getByRole('button', { name: 'Save as PDF…' }))
  const bar = await screen.findByRole('progressbar', { name: 'Drawing the pages…' })
  expect(bar).toHaveAttribute('value', '3')
  expect(bar).toHaveAttribute('max', '9')
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(await screen.findByText('Stopped. Nothing was saved or written in.')).toBeInTheDocument()
  expect(last('cancel')).toBeDefined()
  expect(onchanged).not.toHaveBeenCalled()
  expect(screen.getByRole('alert')).toBeEmptyDOMElement()
})

/** A backend whose previews for these readers take until they are cancelled. */
function slowFor(...readers: string[]) {
  const recorded = replay()
  const waits = new Set(readers)
  const cancelled = { code: 'cancelled', sentence: 'Cancelled.', remedy: '' }
  const stops: ((fault: unknown) => void)[] = []
  const call = (request: Request): Promise<Response> => {
    if (request.act === 'preview' && waits.has(request.audience))
      return new Promise((_, reject) => stops.push(reject))
    if (request.act === 'progress')
      return Promise.resolve({ is: 'progress', advance: { doing: 'Setting the pages', done: 3, total: 9 } })
    if (request.act === 'cancel') stops.splice(0).forEach((stop) => stop(cancelled))
    return recorded.call(request)
  }
  return { call, quick: () => waits.clear() }
}

test('a preview that takes a while says how far it is, is stopped by Cancel, and is shown after all', async () => {
  const user = userEvent.setup({ delay: null })
  const { call, quick } = slowFor('federation')
  open({ call })
  const bar = await screen.findByRole('progressbar', { name: 'Setting the pages…' })
  expect(bar).toHaveAttribute('value', '3')
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(await screen.findByText('The report was stopped before it could be shown.')).toBeInTheDocument()
  expect(screen.queryByRole('progressbar')).toBeNull()
  expect(screen.getByRole('button', { name: 'Save as PDF…' })).toBeDisabled()
  expect(screen.getByRole('alert')).toBeEmptyDOMElement()
  quick()
  await user.click(screen.getByRole('button', { name: 'Show it' }))
  expect(await screen.findByRole('group', { name: 'Page 1' })).toBeInTheDocument()
  expect(screen.queryByText(/was stopped/)).toBeNull()
})

test('a preview that nobody waits for any more is let go of, for another reader and on leaving', async () => {
  const user = userEvent.setup({ delay: null })
  const { call } = slowFor('federation', 'team')
  const { asked, unmount } = open({ call })
  await screen.findByRole('progressbar', { name: 'Setting the pages…' })
  const cancels = () => asked.filter(({ act }) => act === 'cancel').length
  await user.click(screen.getByRole('radio', { name: /^The public/ }))
  expect(await screen.findByRole('group', { name: 'Page 1' })).toBeInTheDocument()
  expect(cancels()).toBe(1)
  expect(screen.queryByText(/was stopped/)).toBeNull()
  expect(screen.queryByRole('progressbar')).toBeNull()
  await user.click(screen.getByRole('radio', { name: /^The response team/ }))
  await screen.findByRole('progressbar', { name: 'Setting the pages…' })
  unmount()
  await waitFor(() => expect(cancels()).toBe(2))
})

test('a page that comes after another reader was chosen is passed over', async () => {
  const user = userEvent.setup({ delay: null })
  const recorded = replay()
  const late: (() => void)[] = []
  const ofTheOther: Response = {
    is: 'preview-page',
    page: { n: 0, width: 10, height: 10, drawn: [letters('Promises and questions, of the other reader')] },
  }
  open({
    call: async (request) => {
      if (request.act !== 'preview-page' || request.choice.audience !== 'federation')
        return recorded.call(request)
      await new Promise<void>((resolve) => late.push(resolve))
      return ofTheOther
    },
  })
  await waitFor(() => expect(late.length).toBeGreaterThan(0))
  await user.click(screen.getByRole('radio', { name: /^The public/ }))
  expect(await screen.findAllByRole('group', { name: /^Page/ })).toHaveLength(head('public').pages)
  late.forEach((resolve) => resolve())
  // Whatever follows from the late answers has followed after the next turn of the clock.
  await new Promise((resolve) => setTimeout(resolve))
  expect(screen.queryByText(/of the other reader/)).not.toBeInTheDocument()
})

function letters(text: string): DrawnMark {
  return { is: 'letters', x: 0, y: 0, width: 9, text, face: 'sans', strong: false, size: 9, ink: '#000000' }
}

test('a file that was checked is compared with an earlier report', async () => {
  const user = userEvent.setup({ delay: null })
  const { asked } = open({ window: async () => ({ is: 'picked', path: '/home/lead/report.pdf' }) })
  await user.click(await screen.findByRole('button', { name: /^Released/ }))
  expect(screen.queryByRole('button', { name: /^Compare/ })).not.toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Check a report file…' }))
  await user.click(await screen.findByRole('button', { name: 'Compare it with an earlier report…' }))
  expect(await screen.findByText('Proven.')).toBeInTheDocument()
  const file = '/home/lead/report.pdf'
  expect(asked.filter((one) => one.act === 'check-report')).toEqual([
    { act: 'check-report', file, earlier: null },
    { act: 'check-report', file, earlier: file },
  ])
})

test('a file is checked, and one that was changed is not relied on', async () => {
  const user = userEvent.setup({ delay: null })
  open({ window: async () => ({ is: 'picked', path: '/home/lead/changed.pdf' }) })
  await user.click(await screen.findByRole('button', { name: /^Released/ }))
  await user.click(screen.getByRole('button', { name: 'Check a report file…' }))
  expect(await screen.findByText(/^Do not rely on this file/)).toBeInTheDocument()
})

test('a report that would be empty says so, and leads to what has to be changed', async () => {
  const user = userEvent.setup({ delay: null })
  const says = 'Nothing in this case is for the federation yet: it goes to the team alone.'
  let closed = says
  const { asked, onchanged } = open({
    call: async (request) => {
      const answer = await replay().call(request.act === 'write-record' ? { act: 'cases' } : request)
      if (request.act === 'write-record') {
        closed = ''
        const known = await replay().call({
          act: 'record',
          reference: 'PSNI-2023-08',
          list: 'case',
          id: 'PSNI-2023-08',
          as_of: null,
        })
        if (known.is !== 'record') throw new Error(known.is)
        return { is: 'record-written', written: { entry: 9, record: known.record } }
      }
      return answer.is === 'previewed' ? { ...answer, head: { ...answer.head, closed } } : answer
    },
  })
  const notice = (await screen.findByText(says)).closest('[role="status"]') as HTMLElement
  await user.click(within(notice).getByRole('button', { name: /^Change who may see the case/ }))
  const form = within(await screen.findByRole('dialog', { name: 'Correct the case' }))
  const goes = await form.findByRole('group', { name: 'Goes to' })
  await waitFor(() => expect(goes).toHaveFocus())
  await user.click(within(goes).getByRole('checkbox', { name: 'The public' }))
  await user.type(
    form.getByLabelText(/^Why it is corrected/),
    'it may be published{Control>}{Enter}{/Control}',
  )
  await waitFor(() => expect(onchanged).toHaveBeenCalledWith(9))
  expect(asked.find((one) => one.act === 'write-record')).toMatchObject({ what: { list: 'case' } })
  await waitFor(() => expect(screen.queryByText(says)).not.toBeInTheDocument())
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})
