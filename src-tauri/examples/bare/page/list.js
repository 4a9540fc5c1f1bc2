// The least that draws 100,000 rows of one height: those in sight and a screen more, put in their places.
const HEIGHT = 40
const COUNT = 100_000
const list = document.getElementById('list')
const all = document.getElementById('all')
all.style.height = `${HEIGHT * COUNT}px`
const drawn = new Map()

function draw() {
  const first = Math.max(0, Math.floor(list.scrollTop / HEIGHT) - 15)
  const last = Math.min(COUNT - 1, first + Math.ceil(list.clientHeight / HEIGHT) + 30)
  for (const [n, row] of drawn) {
    if (n >= first && n <= last) continue
    row.remove()
    drawn.delete(n)
  }
  for (let n = first; n <= last; n++) {
    if (drawn.has(n)) continue
    const row = document.createElement('div')
    row.className = 'row'
    row.style.top = `${n * HEIGHT}px`
    row.textContent = `Row ${n}: the switchboard reports calls from families of officers`
    drawn.set(n, row)
    all.append(row)
  }
}

list.addEventListener('scroll', draw)
draw()
