/** What people did in trust, dictator and ultimatum games. */
import type { ReferenceLine } from './reference-line.ts'

const BERG = {
  scenario: 'trust-game',
  parameters: { endowment: 10, multiplier: 3, endow: 'both', rounds: 1 },
  about: null,
  sd: null,
  grade: 'A',
  citation: 'Berg, Dickhaut & McCabe 1995, Games and Economic Behavior 10(1), 122–142',
  doi: '10.1006/game.1995.1027',
} as const
const NO_HISTORY = { ...BERG, population: 'students, Minnesota, paid, double blind, no history' }
const HISTORY = { ...BERG, population: 'students, Minnesota, paid, double blind, social history' }
const JOHNSON = {
  scenario: 'trust-game',
  parameters: {},
  about: null,
  n: 84,
  population: '84 studies of a working version (of 162 replications with more than 23,000 people)',
  grade: 'B',
  citation: 'Johnson & Mislin 2011, Journal of Economic Psychology 32(5), 865–889',
  doi: '10.1016/j.joep.2011.05.007',
  note: 'Mean and sd over studies are those of the working version, of 84 studies; the article gives about .50 and .37. Less is sent in Africa, less returned where what is sent is tripled than doubled.',
} as const
const FORSYTHE = {
  about: null,
  sd: null,
  population: 'students, Iowa, paid',
  citation: 'Forsythe, Horowitz, Savin & Sefton 1994, Games and Economic Behavior 6(3), 347–369',
  doi: '10.1006/game.1994.1021',
} as const
const DICTATOR_5 = {
  scenario: 'dictator-game',
  parameters: { endowment: 5, multiplier: 1, rounds: 1 },
  n: 45,
  grade: 'A',
  ...FORSYTHE,
} as const
const DICTATOR_10 = {
  scenario: 'dictator-game',
  parameters: { endowment: 10, multiplier: 1, rounds: 1 },
  n: 24,
  grade: 'B',
  ...FORSYTHE,
} as const
const ULTIMATUM_5 = {
  scenario: 'ultimatum-game',
  parameters: { pie: 5, rounds: 1 },
  n: 43,
  grade: 'B',
  ...FORSYTHE,
} as const
const ULTIMATUM_10 = {
  ...ULTIMATUM_5,
  parameters: { pie: 10, rounds: 1 },
  n: 24,
} as const
const OOSTERBEEK = {
  scenario: 'ultimatum-game',
  parameters: {},
  about: null,
  sd: null,
  n: null,
  grade: 'B',
  population: '75 results of 37 papers',
  citation: 'Oosterbeek, Sloof & van de Kuilen 2004, Experimental Economics 7(2), 171–188',
  doi: '10.1023/B:EXEC.0000026978.14316.74',
} as const
const ENGEL = {
  scenario: 'dictator-game',
  parameters: {},
  measure: 'given-share',
  about: null,
  statistic: 'mean share given, meta-analysis',
  sd: null,
  n: null,
  population: '131 papers',
  citation: 'Engel 2011, Experimental Economics 14(4), 583–610',
  doi: '10.1007/s10683-011-9283-7',
} as const

export const givingLines: readonly ReferenceLine[] = [
  {
    ...NO_HISTORY,
    measure: 'sent-share',
    statistic: 'mean share sent',
    value: 0.516,
    published: '5.16 of 10',
    n: 32,
  },
  {
    ...NO_HISTORY,
    measure: null,
    statistic: 'mean amount returned',
    value: 4.66,
    n: 32,
  },
  {
    ...NO_HISTORY,
    measure: null,
    statistic: 'share who send something',
    value: 30 / 32,
    published: '30 of 32',
    n: 32,
  },
  {
    ...NO_HISTORY,
    measure: null,
    statistic: 'share of those who received that returned more than was sent',
    value: 11 / 30,
    published: '11 of 30',
    n: 30,
  },
  {
    ...NO_HISTORY,
    measure: null,
    statistic: 'mean amount returned where 5 was sent',
    value: 7.17,
    n: null,
  },
  {
    ...NO_HISTORY,
    measure: null,
    statistic: 'mean amount returned where 10 was sent',
    value: 10.2,
    n: null,
  },
  {
    ...HISTORY,
    measure: 'sent-share',
    statistic: 'mean share sent, social history',
    value: 0.536,
    published: '5.36 of 10',
    n: 28,
  },
  {
    ...HISTORY,
    measure: null,
    statistic: 'mean amount returned, social history',
    value: 6.46,
    n: 28,
  },
  {
    ...BERG,
    measure: 'returned-share',
    statistic: 'share of what was received that was returned, both treatments',
    value: 0.35,
    n: 55,
    population: 'students, Minnesota, paid, double blind; the 55 who received something',
  },
  {
    ...JOHNSON,
    measure: 'sent-share',
    statistic: 'mean share sent, meta-analysis',
    value: 0.509,
    sd: 0.138,
  },
  {
    ...JOHNSON,
    measure: 'returned-share',
    statistic: 'mean share returned of what could be, meta-analysis',
    value: 0.365,
    sd: 0.094,
  },
  {
    ...DICTATOR_5,
    measure: 'given-share',
    statistic: 'mean share given',
    value: 0.218,
    published: '1.09 of 5',
  },
  { ...DICTATOR_5, measure: null, statistic: 'share who give nothing', value: 0.36 },
  { ...DICTATOR_5, measure: null, statistic: 'share who give at least half', value: 0.22 },
  {
    ...DICTATOR_10,
    measure: 'given-share',
    statistic: 'mean share given',
    value: 0.226,
    published: '2.26 of 10',
    note: 'n is 23 or 24; the sources differ.',
  },
  { ...DICTATOR_10, measure: null, statistic: 'share who give nothing', value: 0.21 },
  { ...DICTATOR_10, measure: null, statistic: 'share who give half', value: 0.21 },
  {
    ...ENGEL,
    value: 0.28,
    grade: 'B',
    note: 'About 28 per cent; the second decimal is not confirmed.',
  },
  { ...ENGEL, value: 0.2835, grade: 'C', note: 'Often quoted; not confirmed.' },
  { ...OOSTERBEEK, measure: 'offered-share', statistic: 'mean share offered', value: 0.4 },
  { ...OOSTERBEEK, measure: 'rejection-rate', statistic: 'share of offers rejected', value: 0.16 },
  {
    ...ULTIMATUM_5,
    measure: 'offered-share',
    statistic: 'mean share offered',
    value: 0.466,
    published: '2.33 of 5',
  },
  {
    ...ULTIMATUM_10,
    measure: 'offered-share',
    statistic: 'mean share offered',
    value: 0.467,
    published: '4.67 of 10',
  },
  { ...ULTIMATUM_5, measure: null, statistic: 'share who offer at least half', value: 0.65 },
  { ...ULTIMATUM_10, measure: null, statistic: 'share who offer at least half', value: 0.75 },
]
