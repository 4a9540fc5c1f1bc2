import { invoke } from '@tauri-apps/api/core'

import type { Backend } from './backend'

/** The shell's one command, with a request to the door or to the window. */
export const tauri: Backend = {
  call: (request) => invoke('call', { request }),
  window: (request) => invoke('call', { window: request }),
}
