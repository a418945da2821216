/** When defection sets in, and who begins it. */
import { DILEMMAS, NONE_OWN, withCooperation } from './choice-measures.ts'
import type { Match } from './match.ts'
import { A_SHARE, type Measure } from './measure.ts'

const NO_COOPERATION = 'the game has no cooperative option'
const A_ROUND = { unit: 'round', range: [1, null], holds: 'number' } as const
const NOBODY = 'nobody defected'

/** The round, from 0, of the first move that is not to cooperate; infinite where there is none. */
function firstDefection(moves: Int8Array, cooperate: number): number {
  const round = moves.findIndex((option) => option >= 0 && option !== cooperate)
  return round < 0 ? Infinity : round
}

function isOwn(option: number): boolean {
  return option >= 0
}

const firstDefectionRound: Measure<Match> = {
  name: 'first-defection-round',
  means: 'the round in which the participant defects for the first time',
  ...A_ROUND,
  of: 'seat',
  definition:
    'The round of the participant’s first own decision to defect, before any noise; rounds are counted from 1. A participant that never defects is censored, since nobody knows when it would have: it has no round, and never-defected counts it. A mean is over the runs in which it did, and says little without that count beside it.',
  undefinedWhen: `${NO_COOPERATION}, or the participant never defected of its own`,
  citation: null,
  applies: DILEMMAS,
  work({ facts, seats, chosen }, told) {
    withCooperation({ facts, seats }, told, (side, seat, cooperate) => {
      const round = firstDefection(chosen[side], cooperate)
      if (round < Infinity) told(seat, '', round + 1)
      else told(seat, '', null, chosen[side].some(isOwn) ? 'it never defected' : NONE_OWN)
    })
  },
}

const neverDefected: Measure<Match> = {
  name: 'never-defected',
  means: 'whether the participant never defects',
  ...A_SHARE,
  of: 'seat',
  definition:
    '1 where none of the participant’s own decisions, before any noise, is to defect, else 0: over runs, the share that first-defection-round leaves out.',
  undefinedWhen: `${NO_COOPERATION}, or ${NONE_OWN}`,
  citation: null,
  applies: DILEMMAS,
  work({ facts, seats, chosen }, told) {
    withCooperation({ facts, seats }, told, (side, seat, cooperate) => {
      if (!chosen[side].some(isOwn)) told(seat, '', null, NONE_OWN)
      else told(seat, '', firstDefection(chosen[side], cooperate) === Infinity ? 1 : 0)
    })
  },
}

const defectionOnset: Measure<Match> = {
  name: 'defection-onset',
  means: 'the round in which anybody defects for the first time',
  ...A_ROUND,
  of: 'run',
  definition:
    'The earlier first-defection-round of the two participants. A run in which nobody defects is censored and has none: never-defected counts its participants.',
  undefinedWhen: `${NO_COOPERATION}, or nobody defected of their own`,
  citation: null,
  applies: DILEMMAS,
  work({ facts: { cooperation, noCooperation }, chosen }, told) {
    if (cooperation === null) return told(-1, '', null, noCooperation)
    const rounds = chosen.map((own, side) => firstDefection(own, cooperation[side as 0 | 1]))
    const onset = Math.min(...rounds)
    if (onset < Infinity) told(-1, '', onset + 1)
    else told(-1, '', null, chosen.some((own) => own.some(isOwn)) ? NOBODY : 'nobody decided')
  },
}

const defectedFirst: Measure<Match> = {
  name: 'defected-first',
  means: 'whether the participant is the first to defect',
  ...A_SHARE,
  of: 'seat',
  definition:
    '1 where the participant’s first own decision to defect comes in a round before which no defection of the other had been carried out, else 0. Two who begin in the same round were both first. What the other did is what was carried out, after any noise and whoever decided it: who answers such a defection was not first, and where it began by chance neither was. A nice strategy, in Axelrod’s word, is never first.',
  undefinedWhen: `${NO_COOPERATION}, nobody defected, or ${NONE_OWN}`,
  citation: 'Axelrod 1984, The Evolution of Cooperation, Basic Books (niceness)',
  applies: DILEMMAS,
  work({ facts, seats, chosen, played }, told) {
    withCooperation({ facts, seats }, told, (side, seat, cooperate) => {
      const other = side === 0 ? 1 : 0
      const own = firstDefection(chosen[side], cooperate)
      const suffered = firstDefection(played[other], facts.cooperation?.[other] ?? -1)
      if (!chosen[side].some(isOwn)) told(seat, '', null, NONE_OWN)
      else if (own === Infinity && suffered === Infinity) told(seat, '', null, NOBODY)
      else told(seat, '', own <= suffered ? 1 : 0)
    })
  },
}

export const defectionMeasures: readonly Measure<Match>[] = [
  firstDefectionRound,
  neverDefected,
  defectionOnset,
  defectedFirst,
]
