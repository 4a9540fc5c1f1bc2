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
  jurisdiction = $state('')
  aware = $state('')
  about = $state(true)
}
