import { expect, test, vi } from 'vitest'

import { setLetterKeys } from '../src/keys/letters'
import { listen } from '../src/keys/listen'
import { tameSelectAll } from '../src/keys/select-all'
import { actions, spoken } from '../src/keys/table'

test('no key stands twice in the table, and each is said as a person reads it', () => {
  const keys = actions.flatMap((action) => action.keys)
  expect(new Set(keys).size).toBe(keys.length)
  expect(['$mod+k', 'Shift+?', '?', '+', 'Shift++', ']', 'n'].map(spoken)).toEqual([
    'Ctrl K',
    '?',
    '?',
    '+',
    '+',
    ']',
    'N',
  ])
})

/** Listens, with a list, a panel and the field of a new entry on the page. */
function page(does: (id: string) => boolean) {
  document.body.innerHTML = `
    <p>Nothing.</p><div id="entries" role="grid" tabindex="0"><div role="row">A row</div></div>
    <section id="panel" tabindex="0"><h2>A record</h2></section>
    <input id="field"><dialog></dialog>
    <div id="bar"><textarea id="quick-entry"></textarea><button>a chip</button></div>`
  const at = (css: string) => document.querySelector<HTMLElement>(css) ?? document.body
  const line = () => document.querySelector<HTMLTextAreaElement>('#quick-entry')
  const press = (css: string, key: string, more: KeyboardEventInit = {}) => {
    at(css).focus()
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
    at(css).dispatchEvent(event)
    return event.defaultPrevented
  }
  const point = (css: string) => at(css).dispatchEvent(new Event('pointerdown', { bubbles: true }))
  return { at, press, point, stop: listen(window, does, line) }
}

const typesIn = () => document.activeElement?.id

test('letters act in the list, not while one types, and what cannot be done leaves the key alone', () => {
  const does = vi.fn((id: string) => id !== 'report')
  const { press, stop } = page(does)
  expect(press('#entries', 'n')).toBe(true)
  expect(does).toHaveBeenLastCalledWith('quick-entry')
  expect(press('#entries', 'r')).toBe(false)
  does.mockClear()
  expect(press('#field', 'n')).toBe(false)
  expect(does).not.toHaveBeenCalled()
  expect(press('#field', 'k', { ctrlKey: true })).toBe(true)
  expect(does).toHaveBeenLastCalledWith('palette')
  stop()
  does.mockClear()
  press('#entries', 'n')
  expect(does).not.toHaveBeenCalled()
})

test('where nothing has the focus a typed word begins a new entry, and no letter of it acts', () => {
  const does = vi.fn(() => true)
  const { at, press, stop } = page(does)
  const field = at('#quick-entry') as HTMLTextAreaElement
  field.value = 'half a line'
  for (const key of ['w', 'r', 'N', '1', '?', ']']) {
    field.setSelectionRange(0, 0)
    ;(document.activeElement as HTMLElement).blur()
    // The letter is the browser's to put where the focus now is, behind what stands there.
    expect(press('body', key)).toBe(false)
    expect([typesIn(), field.selectionStart]).toEqual(['quick-entry', 11])
  }
  field.blur()
  // From beside the field too, such as from a chip of it.
  press('#bar button', 'w')
  expect(typesIn()).toBe('quick-entry')
  expect(does).not.toHaveBeenCalled()
  // What is no letter acts as ever, and a space scrolls.
  field.blur()
  press('body', ' ')
  expect(typesIn()).not.toBe('quick-entry')
  press('body', 'F1')
  press('body', 'k', { ctrlKey: true })
  expect(does.mock.calls).toEqual([['help'], ['palette']])
  stop()
})

test('after a click on nothing letters are words until somebody goes on by keys or clicks on something', () => {
  const does = vi.fn(() => true)
  const { at, press, point, stop } = page(does)
  point('#panel h2')
  press('#panel', 'Shift')
  press('#panel', 'w')
  expect([typesIn(), does.mock.calls.length]).toEqual(['quick-entry', 0])
  // The bar keeps the key to itself, and it leads out of it all the same.
  at('#bar').addEventListener('keydown', (event) => event.stopPropagation())
  press('#quick-entry', 'Escape')
  press('#panel', 'w')
  expect(does).toHaveBeenLastCalledWith('withdraw')
  point('p')
  point('[role=row]')
  press('#entries', 'e')
  expect(does).toHaveBeenLastCalledWith('correct')
  stop()
})

test('turned off, letters are words from everywhere outside a field', () => {
  const does = vi.fn(() => true)
  const { press, stop } = page(does)
  setLetterKeys(false)
  press('#entries', 'w')
  expect([typesIn(), does.mock.calls.length]).toEqual(['quick-entry', 0])
  setLetterKeys(true)
  press('#entries', 'w')
  expect(does).toHaveBeenLastCalledWith('withdraw')
  stop()
})

test('under a dialog no letter does anything', () => {
  const does = vi.fn(() => true)
  const { at, press, stop } = page(does)
  at('dialog').setAttribute('open', '')
  press('body', 'w')
  expect([typesIn(), does.mock.calls.length]).not.toContain('quick-entry')
  expect(does).not.toHaveBeenCalled()
  stop()
})

test('Ctrl A marks what is read in the panel, elsewhere nothing, and in a field what the field holds', () => {
  const { press, stop } = page(() => false)
  const untame = tameSelectAll(window)
  const marked = () => getSelection()?.toString().trim()
  const all = (css: string) => press(css, 'a', { ctrlKey: true })
  getSelection()?.removeAllRanges()
  expect([all('#entries'), marked()]).toEqual([true, ''])
  expect([all('#panel'), marked()]).toEqual([true, 'A record'])
  expect([all('#field'), all('#quick-entry')]).toEqual([false, false])
  untame()
  expect(all('#entries')).toBe(false)
  stop()
})
