/** What language models sent and returned, as it was recorded, goes through the game: the same rules, and the same money left. */
import { expect, test } from 'vitest'
import { entriesOf, play } from '../playing.contract.ts'
import { listed } from '../playing.contract.ts'
import { trustGame } from '../scenario.ts'
import { recordedGroups } from './recorded-groups.contract.ts'

const rounds = recordedGroups.flat()
/** Cents; only the trustor is endowed; each round from scratch; the horizon is told. */
const PARAMETERS = { rounds: 7, endow: 'trustor', step: 0.01 }

test('sixteen groups of seven rounds are there, each with the words of both', () => {
  expect(recordedGroups).toHaveLength(16)
  expect(rounds).toHaveLength(112)
  for (const { words } of rounds)
    for (const one of words) expect(one).toMatch(/belie|desire|inten/i)
})

test('every round keeps the rules, decimals among them', () => {
  for (const { sent, returned } of rounds) {
    expect(sent).toBeGreaterThanOrEqual(0)
    expect(sent).toBeLessThanOrEqual(10)
    expect(returned).toBeGreaterThanOrEqual(0)
    expect(returned).toBeLessThanOrEqual(3 * sent)
  }
  expect(rounds.filter(({ sent }) => !Number.isInteger(sent))).not.toEqual([])
  expect(rounds.filter(({ returned }) => !Number.isInteger(returned))).not.toEqual([])
})

test.each(recordedGroups.map((group, i) => [i + 1, group] as const))(
  'group %i, played again, leaves each player what it was told that it had left',
  async (_, group) => {
    const player = listed({
      'trustor/send': group.map(({ sent }) => sent),
      'trustee/return': group.map(({ returned }) => returned),
    })
    const { entries, readings } = await play(trustGame, ['trustor', 'trustee'], PARAMETERS, {
      player,
    })
    const paid = entriesOf(entries, 'payoff-awarded')
    const paidTo = (who: string): number[] =>
      paid.filter(({ to }) => to === who).map(({ points }) => points)
    const [trustor, trustee] = [paidTo('p1'), paidTo('p2')]
    expect([trustor.length, trustee.length]).toEqual([7, 7])
    group.forEach(({ sent, returned, left }, i) => {
      // To the cent: the sums of the released files are those of binary fractions.
      expect(trustor[i]).toBeCloseTo(left?.[0] ?? 10 - sent + returned, 9)
      expect(trustee[i]).toBeCloseTo(left?.[1] ?? 3 * sent - returned, 9)
      expect(String(trustor[i])).toMatch(/^\d+(\.\d\d?)?$/)
    })
    const last = readings.findLast(({ role }) => role === 'trustor')?.parts['history']?.split('\n')
    expect(last).toHaveLength(6)
  },
)

test('more came back than was sent, in every round, in seven groups of sixteen (43.75 %)', () => {
  const groups = recordedGroups.filter((group) =>
    group.every(({ sent, returned }) => returned > sent),
  )
  expect(groups.length / recordedGroups.length).toBe(0.4375)
})

test('the share that came back changed from round to round by at most a tenth, in nine groups of sixteen (56.25 %)', () => {
  const groups = recordedGroups.filter((group) => {
    const shares = group.map(({ sent, returned }) => returned / (3 * sent))
    return shares.slice(1).every((share, i) => Math.abs(share - (shares[i] as number)) <= 0.1)
  })
  expect(groups.length / recordedGroups.length).toBe(0.5625)
})
