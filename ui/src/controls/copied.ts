/** Copies a text by the clipboard's own way, or where a webview has none for us, as a person would: mark and copy. */
export async function copied(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words)
    return true
  } catch {
    const from = document.activeElement
    const field = document.createElement('textarea')
    field.className = 'aloud'
    field.value = words
    document.body.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    if (from instanceof HTMLElement) from.focus()
    return done
  }
}
