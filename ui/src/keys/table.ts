import type { Screen } from '../api/types'

/** What a key or a line of the palette does. */
export type ActionId =
  | 'palette'
  | 'quick-entry'
  | 'keys'
  | 'help'
  | 'settings'
  | 'writer'
  | 'backup'
  | 'passphrase'
  | 'rekey'
  | 'export'
  | 'lock'
  | 'close'
  | 'report'
  | 'as-known-on'
  | 'now'
  | 'check-record'
  | 'next-case'
  | 'previous-case'
  | 'list'
  | 'picture'
  | 'panel'
  | 'menu'
  | 'copy'
  | 'say'
  | 'correct'
  | 'link'
  | 'attach'
  | 'withdraw'
  | 'erase'
  | 'new-case'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-all'
  | `screen:${Screen}`

/** An action with its keys: what the palette and the sheet of keys are made from. */
export interface Action {
  id: ActionId
  /** In the form of tinykeys, any of which will do; none for an action of the palette alone. */
  keys: string[]
  /** What it does, in words. */
  label: string
  group: 'Anywhere' | 'Record' | 'Screens' | 'Timeline'
}

const screen = (id: Screen, key: string, label: string): Action => ({
  id: `screen:${id}`,
  keys: [key],
  label: `Go to ${label}`,
  group: 'Screens',
})

/** Every action of the case screen. One table, so that a key cannot be missing from the sheet or stand twice. */
export const actions: Action[] = [
  { id: 'palette', keys: ['$mod+k'], label: 'Search or do anything', group: 'Anywhere' },
  { id: 'quick-entry', keys: ['n', '/'], label: 'Write a new entry', group: 'Anywhere' },
  { id: 'new-case', keys: ['Shift+N'], label: 'Begin a new case', group: 'Anywhere' },
  { id: 'report', keys: ['r'], label: 'Make a report', group: 'Anywhere' },
  { id: 'as-known-on', keys: ['k'], label: 'Show the case as known on…', group: 'Anywhere' },
  { id: 'now', keys: [], label: 'Back to the case as it stands', group: 'Anywhere' },
  { id: 'next-case', keys: [']'], label: 'Next case', group: 'Anywhere' },
  { id: 'previous-case', keys: ['['], label: 'Previous case', group: 'Anywhere' },
  { id: 'check-record', keys: [], label: 'Check the record: is it as it was written?', group: 'Anywhere' },
  { id: 'keys', keys: ['Shift+?', '?'], label: 'Show the keys', group: 'Anywhere' },
  { id: 'help', keys: ['F1'], label: 'Help', group: 'Anywhere' },
  {
    id: 'settings',
    keys: [],
    label: 'Settings: when it locks, what the lock screen says',
    group: 'Anywhere',
  },
  { id: 'writer', keys: [], label: 'Say who writes: the name beside each entry', group: 'Anywhere' },
  { id: 'export', keys: [], label: 'Export the case file…', group: 'Anywhere' },
  { id: 'backup', keys: [], label: 'Back up this vault…', group: 'Anywhere' },
  { id: 'passphrase', keys: [], label: 'Change the passphrase…', group: 'Anywhere' },
  { id: 'rekey', keys: [], label: 'Give this vault a new key…', group: 'Anywhere' },
  { id: 'lock', keys: ['$mod+l'], label: 'Lock', group: 'Anywhere' },
  { id: 'close', keys: ['$mod+q'], label: 'Close the window', group: 'Anywhere' },
  {
    id: 'say',
    keys: ['v'],
    label: 'Say what came of the record: told, answered, kept, done, chased',
    group: 'Record',
  },
  {
    id: 'menu',
    keys: ['Shift+F10', 'ContextMenu'],
    label: 'Open the menu of the record: all of these (or the right mouse button)',
    group: 'Record',
  },
  { id: 'correct', keys: ['e'], label: 'Correct the record', group: 'Record' },
  { id: 'link', keys: ['i'], label: 'Link the record to another', group: 'Record' },
  { id: 'attach', keys: ['a'], label: 'Attach a file to the record', group: 'Record' },
  { id: 'withdraw', keys: ['w'], label: 'Withdraw the record', group: 'Record' },
  { id: 'copy', keys: ['c'], label: 'Copy the record as text', group: 'Record' },
  { id: 'erase', keys: [], label: 'Erase the record under law', group: 'Record' },
  screen('overview', '1', 'the overview'),
  screen('timeline', '2', 'the timeline'),
  screen('bodies-told', '3', 'bodies told'),
  screen('people-and-data', '4', 'people and data'),
  screen('mitigations', '5', 'mitigations'),
  screen('correspondence', '6', 'correspondence'),
  screen('holding-to-account', '7', 'holding to account'),
  screen('reports', '8', 'reports'),
  screen('history', '9', 'the history'),
  { id: 'list', keys: ['l'], label: 'To the list', group: 'Timeline' },
  { id: 'picture', keys: ['p'], label: 'To the picture', group: 'Timeline' },
  { id: 'panel', keys: ['d'], label: 'To the details of the entry', group: 'Timeline' },
  { id: 'zoom-in', keys: ['+', 'Shift++', '='], label: 'Picture: closer', group: 'Timeline' },
  { id: 'zoom-out', keys: ['-'], label: 'Picture: farther', group: 'Timeline' },
  { id: 'zoom-all', keys: ['0'], label: 'Picture: all of it', group: 'Timeline' },
]

/** What the panel does with its record. */
export const ofRecord: ActionId[] = ['say', 'correct', 'link', 'attach', 'withdraw', 'erase']

/** What can be done without any case. */
export const withoutCase: ActionId[] = [
  'palette',
  'new-case',
  'keys',
  'help',
  'settings',
  'writer',
  'backup',
  'passphrase',
  'rekey',
  'lock',
  'close',
]

/** Keys that hold inside the list and the picture, where arrows belong to them; for the sheet alone. */
export const inPlace: { keys: string; label: string }[] = [
  { keys: '↑ ↓', label: 'List: previous or next entry' },
  { keys: 'Home End', label: 'List and picture: first or last entry' },
  { keys: 'Page Up, Page Down', label: 'List: ten entries on' },
  { keys: '← →', label: 'Picture: previous or next entry' },
  { keys: 'Shift ← →', label: 'Picture: move along' },
  { keys: 'Enter', label: 'Open the details' },
  { keys: 'Esc', label: 'Back: close what is open, return to the list' },
]

/** Keys as a person reads them: `Ctrl K`. */
export function spoken(keys: string): string {
  const [key = '', ...modifiers] = keys.endsWith('+')
    ? ['+', ...keys.slice(0, -1).split('+')]
    : keys.split('+').reverse()
  // A sign that stands on the shifted half of a key is named by itself.
  const named = modifiers.filter((one) => one !== '' && (one !== 'Shift' || /\w/.test(key)))
  return [
    ...named.map((one) => (one === '$mod' ? 'Ctrl' : one)),
    key === 'ContextMenu' ? 'Menu' : key.length === 1 ? key.toUpperCase() : key,
  ].join(' ')
}
