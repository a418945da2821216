/** Win-stay and lose-shift: whether a player of a 2 × 2 game repeats what did well, and leaves what did badly. */
import type { Match } from './match.ts'
import { A_SHARE, tellShare, type Measure, type Told } from './measure.ts'

const APPLIES = 'matrix-game of two options each; ask choice'
const WHAT =
  'A round is won where it paid the participant more than the median of the four amounts that the table can pay it (the mean of the middle two), lost where it paid less; what paid just the median is neither. In a prisoner’s dilemma T and R are wins, P and S losses. What was carried out counts as played; the answer is the participant’s own decision in the next round with an outcome, before noise.'
const CITATION = 'Nowak & Sigmund 1993, A strategy of win-stay, lose-shift, Nature 364:56–58'

type Count = Record<'won' | 'stayed' | 'lost' | 'shifted', number>

const winStay: Measure<Match> = {
  name: 'win-stay-rate',
  means: 'how often a move that won is repeated',
  ...A_SHARE,
  of: 'seat',
  definition: `The share of own decisions after a won round that repeat the move. ${WHAT}`,
  undefinedWhen: 'the payoffs are not known, the game is not 2 × 2, or no decision follows a win',
  citation: CITATION,
  applies: APPLIES,
  work: (match, told) =>
    eachCount(match, told, (seat, { won, stayed }) =>
      tellShare(told, seat, '', stayed, won, 'no own decision after a won round'),
    ),
}

const loseShift: Measure<Match> = {
  name: 'lose-shift-rate',
  means: 'how often a move that lost is changed',
  ...A_SHARE,
  of: 'seat',
  definition: `The share of own decisions after a lost round that change the move. ${WHAT}`,
  undefinedWhen: 'the payoffs are not known, the game is not 2 × 2, or no decision follows a loss',
  citation: CITATION,
  applies: APPLIES,
  work: (match, told) =>
    eachCount(match, told, (seat, { lost, shifted }) =>
      tellShare(told, seat, '', shifted, lost, 'no own decision after a lost round'),
    ),
}

function eachCount(match: Match, told: Told, work: (seat: number, count: Count) => void): void {
  const { payoffs, noPayoffs, first } = match.facts
  for (const side of [0, 1] as const) {
    const seat = match.seats[side]
    if (payoffs === null) told(seat, '', null, noPayoffs)
    else if (first === null) told(seat, '', null, 'the game is not 2 × 2')
    else work(seat, countIn(match, side))
  }
}

function countIn({ facts, complete, played, chosen }: Match, side: 0 | 1): Count {
  const count: Count = { won: 0, stayed: 0, lost: 0, shifted: 0 }
  const points = (facts.payoffs ?? []).map((line) => line.map((cell) => cell[side]))
  const sorted = points.flat().sort((a, b) => a - b)
  const median = ((sorted[1] ?? 0) + (sorted[2] ?? 0)) / 2
  for (let i = 1; i < complete.length; i++) {
    const before = complete[i - 1] as number
    const move = chosen[side][complete[i] as number] as number
    if (move < 0) continue
    const paid = points[played[0][before] as number]?.[played[1][before] as number] ?? median
    if (paid === median) continue
    const stays = move === played[side][before]
    if (paid > median) {
      count.won++
      if (stays) count.stayed++
    } else {
      count.lost++
      if (!stays) count.shifted++
    }
  }
  return count
}

export const shiftMeasures: readonly Measure<Match>[] = [winStay, loseShift]
