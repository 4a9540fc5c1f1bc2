import { tinykeys } from 'tinykeys'

import { type ActionId, actions } from './table'

/** Listens for every key of the table until the returned function is called. `does` answers whether it acted. */
export function listen(target: Window, does: (id: ActionId) => boolean): () => void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {}
  for (const { id, keys } of actions) {
    for (const key of keys) {
      bindings[key] = (event) => {
        if (event.defaultPrevented || event.isComposing) return
        if (!key.startsWith('$mod') && isTyping(event.target)) return
        if (does(id)) event.preventDefault()
      }
    }
  }
  return tinykeys(target, bindings)
}

/** Whether keys go into a text there, so that a plain letter is a letter. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('dialog') !== null) return true
  return ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}
