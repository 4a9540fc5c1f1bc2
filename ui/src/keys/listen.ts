import { tinykeys } from 'tinykeys'

import { letterKeys } from './letters'
import { type ActionId, actions } from './table'

/** What somebody means who clicks on it; whatever else they click on is nothing. */
const SOMETHING =
  'a, button, input, select, textarea, label, summary, [role=row], [role=option], [role=tab], [role=grid], #picture'

/** Keys by which somebody goes on from where they are, and so knows where that is. */
const MOVES = /^(Tab|Enter|Escape|Home|End|Page(Up|Down)|Arrow(Up|Down|Left|Right))$/

/**
 * Listens for every key of the table, and for what a menu bar chooses of it, until the returned function is called. `does` answers whether it acted.
 *
 * A letter alone acts only where something has the focus: a list, the picture, the panel. Where it is lost, or after a
 * click on nothing, somebody who types means words and not acts: they begin in `line`, the field for a new entry, and
 * none of them is lost. With the letters turned off they do so from everywhere.
 */
export function listen(
  target: Window,
  does: (id: ActionId) => boolean,
  line: () => HTMLTextAreaElement | null = () => null,
): () => void {
  let astray = false

  /** Whether a key without Ctrl acts there. */
  const acts = (event: KeyboardEvent) =>
    !(isLetter(event) && (astray || !letterKeys() || isLost(event.target)))

  const bindings: Record<string, (event: KeyboardEvent) => void> = {}
  for (const { id, keys } of actions) {
    for (const key of keys) {
      bindings[key] = (event) => {
        if (event.defaultPrevented || event.isComposing) return
        if (!key.startsWith('$mod') && (takesText(event.target) || !acts(event))) return
        if (does(id)) event.preventDefault()
      }
    }
  }

  function pointed(event: Event) {
    astray = event.target instanceof Element && event.target.closest(SOMETHING) === null
  }

  /** WebKit on macOS gives a button that is clicked no focus, and keys would then be lost. */
  function clicked({ target: on }: Event) {
    const button = on instanceof Element ? on.closest('button') : null
    if (document.activeElement === document.body) button?.focus()
  }

  /** Before anything else, as the bar and lists keep keys to themselves. */
  function moved(event: KeyboardEvent) {
    if (MOVES.test(event.key)) astray = false
  }

  function pressed(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing || takesText(event.target)) return
    if (isLetter(event) && !acts(event)) begin(line())
  }

  /** The menu bar of macOS has some of them too. */
  const chosen = (event: Event) => void does((event as CustomEvent<ActionId>).detail)

  target.addEventListener('breachbook-act', chosen)
  target.addEventListener('pointerdown', pointed, { capture: true })
  target.addEventListener('keydown', moved, { capture: true })
  target.addEventListener('click', clicked)
  const unbind = tinykeys(target, bindings)
  target.addEventListener('keydown', pressed)
  return () => {
    target.removeEventListener('breachbook-act', chosen)
    target.removeEventListener('pointerdown', pointed, { capture: true })
    target.removeEventListener('keydown', moved, { capture: true })
    target.removeEventListener('click', clicked)
    target.removeEventListener('keydown', pressed)
    unbind()
  }
}

/** The field takes the letter that is being typed, behind what stands there. */
function begin(field: HTMLTextAreaElement | null) {
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}

/** Whether the key alone is a letter, a digit or a sign; a space scrolls and presses buttons. */
function isLetter(event: KeyboardEvent): boolean {
  const held = event.ctrlKey || event.metaKey || event.altKey
  return event.key.length === 1 && event.key !== ' ' && (!held || event.getModifierState('AltGraph'))
}

/** Whether nothing has the focus that a letter could be for; in the bar, beside its field, it is for the line. */
function isLost(target: EventTarget | null): boolean {
  return !(target instanceof Element) || target === document.body || target.closest('#bar') !== null
}

/** Whether keys go into a text there, or a dialog lies over everything, so that a plain letter is a letter. */
function takesText(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}
