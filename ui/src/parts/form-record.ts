import type { FaultAt, FormKey } from '../api/types'

/** A record while it is written: JSON, in which a key that is missing is undefined. */
export type Draft = Record<string, unknown>

/** All that stands in a form, so that it can be kept and put back. */
export interface FormState {
  record: Draft
  reason: string
}

/** Where what stands in a form is kept while it is not saved, by a place such as `record:questions:q1`. */
export interface FormDrafts {
  read(place: string): Promise<FormState | null>
  /** Called at every change; null removes what was kept. */
  keep(place: string, state: FormState | null): void
}

/** The value without what is empty; undefined where nothing is left. */
export function pruned(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (Array.isArray(value)) {
    const kept = value.map(pruned).filter((one) => one !== undefined)
    return kept.length === 0 ? undefined : kept
  }
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value)
      .map(([key, inner]) => [key, pruned(inner)] as const)
      .filter(([, inner]) => inner !== undefined)
    // "About" without a time says nothing.
    const kept = pairs.filter(
      ([key]) => !['approximate', 'precision'].includes(key) || 'at' in Object.fromEntries(pairs),
    )
    return kept.length === 0 ? undefined : Object.fromEntries(kept)
  }
  return value ?? undefined
}

/** The same value, whatever the order of its keys. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, n) => same(one, b[n]))
    )
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => same((a as Draft)[key], (b as Draft)[key]))
}

/** The keys that differ from the record as it stood, each whole; null where one was emptied. */
export function changes(keys: FormKey[], before: Draft, now: Draft): Draft {
  const sets: Draft = {}
  for (const { key } of keys) {
    const value = pruned(now[key])
    if (!same(value, pruned(before[key]))) sets[key] = value ?? null
  }
  return sets
}

/** The id of the field at a path, such as `$.told[0].at`. */
export function fieldId(path: string): string {
  return `field${path.replaceAll(/[^a-z0-9_]+/gi, '-')}`
}

/** What is wrong at a path, or inside what the field there holds. */
export function faultAt(faults: FaultAt[], path: string, within: boolean): string {
  const of = (fault: FaultAt) =>
    fault.path === path ||
    (within && (fault.path.startsWith(`${path}.`) || fault.path.startsWith(`${path}[`)))
  return faults
    .filter(of)
    .map((fault) => fault.message)
    .join(' ')
}

/** Whether a key holds the bytes of a file somewhere: those come in by attaching, not by a form. */
export function holdsFile(key: FormKey): boolean {
  return key.holds.type === 'file' || (key.holds.type === 'object' && key.holds.keys.some(holdsFile))
}
