import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Backend } from '../src/api/backend'
import type { Request } from '../src/api/types'
import { CaseDrafts } from '../src/state/form-drafts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A vault that keeps drafts, and what it was asked. */
function vault(fails = false) {
  const kept = new Map<string, string>()
  const asked: Request[] = []
  const backend = {
    async call(request: Request) {
      asked.push(request)
      if (request.act === 'draft') return { is: 'draft', text: kept.get(request.place) ?? '' }
      if (request.act !== 'keep-draft') throw new Error(request.act)
      if (fails) throw { code: 'disk-full', sentence: 'The disk is full.', remedy: 'Make room.' }
      kept.set(request.place, request.text)
      return { is: 'draft-kept' }
    },
  } as unknown as Backend
  return { backend, kept, asked }
}

const state = (text: string) => ({ record: { text }, reason: '' })

test('what is typed is in the vault half a second after the last key, once', async () => {
  const { backend, kept, asked } = vault()
  const drafts = new CaseDrafts(backend, 'R', () => undefined)
  drafts.keep('record:events:new', state('The'))
  await vi.advanceTimersByTimeAsync(200)
  drafts.keep('record:events:new', state('The rota'))
  expect(asked).toEqual([])
  await vi.advanceTimersByTimeAsync(500)
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ reference: 'R', about: null })
  expect(JSON.parse(kept.get('record:events:new') ?? '')).toEqual(state('The rota'))
})

test('a lock waits for what was typed a moment ago, and a draft of a record names it', async () => {
  const { backend, asked } = vault()
  const drafts = new CaseDrafts(backend, 'R', () => undefined)
  drafts.keep('record:events:e:1', state('x'))
  await drafts.flush()
  expect(asked[0]).toMatchObject({ act: 'keep-draft', about: 'e:1' })
  expect(await drafts.read('record:events:e:1')).toEqual(state('x'))
})

test('a form that was saved or cancelled leaves no draft', async () => {
  const { backend } = vault()
  const drafts = new CaseDrafts(backend, 'R', () => undefined)
  drafts.keep('record:events:new', state('x'))
  drafts.keep('record:events:new', null)
  await vi.advanceTimersByTimeAsync(0)
  expect(await drafts.read('record:events:new')).toBeNull()
})

test('a draft that could not be kept is said', async () => {
  const failed: unknown[] = []
  const drafts = new CaseDrafts(vault(true).backend, 'R', (thrown) => failed.push(thrown))
  drafts.keep('record:events:new', state('x'))
  await drafts.flush()
  expect(failed).toMatchObject([{ code: 'disk-full' }])
})
