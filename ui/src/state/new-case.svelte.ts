type Kept = Record<string, unknown>

/** What was answered about a new case so far. It outlives the form: who looks away loses nothing. */
export class NewCaseAnswers {
  title = $state('')
  reference = $state('')
  /** Once somebody has typed a reference of their own, none is proposed any more. */
  own = $state(false)
  incidentType = $state('disclosure')
  keeper = $state({ name: '', kind: 'federation' })
  whose = $state('other')
  controller = $state({ name: '', kind: 'force' })
  /** What the controller processes the data for: one of the regimes, or nothing yet. */
  regime = $state('')
  jurisdiction = $state('')
  aware = $state('')
  about = $state(false)
  /** Who may get reports of it beside the team; nobody until somebody says so. */
  audience = $state<string[]>([])

  /** All of it, so that it can be kept and put back; a reference that was only proposed is proposed again. */
  all(): Kept {
    const { title, own, incidentType, whose, regime, jurisdiction, aware, about, audience } = this
    const bodies = { keeper: { ...this.keeper }, controller: { ...this.controller } }
    return {
      title,
      reference: own ? this.reference : '',
      own,
      incidentType,
      whose,
      regime,
      jurisdiction,
      aware,
      about,
      audience: [...audience],
      ...bodies,
    }
  }

  /** Whether nobody has answered anything yet. */
  get untouched(): boolean {
    return JSON.stringify(this.all()) === JSON.stringify(new NewCaseAnswers().all())
  }

  /** Puts back what was kept; what has another form is passed over. */
  put(kept: Kept) {
    const fits = (now: unknown, then: unknown) =>
      typeof now === typeof then && then !== null && Array.isArray(now) === Array.isArray(then)
    const known = Object.entries(this.all()).filter(([key, now]) => fits(now, kept[key]))
    Object.assign(this, Object.fromEntries(known.map(([key]) => [key, kept[key]])))
  }
}
