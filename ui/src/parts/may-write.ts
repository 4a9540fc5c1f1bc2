import { getContext, setContext } from 'svelte'

const KEY = Symbol('may write')

/** Says to everything inside whether something can be written into the vault; asked each time. */
export function sayMayWrite(may: () => boolean) {
  setContext(KEY, may)
}

/** Whether something can be written into the vault: what only writes is not offered where it cannot. */
export function mayWrite(): () => boolean {
  return getContext<(() => boolean) | undefined>(KEY) ?? (() => true)
}
