import '@testing-library/jest-dom/vitest'
import { configure } from '@testing-library/svelte'

// A busy machine is slow, and no reason to fail.
configure({ asyncUtilTimeout: 20_000 })

// What jsdom lacks and the page needs: a layout for the virtual list (rows of 46 px in a view of 600), and the
// browser's own modal dialog.
class Layout implements ResizeObserver {
  readonly #seen = new Set<Element>()
  constructor(private readonly callback: ResizeObserverCallback) {}
  observe(target: Element) {
    this.#seen.add(target)
    const row = target.querySelector(':scope > [role=row]') !== null
    const size = { width: 940, height: row ? 46 : 600 }
    const entry = { target, contentRect: size } as unknown as ResizeObserverEntry
    queueMicrotask(() => this.#seen.has(target) && this.callback([entry], this))
  }
  unobserve(target: Element) {
    this.#seen.delete(target)
  }
  disconnect() {
    this.#seen.clear()
  }
}
globalThis.ResizeObserver = Layout
Element.prototype.scrollIntoView = () => undefined
Element.prototype.scrollTo = () => undefined
// virtua measures only what is laid out.
Object.defineProperty(HTMLElement.prototype, 'offsetParent', { get: () => document.body })
HTMLDialogElement.prototype.showModal = function () {
  this.open = true
}
HTMLDialogElement.prototype.close = function () {
  this.open = false
}
