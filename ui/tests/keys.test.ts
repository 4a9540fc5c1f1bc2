import { expect, test, vi } from 'vitest'

import { listen } from '../src/keys/listen'
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

test('letters act on the page, not while one types, and what cannot be done leaves the key alone', () => {
  const does = vi.fn((id: string) => id !== 'report')
  const stop = listen(window, does)
  const field = document.body.appendChild(document.createElement('input'))
  const press = (target: EventTarget, key: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
    target.dispatchEvent(event)
    return event.defaultPrevented
  }
  expect(press(document.body, 'n')).toBe(true)
  expect(does).toHaveBeenLastCalledWith('quick-entry')
  expect(press(document.body, 'r')).toBe(false)
  does.mockClear()
  expect(press(field, 'n')).toBe(false)
  expect(does).not.toHaveBeenCalled()
  expect(press(field, 'k', { ctrlKey: true })).toBe(true)
  expect(does).toHaveBeenLastCalledWith('palette')
  stop()
  does.mockClear()
  press(document.body, 'n')
  expect(does).not.toHaveBeenCalled()
  field.remove()
})
