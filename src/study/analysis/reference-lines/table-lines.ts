/** What people did in repeated games in a table. */
import type { ReferenceLine } from './reference-line.ts'

const DAL_BO = {
  scenario: 'matrix-game',
  sd: null,
  n: 266,
  population: 'students; late supergames only (experienced play); 266 people in all treatments',
  grade: 'A',
  citation: 'Dal Bó & Fréchette 2011, American Economic Review 101(1), 411–429',
  doi: '10.1257/aer.101.1.411',
  note: 'Rates were worked out again from the data as the R package stratEst holds them; that T is 50, S 12 and P 25 was not confirmed there.',
} as const

/** R, δ, cooperation in all rounds, in round 1. */
const DAL_BO_RATES = [
  [32, 0.5, 0.081, 0.06],
  [40, 0.5, 0.211, 0.219],
  [48, 0.5, 0.401, 0.459],
  [32, 0.75, 0.243, 0.285],
  [40, 0.75, 0.694, 0.659],
  [48, 0.75, 0.941, 0.976],
] as const

const dalBo: readonly ReferenceLine[] = DAL_BO_RATES.flatMap(([R, continuation, all, first]) => {
  const parameters = { R, S: 12, T: 50, P: 25, continuation, noise: 0 }
  return [
    {
      ...DAL_BO,
      parameters,
      measure: 'cooperation-rate',
      about: null,
      statistic: 'cooperation in all rounds',
      value: all,
    },
    {
      ...DAL_BO,
      parameters,
      measure: 'first-cooperation',
      about: null,
      statistic: 'cooperation in round 1',
      value: first,
    },
  ]
})

const byState: readonly ReferenceLine[] = (
  [
    ['CC', 0.979],
    ['CD', 0.362],
    ['DC', 0.373],
    ['DD', 0.044],
  ] as const
).map(([state, value]) => ({
  ...DAL_BO,
  parameters: { S: 12, T: 50, P: 25, noise: 0 },
  measure: 'conditional-cooperation',
  about: state,
  statistic: `cooperation after ${state}, own move first, all treatments together`,
  value,
}))

const FUDENBERG = {
  scenario: 'matrix-game',
  measure: 'cooperation-rate',
  about: null,
  statistic: 'cooperation in all rounds',
  sd: null,
  n: null,
  population: '13,126 choices in all treatments',
  grade: 'A',
  citation: 'Fudenberg, Rand & Dreber 2012, American Economic Review 102(2), 720–749',
  doi: '10.1257/aer.102.2.720',
  note: 'Worked out again from the data as the R package stratEst holds them, as benefit over cost and rate of errors; the probability of another round is not among the parameters that were checked.',
} as const

/** Benefit over cost, rate of errors, cooperation, cooperation in round 1. */
const FUDENBERG_RATES = [
  [1.5, 1 / 8, 0.32, 0.54],
  [2, 1 / 8, 0.491, 0.75],
  [2.5, 1 / 8, 0.607, 0.79],
  [4, 1 / 8, 0.586, 0.76],
  [4, 1 / 16, 0.821, 0.87],
  [4, 0, 0.776, 0.83],
] as const

const fudenberg: readonly ReferenceLine[] = FUDENBERG_RATES.flatMap(
  ([benefitOverCost, noise, all, first]) => [
    { ...FUDENBERG, parameters: { benefitOverCost, noise }, value: all },
    {
      ...FUDENBERG,
      parameters: { benefitOverCost, noise },
      measure: 'first-cooperation',
      statistic: 'cooperation in round 1',
      value: first,
      grade: 'C',
      note: `${FUDENBERG.note} The rates of round 1 are listed there by treatment 1 to 6, and were put in this order.`,
    },
  ],
)

const SHAFIR = {
  scenario: 'matrix-game',
  parameters: { game: 'one-shot prisoner’s dilemma, six triads' },
  about: null,
  sd: null,
  n: 80,
  population: '80 people, 444 games',
  grade: 'B',
  citation: 'Shafir & Tversky 1992, Cognitive Psychology 24(4), 449–474',
  doi: '10.1016/0010-0285(92)90015-T',
} as const

const shafir: readonly ReferenceLine[] = (
  [
    ['cooperation where the other is known to compete', 0.03],
    ['cooperation where the other is known to cooperate', 0.16],
    ['cooperation where the other’s move is not known', 0.37],
  ] as const
).map(([statistic, value]) => ({ ...SHAFIR, measure: null, statistic, value }))

const WANG = {
  scenario: 'matrix-game',
  parameters: { game: 'rock-paper-scissors' },
  measure: 'choice-rate',
  sd: null,
  n: null,
  population: '21,600 choices',
  grade: 'A',
  citation: 'Wang, Xu & Zhou 2014, Scientific Reports 4, 5830',
  doi: '10.1038/srep05830',
} as const

const wang: readonly ReferenceLine[] = (
  [
    ['A', 'rock', 0.357],
    ['B', 'paper', 0.322],
    ['C', 'scissors', 0.321],
  ] as const
).map(([about, move, value]) => ({ ...WANG, about, statistic: `share of ${move}`, value }))

const ARAD = {
  scenario: 'matrix-game',
  parameters: { game: 'request-game-11-20', rounds: 1 },
  sd: null,
  n: null,
  population: 'as the paper’s text has it',
  grade: 'B',
  citation: 'Arad & Rubinstein 2012, American Economic Review 102(7), 3561–3573',
  doi: '10.1257/aer.102.7.3561',
} as const

const arad: readonly ReferenceLine[] = [
  { ...ARAD, measure: null, about: null, statistic: 'share who ask for 17, 18 or 19', value: 0.74 },
  { ...ARAD, measure: 'choice-rate', about: '20', statistic: 'share who ask for 20', value: 0.06 },
]

export const tableLines: readonly ReferenceLine[] = [
  ...dalBo,
  ...byState,
  ...fudenberg,
  ...shafir,
  ...wang,
  ...arad,
]
