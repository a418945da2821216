/** Users of a project and the coders that they are. */
import { expect, test } from 'vitest'
import { userMatcher } from './match-users.ts'
import { guids, type QdaCoder } from './qda-record.ts'
import type { QdeProject } from './qde.ts'

function matched(
  users: readonly { readonly guid: string; readonly name: string }[],
  coders: readonly QdaCoder[],
) {
  const project: QdeProject = {
    origin: '',
    users,
    codes: [],
    sources: [],
    notes: [],
    passed: new Map(),
  }
  const active = new Set(users.map(({ guid }) => guid))
  const naming = { place: 'x', prefix: '', coder: null }
  const coderOf = userMatcher(project, coders, active, naming)
  return users.map(({ guid }) => coderOf(guid))
}

const judge: QdaCoder = { name: 'Änn', kind: 'judge' }
const human: QdaCoder = { name: 'änn', kind: 'human' }
const [JUDGE, HUMAN] = [guids.user(judge), guids.user(human)]

test('a person and a judge whose names differ by capitals alone stay two', () => {
  const users = [
    { guid: JUDGE, name: 'Änn' },
    { guid: HUMAN, name: 'änn' },
  ]
  const both = [
    { name: 'Änn', isPerson: false },
    { name: 'änn', isPerson: true },
  ]
  expect(matched(users, [judge, human])).toEqual(both)
  expect(matched(users, [human, judge])).toEqual(both)
  const renewed = users.map(({ name }, i) => ({ name, guid: `new ${i}` }))
  expect(matched(renewed, [judge, human])).toEqual(both)
})

test('a user who was renamed is still the coder of the GUID', () => {
  expect(matched([{ guid: HUMAN, name: 'Anna' }], [human])).toEqual([
    { name: 'änn', isPerson: true },
  ])
})

test('whatever the capitals, where only one coder is called so', () => {
  expect(matched([{ guid: 'other', name: 'ÄNN' }], [human])).toEqual([
    { name: 'änn', isPerson: true },
  ])
})

test('a judge of another record is no person here, and a person of another record is one', () => {
  const users = (['judge', 'rule', 'settled', 'human'] as const).map((kind) => ({
    name: 'x',
    guid: guids.user({ name: 'x', kind }),
  }))
  expect(users.map((user) => matched([user], [])[0]?.isPerson)).toEqual([false, false, false, true])
})
