/** What deterministic strategies play against given series, worked out by hand from their definitions. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { AnyStrategy, Move } from '../src/index.ts'
import { addRound, emptyHistory } from '../src/play/agent/history.ts'
import { movesAgainst, playMatch } from '../src/play/agent/strategy-match.ts'
import { Streams } from '../src/index.ts'
import { adaptive, adaptivePavlov } from './adaptive.ts'
import { adaptiveTitForTat, omegaTitForTat } from './adaptive-tit-for-tat.ts'
import * as fsm from './automata.ts'
import { alwaysCooperate, alwaysDefect } from './constant.ts'
import { contriteTitForTat } from './contrite-tit-for-tat.ts'
import * as cyclers from './cycler.ts'
import { downing } from './downing.ts'
import { tullock } from './first-tournament.ts'
import { graaskamp } from './graaskamp.ts'
import { gradual, gradualKiller, shubik } from './gradual.ts'
import * as grims from './grim.ts'
import * as majorities from './majority.ts'
import * as mild from './mild-grim.ts'
import { nydegger } from './nydegger.ts'
import { cooperateOnce, defectOnce } from './once.ts'
import * as probers from './prober.ts'
import { steinRapoport } from './stein-rapoport.ts'
import { tidemanChieruzzi } from './tideman-chieruzzi.ts'
import * as tfts from './tit-for-tat.ts'
import * as tats from './tits-for-tats.ts'
import { winShiftLoseStay, winStayLoseShift } from './win-stay-lose-shift.ts'

/** The strategy, the opponent's moves, its own: one for each, and the one that follows. */
type Line = readonly [AnyStrategy, string, string, parameters?: Record<string, unknown>]

const LINES: readonly Line[] = [
  [alwaysCooperate, 'CDD', 'CCCC'],
  [alwaysDefect, 'CDD', 'DDDD'],
  [tfts.titForTat, 'CDDCCDCD', 'CCDDCCDCD'],
  [tfts.suspiciousTitForTat, 'CDDCCDCD', 'DCDDCCDCD'],
  [tfts.reverseTitForTat, 'CDDCCDCD', 'DDCCDDCDC'],
  [tfts.antiTitForTat, 'CDDCCDCD', 'CDCCDDCDC'],
  [tats.titForTwoTats, 'CDDCCDCD', 'CCCDCCCCC'],
  [tats.twoTitsForTat, 'CDDCCDCD', 'CCDDDCDDD'],
  [tats.nTitsForMTats, 'CDDCCDCD', 'CCCDDDCCC'],
  [tats.hardTitForTat, 'CDDCCDCD', 'DCDDDDDDD'],
  [tats.hardTitForTat, 'DCCCC', 'DDDDCC'],
  [tats.hardTitForTat, 'DCCCC', 'CDDDCC', { opening: 'C' }],
  [tats.hardTitForTwoTats, 'CDDCCDCD', 'CCCDDCCCC'],
  [tats.slowTitForTat, 'CDDCCDCD', 'CCCDDCCCC'],
  [contriteTitForTat, 'CDDCCDCD', 'CCDDCCDCD'],
  [gradual, 'DCCDCCCC', 'CDCCDDCCC'],
  [gradualKiller, 'CCCCCDDC', 'DDDDDCCDD'],
  [gradualKiller, 'CCCCCDCC', 'DDDDDCCCC'],
  [shubik, 'DCDDCCCC', 'CDCDDCCCC'],
  [grims.grim, 'CDDCCDCD', 'CCDDDDDDD'],
  [grims.foolMeOnce, 'CDDCCDCD', 'CCCDDDDDD'],
  [grims.davis, 'DCCCCCCCCCC', 'CCCCCCCCCCDD'],
  [grims.aggravater, 'CCCCD', 'DDDCCD'],
  [grims.oppositeGrudger, 'DDCDD', 'DDDCCC'],
  [grims.easyGo, 'CCDC', 'DDDCC'],
  [mild.softGrudger, 'DCCCCCDC', 'CDDDDCCDD'],
  [mild.forgetfulGrudger, 'DCCCCCCCCCCC', 'CDDDDDDDDDDCC'],
  [mild.spitefulTitForTat, 'CDDCCDCD', 'CCDDDDDDD'],
  [mild.grudgerAlternator, 'CDCCC', 'CCDCDC'],
  [majorities.softMajority, 'DCCDD', 'CDCCCD'],
  [majorities.hardMajority, 'DCCDD', 'DDDCDD'],
  [majorities.forgiver, 'DCCCCCCCCC', 'CDDDDDDDDDC'],
  [majorities.forgivingTitForTat, 'DCCCCCCCCC', 'CDCCCCCCCCC'],
  [winStayLoseShift, 'CDDCD', 'CCDCCD'],
  [winShiftLoseStay, 'CDDCD', 'DCCCDD'],
  [cyclers.alternator, 'CCC', 'CDCD'],
  [cyclers.alternator, 'CCC', 'DCDC', { first: 'D' }],
  [cyclers.cycler, 'CDCDCD', 'CDDCDDC', { cycle: 'CDD' }],
  [cyclers.cyclerCcd, 'DDDDDD', 'CCDCCDC'],
  [cyclers.cyclerDdc, 'DDDDDD', 'DDCDDCD'],
  [cyclers.cyclerCccd, 'DDDDDD', 'CCCDCCC'],
  [cyclers.cyclerCccccd, 'DDDDDD', 'CCCCCDC'],
  [cyclers.cyclerCccdcd, 'DDDDDD', 'CCCDCDC'],
  [cyclers.antiCycler, 'CCCCCCCCCCC', 'CDDCDCCDCCCD'],
  [defectOnce, 'DDD', 'DCCC'],
  [defectOnce, 'DDD', 'CCDC', { round: 3 }],
  [cooperateOnce, 'CCC', 'CDDD'],
  // Sums 32+4+1 = 37 and 16+4+0 = 20 are not among the nineteen.
  [nydegger, 'DCCC', 'CDDCC'],
  // Sums 32+12+3 = 47 and 48+12+2 = 62 are not; 48+8+2 = 58 is.
  [nydegger, 'DDDDD', 'CDDCCD'],
  // Round 3: 1 × 3 = ½ × 5 + ½ × 1, so it changes its move. Round 4: ½ × 3 < 1 × 5.
  [downing, 'CCC', 'DDCD'],
  [steinRapoport, 'CDCDCDCDCDCDCDC', 'CCCCDCDCDCDCDCDD'],
  [tidemanChieruzzi, 'DDCCCC', 'CDDDCCC'],
  [probers.prober, 'CCCC', 'DCCDD'],
  [probers.prober, 'CDCC', 'DCCCC'],
  [probers.prober2, 'CDCD', 'DCCCC'],
  [probers.prober2, 'CCCD', 'DCCCD'],
  [probers.prober3, 'CCDD', 'DCDDD'],
  [probers.prober3, 'CDCD', 'DCDCD'],
  [probers.hardProber, 'CCCCC', 'DDCCDD'],
  [probers.detective, 'CCCCC', 'CDCCDD'],
  [probers.detective, 'CCDCD', 'CDCCCD'],
  [probers.handshake, 'CDDD', 'CDCCC'],
  [probers.handshake, 'CCC', 'CDDD'],
  [probers.collectiveStrategy, 'CDCD', 'CDCCD'],
  [adaptive, 'CCCCCCCCCCC', 'CCCCCCDDDDDD'],
  [adaptivePavlov, 'CCCCCCD', 'CCCCCCCD'],
  [adaptivePavlov, 'DCDCDC', 'CDCDCDC'],
  [adaptivePavlov, 'DDDDDDC', 'CDDDDDDD'],
  [adaptiveTitForTat, 'DDDCC', 'CDDDDC'],
  [fsm.fsmT2, 'DCCCC', 'CDDCCC'],
  [fsm.fsmGrim2, 'DCDDC', 'CCCCDD'],
  [fsm.fsmGrim3, 'DDDC', 'CCCDD'],
  [fsm.fsmTf3t, 'DDDC', 'CCCDC'],
  [fsm.fsmDc, 'DCC', 'DCDC'],
  [fsm.fsmFc, 'CCC', 'CDDD'],
  [fsm.fsmDtf2t, 'DDC', 'DCDC'],
  [fsm.fsmDtf3t, 'DDDC', 'DCCDC'],
  [fsm.fsmDgrim2, 'DDC', 'DCDD'],
  [fsm.fsmDgrim2, 'CCC', 'DCCC'],
  [fsm.fsmDgrim3, 'DDDC', 'DCCDD'],
]

describe('moves worked out by hand', () => {
  for (const [strategy, others, expected, parameters] of LINES) {
    const setting = parameters === undefined ? '' : ` with ${JSON.stringify(parameters)}`
    test(`${strategy.name}${setting} answers ${others} with ${expected}`, () => {
      expect(movesAgainst(strategy, movesOf(others), { parameters }).join('')).toBe(expected)
    })
  }
})

describe('matches worked out by hand', () => {
  test('omega-tit-for-tat breaks the echo with suspicious-tit-for-tat', () => {
    const { first, second } = playMatch(omegaTitForTat, tfts.suspiciousTitForTat, 9)
    expect(first.join('')).toBe('CDCDCCCCC')
    expect(second.join('')).toBe('DCDCDCCCC')
  })

  test('adaptive learns to cooperate with tit-for-tat', () => {
    expect(playMatch(adaptive, tfts.titForTat, 12).first.join('')).toBe('CCCCCCDDDDDC')
  })

  test('graaskamp knows tit-for-tat by its answers, and echoes it', () => {
    expect(playMatch(graaskamp, tfts.titForTat, 58).first.join('')).toBe(
      `${'C'.repeat(50)}DCDCDCDC`,
    )
  })

  test('graaskamp gives up on an opponent that looks random', () => {
    const played = movesAgainst(graaskamp, movesOf('CDDC'.repeat(20))).join('')
    expect(played.slice(56)).toBe('D'.repeat(25))
  })

  test('graaskamp trespasses every 5 to 15 rounds on an opponent that it does not know', () => {
    const played = movesAgainst(graaskamp, movesOf(`D${'C'.repeat(400)}`))
      .join('')
      .slice(56)
    const pauses = played.split('D').slice(0, -1)
    expect(pauses.length).toBeGreaterThan(20)
    for (const pause of pauses.slice(1)) {
      expect(pause.length).toBeGreaterThanOrEqual(4)
      expect(pause.length).toBeLessThanOrEqual(14)
    }
  })

  test('stein-rapoport and tideman-chieruzzi defect in the last two of the rounds announced', () => {
    for (const strategy of [steinRapoport, tidemanChieruzzi]) {
      const game = { R: 3, S: 0, T: 5, P: 1, rounds: 12 }
      expect(movesAgainst(strategy, movesOf('CCCCCCCCCCC'), { game }).join('')).toBe('CCCCCCCCCCDD')
    }
  })

  test('tideman-chieruzzi gives a fresh start to one who has paid, and forgets the offences', () => {
    // Seven defections cost 1 + 2 + 3 + 4 rounds. After the third of the last four it leads by 10 points; the fourth is waived.
    const others = movesOf(`${'C'.repeat(30)}DDDDDDD${'C'.repeat(10)}DCCC`)
    expect(movesAgainst(tidemanChieruzzi, others).join('')).toBe(
      `${'C'.repeat(31)}DDDDDDDDD${'C'.repeat(8)}DCCC`,
    )
  })

  test('tullock cooperates for eleven rounds, then never with one who never does', () => {
    expect(movesAgainst(tullock, movesOf('D'.repeat(40))).join('')).toBe(
      'C'.repeat(11) + 'D'.repeat(30),
    )
  })

  test('contrite-tit-for-tat takes the answer to its own slip', () => {
    const history = emptyHistory()
    const state = contriteTitForTat.start({}, { R: 3, S: 0, T: 5, P: 1, rounds: null })
    const random = new Streams(1).stream('own')
    const meant: Move[] = []
    for (const [slip, other] of [
      [false, 'C'],
      [true, 'C'],
      [false, 'D'],
      [false, 'C'],
    ] as const) {
      const own = contriteTitForTat.move(state, history, random)
      meant.push(own)
      addRound(history, slip ? 'D' : own, other)
    }
    expect([...meant, contriteTitForTat.move(state, history, random)].join('')).toBe('CCCCC')
  })
})

describe('strategies that are one and the same', () => {
  const pairs: readonly (readonly [AnyStrategy, AnyStrategy, Record<string, unknown>?])[] = [
    [tfts.titForTat, contriteTitForTat],
    [tfts.titForTat, fsm.fsmTft],
    [tfts.suspiciousTitForTat, fsm.fsmDtft],
    [tats.titForTwoTats, fsm.fsmTf2t],
    [tats.twoTitsForTat, fsm.fsmT2ft],
    [tats.hardTitForTwoTats, fsm.fsmT2f2t],
    [winStayLoseShift, fsm.fsmPtft],
    [grims.grim, fsm.fsmGrim],
    [tfts.titForTat, tats.nTitsForMTats, { tits: 1, tats: 1 }],
    [tats.titForTwoTats, tats.nTitsForMTats, { tits: 1, tats: 2 }],
    [tats.twoTitsForTat, tats.nTitsForMTats, { tits: 2, tats: 1 }],
    [tfts.titForTat, adaptiveTitForTat, { rate: 0.5 }],
  ]
  for (const [one, other, parameters] of pairs) {
    test(`${other.name} ${parameters === undefined ? '' : `${JSON.stringify(parameters)} `}plays as ${one.name} where there is no noise`, () => {
      fc.assert(
        fc.property(fc.array(fc.constantFrom<Move>('C', 'D'), { maxLength: 40 }), (others) => {
          expect(movesAgainst(other, others, { parameters })).toEqual(movesAgainst(one, others))
        }),
      )
    })
  }
})

function movesOf(letters: string): Move[] {
  return letters.split('') as Move[]
}
