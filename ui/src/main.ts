import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'

import { mount } from 'svelte'

import App from './App.svelte'
import { type Backend, ask, failureOf } from './api/backend'
import { tauri } from './api/tauri'
import { setLetterKeys } from './keys/letters'
import { tameSelectAll } from './keys/select-all'
import { attend } from './state/attend'
import { followContrast, setContrast } from './state/contrast'
import { Session } from './state/session.svelte'

/** In `npm run dev` the page stands in a plain browser and replays recorded answers. */
async function backend(): Promise<Backend> {
  if (import.meta.env.DEV && !('__TAURI_INTERNALS__' in window))
    return (await import('./api/replay')).replay()
  return tauri
}

const target = document.getElementById('app')
if (target === null) throw new Error('index.html has no #app')
const door = await backend()
const session = new Session(door)
attend(door)
followContrast()
tameSelectAll(window)
// The lock screen too is drawn so; where settings cannot be read, the system decides.
void ask(door, { act: 'settings' }, 'settings').then(
  ({ settings }) => {
    setContrast(settings.more_contrast)
    setLetterKeys(settings.letter_keys)
  },
  () => undefined,
)

// A fault that nothing caught is said in the window, not swallowed.
window.addEventListener('error', (event) => {
  // Every virtual list makes engines say this while it measures what came into view; nothing is wrong then.
  if (event.message.startsWith('ResizeObserver loop completed')) return
  session.failure = failureOf(event.error ?? event.message)
})
window.addEventListener('unhandledrejection', (event) => (session.failure = failureOf(event.reason)))

// The menu bar of macOS has help in it, which is there without a case too.
window.addEventListener('breachbook-act', (event) => {
  if ((event as CustomEvent<string>).detail === 'help') session.over = 'help'
})

mount(App, { target, props: { session } })
