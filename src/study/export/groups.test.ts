/** Groups: as the record tells them, and one of all where it does not. */
import { describe, expect, test } from 'vitest'
import { samplePlan } from '../../io/store/testing/sample-plan.ts'
import type { TickEntry } from '../../record/entry.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import { groupsDrawn, groupsInPlan, type GroupPlaces } from './groups.ts'

const four = (parameters: Plan['parameters']): Plan => {
  const [seat] = samplePlan().seats
  return samplePlan({
    parameters,
    seats: [1, 2, 3, 4].map((n) => ({ ...seat!, participant: ParticipantId.parse(`p${n}`) })),
  })
}
const told = (places: GroupPlaces): string =>
  [...places]
    .map(([id, { group, place }]) => `${id}:${group}.${place}`)
    .sort()
    .join(' ')
const drawn = (stream: string, value: unknown): TickEntry => ({
  kind: 'chance-drawn',
  stream,
  of: null,
  value: value as never,
})

describe('groups', () => {
  test.each<[string, Plan['parameters'], string]>([
    ['all seats where nothing is told', {}, 'p1:1.1 p2:1.2 p3:1.3 p4:1.4'],
    ['neighbours where partners stay together', { groupSize: 2 }, 'p1:1.1 p2:1.2 p3:2.1 p4:2.2'],
    [
      'all seats until strangers are drawn',
      { groupSize: 2, matching: 'stranger' },
      'p1:1.1 p2:1.2 p3:1.3 p4:1.4',
    ],
    ['whatever a parameter of that name may be', { groupSize: 'x' }, 'p1:1.1 p2:1.2 p3:1.3 p4:1.4'],
  ])('are %s', (_, parameters, places) => {
    expect(told(groupsInPlan(four(parameters)))).toBe(places)
  })

  test('are those that chance drew, as lists or by name; who is in none stays', () => {
    const before = groupsInPlan(four({}))
    const pairs = drawn('pairs', { round: 1, pairs: [['p4', 'p1'], ['p2']] })
    expect(told(groupsDrawn(before, [pairs]))).toBe('p1:1.2 p2:2.1 p3:1.3 p4:1.1')
    const named = drawn('groups', {
      groups: [
        { A: 'p3', B: 'p2' },
        { A: 'p1', B: 'p4' },
      ],
    })
    expect(told(groupsDrawn(before, [named]))).toBe('p1:2.1 p2:1.2 p3:1.1 p4:2.2')
  })

  test('are not what other draws look like', () => {
    const before = groupsInPlan(four({}))
    for (const value of [null, 7, 'groups', [], { groups: 'x' }, { groups: [['x', 3, null]] }])
      expect(
        groupsDrawn(before, [drawn('groups', value), drawn('noise', { groups: [['p1']] })]),
      ).toBe(before)
  })
})
