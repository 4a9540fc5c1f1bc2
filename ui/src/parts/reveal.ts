const CONTROL = 'input, select, textarea, button, a, summary'

/**
 * What takes the focus by keyboard comes to rest clear of what sticks over it, the bar and the foot of a form: engines
 * bring it into sight, and WebKit behind these.
 */
export function reveal({ target }: FocusEvent) {
  if (!(target instanceof Element) || !target.matches(CONTROL) || !target.matches(':focus-visible')) return
  target.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
