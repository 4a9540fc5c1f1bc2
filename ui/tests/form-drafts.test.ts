import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Backend } from '../src/api/backend'
import { Keeper } from '../src/api/keeper'
import type { Request } from '../src/api/types'
import { CaseDrafts } from '../src/state/form-drafts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A vault that keeps drafts, and what it was asked. Its disk may be full. */
function vault(full = false) {
  const disk = { full }
  const kept = new Map<string, string>()
  const asked: Request[] = []
  const backend = {
    async call(request: Request) {
      asked.push(request)
      if (request.act === 'draft') return { is: 'draft', text: kept.get(request.place) ?? '' }
      if (request.act !== 'keep-draft') throw new Error(request.act)
      if (disk.full) throw { code: 'disk-full', sentence: 'The disk is full.', remedy: 'Make room.' }
      kept.set(request.place, request.text)
      return { is: 'draft-kept' }
    },
  } as unknown as Backend
  return { backend, kept, asked, disk }
}

const state = (text: string) => ({ record: { text }, reason: '' })

test('what is typed is in the vault half a second after the last key, once', async () => {
  const { backend, kept, asked } = vault()
  const drafts = new CaseDrafts(new Keeper(backend), 'R', () => undefined)
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
  const drafts = new CaseDrafts(new Keeper(backend), 'R', () => undefined)
  drafts.keep('record:events:e:1', state('x'))
  await drafts.flush()
  expect(asked[0]).toMatchObject({ act: 'keep-draft', about: 'e:1' })
  expect(await drafts.read('record:events:e:1')).toEqual(state('x'))
})

test('a form that was saved or cancelled leaves no draft', async () => {
  const { backend } = vault()
  const drafts = new CaseDrafts(new Keeper(backend), 'R', () => undefined)
  drafts.keep('record:events:new', state('x'))
  drafts.keep('record:events:new', null)
  await vi.advanceTimersByTimeAsync(0)
  expect(await drafts.read('record:events:new')).toBeNull()
})

test('a draft that could not be kept is said', async () => {
  const failed: unknown[] = []
  const drafts = new CaseDrafts(new Keeper(vault(true).backend), 'R', (thrown) => failed.push(thrown))
  drafts.keep('record:events:new', state('x'))
  await drafts.flush()
  expect(failed).toMatchObject([{ code: 'disk-full' }])
})

test('somebody who types without a pause is kept half a second behind all the same', async () => {
  const { backend, kept } = vault()
  const drafts = new CaseDrafts(new Keeper(backend), 'R', () => undefined)
  for (let n = 1; n <= 10; n++) {
    drafts.keep('record:events:new', state('x'.repeat(n)))
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(kept.get('record:events:new')).toContain('x'.repeat(8))
})

test('what could not be kept is there again when its place is, and is named by its kind alone', async () => {
  const { backend, kept, disk } = vault(true)
  const told: unknown[] = []
  const keeper = new Keeper(backend, (what) => told.push(what))
  new CaseDrafts(keeper, 'R', () => undefined).keep('record:events:new', state('x'))
  await vi.advanceTimersByTimeAsync(500)
  // Another case was open in between: the drafts are others, the keeper is the same.
  expect(await new CaseDrafts(keeper, 'R', () => undefined).read('record:events:new')).toEqual(state('x'))
  new CaseDrafts(keeper, null, () => undefined).keep('new-case', state('y'))
  new CaseDrafts(keeper, 'R', () => undefined).keep('withdraw:events:e1', state('z'))
  await vi.advanceTimersByTimeAsync(500)
  expect(keeper.unkept).toEqual(['form', 'new-case', 'reason'])
  expect(told.at(-1)).toEqual(['form', 'new-case', 'reason'])
  disk.full = false
  await vi.advanceTimersByTimeAsync(4000)
  expect(keeper.unkept).toEqual([])
  expect(told.at(-1)).toEqual([])
  expect([...kept.keys()].sort()).toEqual(['new-case', 'record:events:new', 'withdraw:events:e1'])
})
