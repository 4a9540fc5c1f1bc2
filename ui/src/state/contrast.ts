/** What the system says, as far as the webview knows it. */
const wish = () => window.matchMedia?.('(prefers-contrast: more)')

let always = false

/** Draws the page in high contrast: always, or where the system wishes it. The colours are in `tokens.css`. */
export function setContrast(whatever: boolean): void {
  always = whatever
  draw()
}

/** Follows the system's wish from now on. */
export function followContrast(): void {
  wish()?.addEventListener('change', draw)
  draw()
}

function draw() {
  const more = always || wish()?.matches === true
  document.documentElement.dataset['contrast'] = more ? 'more' : 'usual'
}
