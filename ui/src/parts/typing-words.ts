import type { Typing } from '../api/window-types'

const WORDS: Record<Typing, { one: string; many: string }> = {
  line: { one: 'the bar of a case', many: 'the bars of cases' },
  form: { one: 'a form', many: 'forms' },
  reason: { one: 'a single field', many: 'single fields' },
  'new-case': { one: 'the questions about a new case', many: 'the questions about a new case' },
}

/** Where something was typed, and never what: `the bar of a case and 2 forms`. */
export function typingInWords(what: Typing[]): string {
  const counted = (Object.keys(WORDS) as Typing[]).flatMap((kind) => {
    const n = what.filter((one) => one === kind).length
    if (n === 0) return []
    const { one, many } = WORDS[kind]
    if (n === 1) return [one]
    return [kind === 'form' || kind === 'reason' ? `${n} ${many}` : many]
  })
  const last = counted.pop() ?? ''
  return counted.length === 0 ? last : `${counted.join(', ')} and ${last}`
}

/** What it cost that the vault locked by itself; nothing where it cost nothing. */
export function lostFault(what: Typing[]): { sentence: string; remedy: string } | null {
  if (what.length === 0) return null
  return {
    sentence: `The vault locked by itself. What was typed in ${typingInWords(what)} could not be kept in it before, and is lost.`,
    remedy: 'All that was written in is there. Free some space on its disk before you go on.',
  }
}
