import { expect, test } from 'vitest'
import type { HappenedTick, Happening } from './known-boundary.ts'
import { sourcePlace } from './source-place.ts'

function happening(place: number, kind: string, who: string | null, what: string): Happening {
  const rest = { text: null, knownTo: ['p1'], isAhead: false, isPlanted: false, told: [] }
  return { place, kind, who, what, ...rest }
}

const TICK: HappenedTick = {
  tick: 3,
  round: 2,
  phase: 'talking',
  seq: 40,
  happenings: [
    happening(0, 'message-sent', 'p2', 'says on public'),
    happening(2, 'fact-shown', null, 'fact outcome'),
    happening(5, 'payoff-awarded', 'p1', 'gets 3 points'),
    happening(6, 'message-sent', 'p3', 'says on public'),
    happening(7, 'message-sent', 'p3', 'says on side'),
  ],
}
const place = (source: string | null): unknown => sourcePlace(source, 'p1', [TICK])

test('what a part of a prompt comes from is found down to its entry', () => {
  expect(place('message:p2@3')).toEqual({ tick: 3, entry: 40 })
  expect(place('fact:outcome@3')).toEqual({ tick: 3, entry: 42 })
  expect(place('payoff@3')).toEqual({ tick: 3, entry: 45 })
  expect(place('experiment:message:p2@3')).toEqual({ tick: 3, entry: 40 })
})

test('its tick alone is told where several entries fit, or the tick is not at hand', () => {
  expect(place('message:p3@3')).toEqual({ tick: 3 })
  expect(place('message:p2@1')).toEqual({ tick: 1 })
})

test('what comes from no tick has no place', () => {
  expect(place(null)).toBeUndefined()
  expect(place('persona:people/anna')).toBeUndefined()
})
