import { invoke } from '@tauri-apps/api/core'

import type { Backend } from './backend'

/** The shell's one command. */
export const tauri: Backend = {
  call: (request) => invoke('call', { request }),
}
