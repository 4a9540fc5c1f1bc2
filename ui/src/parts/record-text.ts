import type { FieldLine, RecordSheet, Told } from '../api/types'

/** A record as plain text, to be pasted into a mail or a log: what it is, its fields, and who may see it. */
export function textOf(record: RecordSheet): string {
  const struck = record.standing === 'withdrawn' ? ' (withdrawn)' : ''
  return [
    `${record.kind} ${record.id}${struck}: ${record.title}`,
    ...record.fields.flatMap((field) => linesOf(field, '')),
    // A text that leaves the program says for whom it is.
    `Goes to: ${record.goes_to.words}, ${record.goes_to.why}`,
    ...(record.goes_to.withheld === null ? [] : [record.goes_to.withheld]),
  ].join('\n')
}

function linesOf({ label, values }: FieldLine, indent: string): string[] {
  if (values.length === 0) return []
  const flat = values.filter((value) => value.is !== 'group').map(wordsOf)
  const groups = values.flatMap((value) => (value.is === 'group' ? [value.fields] : []))
  const inner = groups.flatMap((fields) => fields.flatMap((field) => linesOf(field, `${indent}  `)))
  return [`${indent}${label}: ${flat.join('; ')}`.trimEnd(), ...inner]
}

function wordsOf(value: Told): string {
  return value.is === 'words' ? value.words : value.is === 'link' ? value.to.words : ''
}
