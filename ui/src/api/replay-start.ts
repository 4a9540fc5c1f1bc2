import recorded from './answers-start.json'
import type { Failure, Request, Response } from './types'

type Names =
  | 'no-vaults'
  | 'vaults'
  | 'weak'
  | 'middling'
  | 'strong'
  | 'made'
  | 'questions'
  | 'no-questions'
  | 'time-read'
  | 'begun'
  | 'settings'
  | 'this-vault'
  | 'backed-up'
  | 'to-export'
  | 'to-erase'
  | 'rekeyed'
type Refused = 'weak-refused' | 'wrong-letters' | 'bad-time'

/** What the real door answered at a first start (`cargo xtask types` records it). */
export const startAnswers = recorded as Record<Names, Response> & Record<Refused, Failure>

/** Answers what is asked before a vault is open, and about settings; undefined for the rest. */
export function replayStart(request: Request): Response | undefined {
  switch (request.act) {
    case 'vaults':
    case 'forget':
      return startAnswers.vaults
    case 'open-vault': {
      const name = request.folder.split('/').at(-1)?.replace('.breachbook', '') ?? ''
      return { is: 'chosen', vault: { name, open: false, notices: [], unwritable: '' } }
    }
    case 'judge':
      return judged(request.passphrase)
    case 'make-vault':
      if (judged(request.passphrase) !== startAnswers.strong) throw startAnswers['weak-refused']
      return startAnswers.made
    case 'prove-sheet':
      if (request.letters.toLowerCase() === 'wrong') throw startAnswers['wrong-letters']
      return { is: 'sheet-proved' }
    case 'sample':
    case 'recover':
    case 'recover-from':
      return { is: 'unlocked', vault: { name: 'Sample cases', open: true, notices: [], unwritable: '' } }
    case 'renew':
      return { is: 'renewed' }
    case 'case-questions':
      return startAnswers[request.name === '' ? 'no-questions' : 'questions']
    case 'read-time':
      if (request.text === 'soon') throw startAnswers['bad-time']
      return request.text === '' ? { is: 'time-read', words: '' } : startAnswers['time-read']
    case 'new-case':
      return startAnswers.begun
    case 'settings':
      return startAnswers.settings
    case 'set': {
      const { idle_minutes, next_due, more_contrast, letter_keys, writer } = request
      const settings = { idle_minutes, next_due, more_contrast, letter_keys, writer }
      return { is: 'settings', settings, minutes: [2, 5, 10, 15, 30, 60] }
    }
    case 'say-writer': {
      const recorded = startAnswers.settings
      if (recorded.is !== 'settings') return recorded
      return { ...recorded, settings: { ...recorded.settings, writer: request.writer } }
    }
    case 'this-vault':
    case 'to-export':
      return startAnswers[request.act]
    case 'backup':
      return startAnswers['backed-up']
    case 'export':
      return { is: 'exported', file: request.out }
    case 'to-erase': {
      const recorded = startAnswers['to-erase']
      return recorded.is === 'to-erase' ? { ...recorded, confirm: request.id } : recorded
    }
    case 'erase':
      return { is: 'erased', entry: 9 }
    case 'ask-late':
      return { is: 'late', words: null }
    case 'rekey': {
      const recorded = startAnswers.rekeyed
      return recorded.is === 'rekeyed' ? { ...recorded, sheet: request.sheet } : recorded
    }
    case 'change-passphrase':
      return { is: 'passphrase-changed' }
    default:
      return undefined
  }
}

function judged(passphrase: string): Response {
  if (passphrase.length < 10) return startAnswers.weak
  return passphrase.split(' ').length < 4 ? startAnswers.middling : startAnswers.strong
}
