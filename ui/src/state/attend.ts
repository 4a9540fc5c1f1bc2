import type { Backend } from '../api/backend'
import type { ZoomStep } from '../api/window-types'

/** How often somebody's presence is told at most, in milliseconds. */
const SELDOM = 10_000

const ZOOM: Record<string, ZoomStep> = { '+': 'in', '=': 'in', '-': 'out', _: 'out', '0': 'reset' }

/**
 * Tells the window that somebody is there, whenever a key or the pointer is touched, and passes on the keys of zoom.
 * Which is too long without anybody, the window decides.
 */
export function attend(backend: Backend, target: Window = window): () => void {
  let told = -SELDOM
  // What is lost here is told again with the next key.
  const send = (request: Parameters<NonNullable<Backend['window']>>[0]) =>
    void backend.window?.(request).catch(() => undefined)

  function present(event: Event) {
    if (event.timeStamp - told < SELDOM) return
    told = event.timeStamp
    send({ act: 'awake' })
  }

  function zoom(event: KeyboardEvent) {
    const step = ZOOM[event.key]
    if (!(event.ctrlKey || event.metaKey) || event.altKey || step === undefined) return
    event.preventDefault()
    send({ act: 'zoom', step })
  }

  const seen = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
  for (const name of seen) target.addEventListener(name, present, { capture: true, passive: true })
  target.addEventListener('keydown', zoom)
  return () => {
    for (const name of seen) target.removeEventListener(name, present, { capture: true })
    target.removeEventListener('keydown', zoom)
  }
}
