/** Changes of records are told to all who hear, for one look each, and only while somebody hears. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { recordChanges } from './record-changes.ts'
import type { Opened } from './records.ts'

const LOOK_MS = 2

/** A record that counts how often it is looked at. */
function lookedAt() {
  const state = { stamp: 1, looks: 0, isClosed: false }
  const record = {
    id: 'games',
    firstStamp: 1,
    stamp() {
      if (state.isClosed) throw new Error('it is closed')
      state.looks++
      return state.stamp
    },
  }
  return { state, records: { opened: () => [record as unknown as Opened] } }
}

test('what changed is told once to each who hears, however many there are, for one look', async () => {
  const { state, records } = lookedAt()
  const changes = recordChanges(records, LOOK_MS)
  const told: string[] = []
  const looksWhenTold: number[] = []
  const ends = ['a', 'b', 'c'].map((name) =>
    changes.hear((record) => {
      told.push(`${name} ${record}`)
      looksWhenTold.push(state.looks)
    }),
  )
  state.stamp = 2
  while (told.length < 3) await sleep(LOOK_MS)
  await sleep(5 * LOOK_MS)
  expect(told).toEqual(['a games', 'b games', 'c games'])
  expect(new Set(looksWhenTold).size).toBe(1)
  for (const end of ends) end()
})

test('nothing is looked at before anybody hears, and after the last has left', async () => {
  const { state, records } = lookedAt()
  const changes = recordChanges(records, LOOK_MS)
  await sleep(5 * LOOK_MS)
  expect(state.looks).toBe(0)
  const [one, other] = [changes.hear(() => undefined), changes.hear(() => undefined)]
  one()
  while (state.looks === 0) await sleep(LOOK_MS)
  other()
  const { looks } = state
  await sleep(5 * LOOK_MS)
  expect(state.looks).toBe(looks)
})

test('what changed while nobody heard is told to the next', async () => {
  const { state, records } = lookedAt()
  const changes = recordChanges(records, LOOK_MS)
  changes.hear(() => undefined)()
  state.stamp = 2
  const record = await new Promise<string>((resolve) => changes.hear(resolve))
  expect(record).toBe('games')
})

test('a record that was closed is passed over', async () => {
  const { state, records } = lookedAt()
  const changes = recordChanges(records, LOOK_MS)
  const told: string[] = []
  const end = changes.hear((record) => told.push(record))
  state.isClosed = true
  await sleep(5 * LOOK_MS)
  state.isClosed = false
  state.stamp = 2
  while (told.length === 0) await sleep(LOOK_MS)
  expect(told).toEqual(['games'])
  end()
})
