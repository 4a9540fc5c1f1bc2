import recorded from './answers-reports.json'
import type { PreviewPage, Request, Response } from './types'

type Names =
  | 'reports'
  | `preview-${'team' | 'force' | 'federation' | 'ico' | 'nca' | 'public'}`
  | 'made'
  | 'checked'
  | 'changed'
  | 'compared'
  | 'idle'

/** What the real door answered about reports of a case (`cargo xtask types` records it), and some of its pages. */
export const reportAnswers = recorded as unknown as Record<Names, Response> & {
  pages: { is: 'preview-page'; page: PreviewPage }[]
}

/** Answers what is asked about reports; undefined for the rest. */
export function replayReports(request: Request): Response | undefined {
  switch (request.act) {
    case 'reports':
      return reportAnswers.reports
    case 'preview':
      return reportAnswers[`preview-${request.audience}` as Names]
    case 'preview-page': {
      const { pages } = reportAnswers
      const found = pages[request.page % pages.length]
      return found && { ...found, page: { ...found.page, n: request.page } }
    }
    case 'make-report':
      return reportAnswers.made
    case 'save-released':
      return { is: 'saved', file: request.out }
    case 'check-report':
      if (request.earlier !== null) return reportAnswers.compared
      return request.file.includes('changed') ? reportAnswers.changed : reportAnswers.checked
    case 'progress':
    case 'cancel':
      return reportAnswers.idle
    default:
      return undefined
  }
}
