import { tinykeys } from 'tinykeys'

import { type ActionId, actions } from './table'

/** Listens for every key of the table, and for what a menu bar chooses of it, until the returned function is called. `does` answers whether it acted. */
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
  // The menu bar of macOS has some of them too.
  const chosen = (event: Event) => void does((event as CustomEvent<ActionId>).detail)
  target.addEventListener('breachbook-act', chosen)
  const stop = tinykeys(target, bindings)
  return () => {
    stop()
    target.removeEventListener('breachbook-act', chosen)
  }
}

/** Whether keys go into a text there, so that a plain letter is a letter. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('dialog') !== null) return true
  return ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}
