import { type Failure, TEXT_LIMIT } from '../api/types'

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}

/** Whether a text is more than one text of the case may hold. */
export function tooLong(text: string): boolean {
  return text.length * 3 > TEXT_LIMIT && bytes(text) > TEXT_LIMIT
}

/** That it is, and what to do. */
export function tooLongFailure(text: string): Failure {
  return {
    code: 'too-long',
    sentence: `That would be ${(bytes(text) / 1_000_000).toFixed(1)} MB of text, and one text holds at most ${TEXT_LIMIT / 1024 / 1024} MiB.`,
    remedy: 'Attach it as a file, or write it in parts. What stood here is as it was.',
  }
}

/** What a field would hold after a paste; none for what is no field. */
export function withPasted(event: ClipboardEvent): string | null {
  const field = event.target
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return null
  const pasted = event.clipboardData?.getData('text/plain') ?? ''
  const { value, selectionStart, selectionEnd } = field
  return value.slice(0, selectionStart ?? value.length) + pasted + value.slice(selectionEnd ?? value.length)
}
