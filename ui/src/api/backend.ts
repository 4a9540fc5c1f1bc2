import type { Failure, Request, Response } from './types'
import type { WindowRequest, WindowResponse } from './window-types'

/** What answers the window's questions: the shell, or recorded answers in a plain browser and in tests. */
export interface Backend {
  /** Answers a request, or throws a `Failure`. */
  call(request: Request): Promise<Response>
  /** Answers what is about the window and not the vault: dialogs, zoom. A page without a window has none. */
  window?(request: WindowRequest): Promise<WindowResponse>
}

type Answer<Is extends Response['is']> = Extract<Response, { is: Is }>

/** Asks, and insists on the kind of answer that belongs to the request. Throws a `Failure`. */
export async function ask<Is extends Response['is']>(
  backend: Backend,
  request: Request,
  is: Is,
): Promise<Answer<Is>> {
  const response = await backend.call(request)
  if (response.is !== is) throw unexpected(`The answer to “${request.act}” was “${response.is}”.`)
  return response as Answer<Is>
}

/** The path that a person chose in a dialog of the system; null where it was closed without a choice. */
export async function pick(backend: Backend, request: WindowRequest): Promise<string | null> {
  const response = await backend.window?.(request)
  return response?.is === 'picked' ? response.path : null
}

/** Whatever was thrown, as a failure with a sentence and a remedy. */
export function failureOf(thrown: unknown): Failure {
  return isFailure(thrown) ? thrown : unexpected(thrown instanceof Error ? thrown.message : String(thrown))
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' && value !== null && 'code' in value && 'sentence' in value && 'remedy' in value
  )
}

function unexpected(detail: string): Failure {
  return {
    code: 'window-fault',
    sentence: `Something went wrong in this window. ${detail}`,
    remedy: 'Nothing that was written in is lost. Close the window and open it again.',
  }
}
