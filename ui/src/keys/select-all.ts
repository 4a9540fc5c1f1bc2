/** Inputs in which there is text to select. */
const TEXT = ['text', 'search', 'password', 'number', 'email', 'url', 'tel']
/** What is read as one text. */
const READ = '#panel, [data-read]'

/**
 * Outside a field Ctrl A would mark the whole window, and the next Ctrl C copy all of it: it marks the text that is
 * read where the focus is, such as the record in the panel, and elsewhere nothing.
 */
export function tameSelectAll(target: Window): () => void {
  function pressed(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'a') return
    const at = event.target instanceof HTMLElement ? event.target : document.body
    if (at instanceof HTMLTextAreaElement || (at instanceof HTMLInputElement && TEXT.includes(at.type)))
      return
    event.preventDefault()
    const read = at.closest(READ)
    if (read !== null) getSelection()?.selectAllChildren(read)
  }
  target.addEventListener('keydown', pressed)
  return () => target.removeEventListener('keydown', pressed)
}
