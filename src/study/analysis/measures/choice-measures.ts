/** What is chosen in games in a table: options, cooperation, and how it runs over the rounds. */
import type { Match } from './match.ts'
import { A_SHARE, tellShare, type Measure, type Told } from './measure.ts'

const GAMES = 'matrix-game; roles row and column; ask choice'
export const DILEMMAS =
  'matrix-game with a cooperative option: one that is called cooperate for both seats, or else the dominated one of a prisoner’s dilemma (T > R > P > S for both); ask choice'
const OWN =
  'Decisions that the participant made itself count (valid, also when asked again), as they were decided, before any noise; forfeited, defaulted and planted ones do not.'
export const NONE_OWN = 'the participant made no decision of its own'

const SIDES = [0, 1] as const

const choiceRate: Measure<Match> = {
  name: 'choice-rate',
  means: 'how often each option is chosen',
  ...A_SHARE,
  of: 'seat',
  by: 'option',
  definition: `The share of an option among a participant’s own choices in the run. ${OWN}`,
  undefinedWhen: NONE_OWN,
  citation: null,
  applies: GAMES,
  work({ facts, seats, chosen }, told) {
    for (const side of SIDES) {
      const options = facts.options[side]
      const counts = options.map(() => 0)
      let all = 0
      for (const option of chosen[side]) {
        if (option < 0) continue
        counts[option] = (counts[option] ?? 0) + 1
        all++
      }
      options.forEach((option, place) => {
        tellShare(told, seats[side], option, counts[place] ?? 0, all, NONE_OWN)
      })
    }
  },
}

const firstChoice: Measure<Match> = {
  name: 'first-choice',
  means: 'which option is chosen in the first round',
  ...A_SHARE,
  of: 'seat',
  by: 'option',
  definition:
    '1 for the option that the participant chose in the first round, 0 for the others; over runs, the share of each option in the first round.',
  undefinedWhen: 'the participant made no decision of its own in the first round',
  citation: null,
  applies: GAMES,
  work({ facts, seats, chosen }, told) {
    for (const side of SIDES) {
      const first = chosen[side][0] as number
      facts.options[side].forEach((option, place) => {
        if (first >= 0) told(seats[side], option, first === place ? 1 : 0)
        else told(seats[side], option, null, 'no decision of its own in the first round')
      })
    }
  },
}

/** Runs over both sides where there is cooperation; says why not where there is none. */
export function withCooperation(
  { facts, seats }: Pick<Match, 'facts' | 'seats'>,
  told: Told,
  work: (side: 0 | 1, seat: number, cooperate: number) => void,
): void {
  for (const side of SIDES) {
    if (facts.cooperation === null) told(seats[side], '', null, facts.noCooperation)
    else work(side, seats[side], facts.cooperation[side])
  }
}

const cooperationRate: Measure<Match> = {
  name: 'cooperation-rate',
  means: 'how often the participant cooperates',
  ...A_SHARE,
  of: 'seat',
  definition: `The share of cooperation among a participant’s own choices in the run. ${OWN}`,
  undefinedWhen: `the game has no cooperative option, or ${NONE_OWN}`,
  citation: 'Rapoport & Chammah 1965, Prisoner’s Dilemma, University of Michigan Press',
  applies: DILEMMAS,
  work(match, told) {
    withCooperation(match, told, (side, seat, cooperate) => {
      const [some, all] = cooperating(match.chosen[side], cooperate, 0, match.rounds)
      tellShare(told, seat, '', some, all, NONE_OWN)
    })
  },
}

const firstCooperation: Measure<Match> = {
  name: 'first-cooperation',
  means: 'whether the participant cooperates in the first round',
  ...A_SHARE,
  of: 'seat',
  definition: '1 where the participant’s own choice in the first round is to cooperate, else 0.',
  undefinedWhen: 'the game has no cooperative option, or no own decision in the first round',
  citation:
    'Dal Bó & Fréchette 2018, On the determinants of cooperation in infinitely repeated games: a survey, Journal of Economic Literature 56(1):60–114',
  applies: DILEMMAS,
  work(match, told) {
    withCooperation(match, told, (side, seat, cooperate) => {
      const first = match.chosen[side][0] as number
      if (first < 0) told(seat, '', null, 'no decision of its own in the first round')
      else told(seat, '', first === cooperate ? 1 : 0)
    })
  },
}

const cooperationByRound: Measure<Match> = {
  name: 'cooperation-by-round',
  means: 'cooperation, round by round',
  ...A_SHARE,
  of: 'seat',
  by: 'round',
  definition:
    '1 where the participant’s own choice in the round is to cooperate, else 0; over runs, the rate of cooperation in each round. Rounds are counted from 1. A round without an own decision has no value.',
  undefinedWhen: 'the game has no cooperative option',
  citation: null,
  applies: DILEMMAS,
  work(match, told) {
    withCooperation(match, told, (side, seat, cooperate) => {
      match.chosen[side].forEach((option, round) => {
        if (option >= 0) told(seat, round + 1, option === cooperate ? 1 : 0)
      })
    })
  },
}

const endgameEffect: Measure<Match> = {
  name: 'endgame-effect',
  means: 'how cooperation changes in the last round',
  unit: 'difference of shares',
  range: [-1, 1],
  holds: 'number',
  of: 'seat',
  definition:
    'Cooperation in the last round (1 or 0) minus the participant’s rate of cooperation in the rounds before it that belong to the second half of the run. Negative where cooperation breaks down at the end.',
  undefinedWhen:
    'the game has no cooperative option; fewer than 4 rounds; no own decision in the last round or in the rounds before',
  citation:
    'Selten & Stoecker 1986, End behavior in sequences of finite prisoner’s dilemma supergames, Journal of Economic Behavior & Organization 7(1):47–70, where it was found; the difference is ours',
  applies: DILEMMAS,
  work(match, told) {
    const { rounds } = match
    withCooperation(match, told, (side, seat, cooperate) => {
      const last = match.chosen[side][rounds - 1] as number
      const [some, all] = cooperating(
        match.chosen[side],
        cooperate,
        Math.ceil(rounds / 2),
        rounds - 1,
      )
      if (rounds < 4) told(seat, '', null, 'fewer than 4 rounds')
      else if (last < 0) told(seat, '', null, 'no decision of its own in the last round')
      else if (all === 0) told(seat, '', null, 'no decision of its own before the last round')
      else told(seat, '', (last === cooperate ? 1 : 0) - some / all)
    })
  },
}

/** How often an option was chosen, and of how many own decisions, in rounds from `from` to before `to`. */
function cooperating(chosen: Int8Array, option: number, from: number, to: number) {
  let [some, all] = [0, 0]
  for (let round = from; round < to; round++) {
    const one = chosen[round] as number
    if (one < 0) continue
    all++
    if (one === option) some++
  }
  return [some, all] as const
}

export const choiceMeasures: readonly Measure<Match>[] = [
  choiceRate,
  firstChoice,
  cooperationRate,
  firstCooperation,
  cooperationByRound,
  endgameEffect,
]
