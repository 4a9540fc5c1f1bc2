/** Who a record can be shown to, beside the team, which sees everything: the format's words and how they are said. */
export const audiences = [
  { value: 'team', words: 'team' },
  { value: 'force', words: 'force' },
  { value: 'federation', words: 'federation' },
  { value: 'ico', words: 'ICO' },
  { value: 'nca', words: 'NCA' },
  { value: 'public', words: 'public' },
] as const
