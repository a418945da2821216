/** Measures of who seems to follow which strategy. */
import { memoryOneFit, type Classification } from './classify-strategy.ts'
import type { Match } from './match.ts'
import type { Measure, MeasureDefinition, Told } from './measure.ts'
import type { Side } from './sides.ts'
import { automata } from './strategies.ts'

const TOO_FEW = 'fewer than two rounds with an outcome and an own decision'
const NOT_TWO = 'the game is not 2 × 2'
const SET = automata.map(({ name }) => name).join(', ')
const METHOD = `Maximum likelihood over ${SET} and the toss of a fair coin: each decision is what the strategy says after the rounds before, as they were carried out, but for an error of constant chance ε ≤ 1/2, fitted as the share of decisions that contradict it; strategies are compared by BIC (one parameter each, the coin none). C is the cooperative option, or the first one where the game has none. Rounds that came to nothing are left out.`

const COMMON: Pick<MeasureDefinition, 'of' | 'applies' | 'undefinedWhen' | 'citation'> = {
  of: 'seat',
  applies: 'matrix-game of two options each; ask choice',
  undefinedWhen: `${NOT_TWO}; ${TOO_FEW}`,
  citation:
    'Dal Bó & Fréchette 2011, American Economic Review 101(1):411–429, doi:10.1257/aer.101.1.411; Schwarz 1978, Annals of Statistics 6(2):461–464',
}

function eachSide(match: Match, told: Told, work: (side: Side) => void): void {
  const { sides } = match
  if (sides === null) for (const seat of match.seats) told(seat, '', null, NOT_TWO)
  else for (const side of sides) work(side)
}

/** Several measures look at one classification. */
function eachClassified(
  match: Match,
  told: Told,
  work: (seat: number, found: Classification) => void,
): void {
  const { strategies, seats } = match
  for (const side of [0, 1] as const) {
    if (strategies === null) told(seats[side], '', null, NOT_TWO)
    else if (strategies[side] === null) told(seats[side], '', null, TOO_FEW)
    else work(seats[side], strategies[side])
  }
}

const strategy: Measure<Match> = {
  name: 'strategy',
  means: 'the likeliest strategy, with all that fit as well',
  unit: 'names',
  range: [null, null],
  holds: 'words',
  ...COMMON,
  definition: `${METHOD} Where several fit best alike they are all named, with “ = ” between: the decisions cannot tell them apart (against a steady cooperator, always-cooperate = tit-for-tat = …).`,
  work: (match, told) =>
    eachClassified(match, told, (seat, { best }) => told(seat, '', best.join(' = '))),
}

const ties: Measure<Match> = {
  name: 'strategy-ties',
  means: 'how many strategies fit best alike',
  unit: 'strategies',
  range: [1, automata.length + 1],
  holds: 'number',
  ...COMMON,
  definition: 'The number of names in strategy. 1 where the classification is clear.',
  work: (match, told) =>
    eachClassified(match, told, (seat, { best }) => told(seat, '', best.length)),
}

const error: Measure<Match> = {
  name: 'strategy-error',
  means: 'the rate of errors of the likeliest strategy',
  unit: 'share',
  range: [0, 0.5],
  holds: 'number',
  ...COMMON,
  undefinedWhen: `${COMMON.undefinedWhen}; the coin fits best`,
  definition: `ε of the strategies named in strategy. ${METHOD}`,
  work: (match, told) =>
    eachClassified(match, told, (seat, { error: rate }) => {
      if (rate === null) told(seat, '', null, 'a coin fits best: it contradicts nothing')
      else told(seat, '', rate)
    }),
}

const likelihood: Measure<Match> = {
  name: 'strategy-log-likelihood',
  means: 'log-likelihood of the decisions under the likeliest strategy',
  unit: 'natural logarithm',
  range: [null, 0],
  holds: 'number',
  ...COMMON,
  definition: `The log-likelihood of the strategies named in strategy; 0 where they contradict no decision. ${METHOD}`,
  work: (match, told) =>
    eachClassified(match, told, (seat, { logLikelihood }) => told(seat, '', logLikelihood)),
}

const margin: Measure<Match> = {
  name: 'strategy-margin',
  means: 'how far the likeliest strategy is ahead of the next',
  unit: 'difference of BIC',
  range: [0, null],
  holds: 'number',
  ...COMMON,
  undefinedWhen: `${COMMON.undefinedWhen}; all fit alike`,
  definition:
    'The BIC of the best strategy that is not named in strategy, minus the BIC of those named. Above 10 the evidence is often called very strong, below 2 not worth more than a mention (Kass & Raftery 1995, JASA 90:773–795).',
  work: (match, told) =>
    eachClassified(match, told, (seat, found) => {
      if (found.margin === null) told(seat, '', null, 'all strategies fit alike')
      else told(seat, '', found.margin)
    }),
}

const posterior: Measure<Match> = {
  name: 'strategy-posterior',
  means: 'probability of the likeliest strategies together',
  unit: 'probability',
  range: [0, 1],
  holds: 'number',
  ...COMMON,
  definition:
    'The sum of the posterior probabilities of the strategies named in strategy, with equal prior probabilities over the set, by exp(−BIC/2).',
  work: (match, told) =>
    eachClassified(match, told, (seat, { posterior: whole }) => told(seat, '', Math.min(1, whole))),
}

const memoryOne: Measure<Match> = {
  name: 'memory-one-automaton',
  means: 'the likeliest deterministic memory-one automaton',
  unit: 'moves',
  range: [null, null],
  holds: 'words',
  ...COMMON,
  definition:
    'First move / moves after CC, CD, DC, DD (own move first), each C or D: after each outcome the move that was made more often, which is the likeliest of the 32 automata with one rate of errors. ? stands where no own decision came after the outcome, or both moves as often: there all are equally likely. Tit for tat is C/CDCD, win-stay-lose-shift C/CDDC.',
  work: (match, told) =>
    eachSide(match, told, (side) => {
      const fit = memoryOneFit(side)
      if (fit === null) told(side.seat, '', null, TOO_FEW)
      else told(side.seat, '', fit.automaton)
    }),
}

const memoryOneError: Measure<Match> = {
  name: 'memory-one-error',
  means: 'the rate of errors of the likeliest memory-one automaton',
  unit: 'share',
  range: [0, 0.5],
  holds: 'number',
  ...COMMON,
  definition: 'The share of own decisions that contradict memory-one-automaton.',
  work: (match, told) =>
    eachSide(match, told, (side) => {
      const fit = memoryOneFit(side)
      if (fit === null) told(side.seat, '', null, TOO_FEW)
      else told(side.seat, '', fit.error)
    }),
}

export const strategyMeasures: readonly Measure<Match>[] = [
  strategy,
  ties,
  error,
  likelihood,
  margin,
  posterior,
  memoryOne,
  memoryOneError,
]
