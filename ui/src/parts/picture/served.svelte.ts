import type { EntryStep, Picture, Place, Point, Stretch, Ticks } from '../../api/types'

/** What a picture asks of the door: the page reads no instant, and of very much it holds only what it draws. */
export interface PictureDoor {
  /** What the axis says of a stretch. */
  ticks: (stretch: Stretch, most: number) => Promise<Ticks>
  /** The marks of a stretch, each for so many milliseconds. */
  marks: (stretch: Stretch, width: number) => Promise<Point[]>
  /** An entry, found from another. */
  entry: (at: Place | null, step: EntryStep) => Promise<Point | null>
}

/** Whether this is the picture of another case, not of the same one written on. */
export const another = (picture: Picture, before: Picture) =>
  picture.all.from !== before.all.from && picture.opens.from !== before.opens.from

const same = (a: Place | null | undefined, b: Place | null) =>
  b !== null && a?.id === b.id && a.list === b.list

/** The marks in sight of a picture of very much, and the entry that is chosen in it. */
export class Served {
  points = $state.raw<Point[]>([])
  #active = $state.raw<Point | null>(null)
  #activeOf: Picture | null = null
  #held: { picture: Picture; bucket: number; stretch: Stretch } | null = null
  #turn = 0
  #last: Promise<void> = Promise.resolve()
  readonly #door: () => PictureDoor

  constructor(door: () => PictureDoor) {
    this.#door = door
  }

  /** The chosen entry, once the door has said where it stands. */
  active(selection: Place | null): Point | undefined {
    return same(this.#active?.place, selection) ? (this.#active ?? undefined) : undefined
  }

  /** Asks for the marks of a stretch once one holds still, and of as much again beside it. */
  see(picture: Picture, view: Stretch, bucket: number): (() => void) | undefined {
    const held = this.#held
    if (held !== null && another(picture, held.picture)) this.points = []
    if (!picture.many) return undefined
    const there =
      held?.picture === picture &&
      held.bucket === bucket &&
      view.from >= held.stretch.from &&
      view.to <= held.stretch.to
    if (there) return undefined
    const half = (view.to - view.from) / 2
    const stretch = { from: Math.floor(view.from - half), to: Math.ceil(view.to + half) }
    const mine = ++this.#turn
    const ask = async () => {
      const points = await this.#door().marks(stretch, bucket)
      if (mine !== this.#turn) return
      this.#held = { picture, bucket, stretch }
      this.points = points
    }
    const wait = setTimeout(() => void ask().catch(() => undefined), held?.picture === picture ? 60 : 0)
    return () => clearTimeout(wait)
  }

  /** Asks where the selection stands, in this picture. */
  find(picture: Picture, selection: Place | null) {
    if (!picture.many || selection === null) return
    if (this.#activeOf === picture && same(this.#active?.place, selection)) return
    const ask = async () => {
      const found = await this.#door().entry(selection, { to: 'itself' })
      if (found !== null) this.#take(picture, found)
    }
    void ask().catch(() => undefined)
  }

  /** Goes from the selection to another entry; of several steps each begins where the one before it ended. */
  go(
    picture: Picture,
    selection: () => Place | null,
    step: EntryStep,
    choose: (point: Point) => void,
  ): Promise<void> {
    const ask = async () => {
      const found = await this.#door().entry(selection(), step)
      if (found === null) return
      this.#take(picture, found)
      choose(found)
    }
    this.#last = this.#last.then(ask).catch(() => undefined)
    return this.#last
  }

  #take(picture: Picture, point: Point) {
    this.#active = point
    this.#activeOf = picture
  }
}
