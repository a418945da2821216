/** The part of a report that tells what was lost on the way: runs, decisions, attempts. */
import {
  addCounts,
  noAttempts,
  noDecisions,
  type AttemptCounts,
  type DecisionCounts,
} from '../../../study/analysis/attrition-counts.ts'
import type { Attrition, ModelAttrition, RunCounts } from '../../../study/analysis/attrition.ts'
import type { DrawnCell } from '../draw-table.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** `isLong`: all treatments in one line. */
export function attritionText(attrition: readonly Attrition[], isLong: boolean): string[] {
  const told = isLong ? [together(attrition)] : attrition
  return [
    ...runsText(attrition, isLong),
    '\nDecisions',
    ...fitTable(
      ['treatment', ...DECISIONS],
      told.map(({ treatment, decisions }) => [
        treatment,
        ...DECISIONS.map((key) => decisions[key]),
      ]),
      1,
    ),
    ...lossesText(told),
    ...attemptsText(told),
  ]
}

/** What became of the runs, and nothing of what happened in them. */
export function runsText(attrition: readonly Attrition[], isLong: boolean): string[] {
  const told = isLong ? [together(attrition)] : attrition
  return [
    '\nRuns',
    ...fitTable(
      ['treatment', ...RUNS.map(([, name]) => name)],
      told.map(({ treatment, runs }) => [treatment, ...RUNS.map(([key]) => runs[key])]),
      1,
    ),
  ]
}

const RUNS = [
  ['planned', 'planned'],
  ['notBegun', 'not begun'],
  ['started', 'started'],
  ['completed', 'completed'],
  ['aborted', 'aborted'],
  ['failed', 'failed'],
  ['unfinished', 'unfinished'],
] as const satisfies [keyof RunCounts, string][]

const DECISIONS = [
  'asked',
  'valid',
  'reasked',
  'passed',
  'forfeited',
  'defaulted',
  'undecided',
] as const satisfies (keyof DecisionCounts)[]

const ATTEMPTS: readonly (readonly [keyof AttemptCounts, string])[] = [
  ['attempts', 'attempts'],
  ['valid', 'valid'],
  ['unreadable', 'unreadable'],
  ['refused', 'refused'],
  ['contentBlocked', 'blocked'],
  ['truncated', 'truncated'],
  ['noWords', 'no words'],
  ['timedOut', 'timed out'],
  ['failed', 'failed'],
  ['failedForPrompt', 'not taken'],
  ['failedForGood', 'not asked'],
  ['retries', 'retries'],
]
/** Told even where they are 0. */
const ALWAYS: readonly (keyof AttemptCounts)[] = ['attempts', 'valid']

/** By run: in how many something was lost, and how much. */
function lossesText(told: readonly Attrition[]): string[] {
  const lossy = told.filter(({ losses }) => losses.length > 0)
  if (lossy.length === 0) return []
  const rows = lossy.map(({ treatment, runs, losses }) => {
    const [decisions, participants] = [
      losses.map((one) => one.decisions),
      losses.map((one) => one.participants),
    ]
    const perRun = (counts: readonly number[]): DrawnCell =>
      Number((counts.reduce((sum, count) => sum + count, 0) / runs.started).toFixed(2))
    return [
      treatment,
      losses.length,
      perRun(decisions),
      mostOf(decisions),
      perRun(participants),
      mostOf(participants),
    ]
  })
  return [
    '\nLost decisions by run: forfeited, defaulted, undecided',
    ...fitTable(
      [
        'treatment',
        'runs with losses',
        'decisions a run',
        'most',
        'participants with losses a run',
        'most',
      ],
      rows,
      1,
    ),
  ]
}

function mostOf(counts: readonly number[]): number {
  return counts.reduce((most, count) => Math.max(most, count), 0)
}

/** By treatment and model: failures belong to models. */
function attemptsText(told: readonly Attrition[]): string[] {
  if (told.every(({ attempts }) => attempts.attempts === 0)) return []
  const columns = ATTEMPTS.filter(
    ([key]) => ALWAYS.includes(key) || told.some(({ attempts }) => attempts[key] > 0),
  )
  const rows = told.flatMap(({ treatment, models }) =>
    models.map(({ model, attempts }) => [
      treatment,
      model,
      ...columns.map(([key]) => attempts[key]),
    ]),
  )
  return [
    '\nAttempts: calls of models for decisions, by how they were read; retries are tries beyond the first',
    ...fitTable(['treatment', 'model', ...columns.map(([, name]) => name)], rows, 2),
    ...notesOn(columns.map(([key]) => key)),
  ]
}

function notesOn(columns: readonly (keyof AttemptCounts)[]): string[] {
  const told = columns.flatMap((key) => MEANINGS[key] ?? [])
  return told.length === 0 ? [] : wrapWords(told.join(' '))
}

const MEANINGS: Partial<Record<keyof AttemptCounts, string>> = {
  unreadable: 'unreadable: words in which there was no answer.',
  contentBlocked: "blocked: by the server's content filter.",
  truncated: 'truncated: cut off before the answer.',
  failed: 'failed: a busy server or a broken line, after the last try.',
  failedForPrompt: 'not taken: the server refused this prompt.',
  failedForGood: 'not asked: a key, a name or a quota was wrong.',
}

function together(attrition: readonly Attrition[]): Attrition {
  const [decisions, attempts] = [noDecisions(), noAttempts()]
  const models = new Map<string, ModelAttrition>()
  for (const one of attrition) {
    addCounts(decisions, one.decisions)
    addCounts(attempts, one.attempts)
    for (const { model, ...counts } of one.models) {
      const known = models.get(model) ?? { model, decisions: noDecisions(), attempts: noAttempts() }
      models.set(model, known)
      addCounts(known.decisions, counts.decisions)
      addCounts(known.attempts, counts.attempts)
    }
  }
  const sum = (key: keyof RunCounts): number =>
    attrition.reduce((total, { runs }) => total + (runs[key] ?? 0), 0)
  const isPlanned = attrition.every(({ runs }) => runs.planned !== null)
  return {
    treatment: `all ${attrition.length}`,
    runs: {
      planned: isPlanned ? sum('planned') : null,
      notBegun: isPlanned ? sum('notBegun') : null,
      started: sum('started'),
      completed: sum('completed'),
      aborted: sum('aborted'),
      failed: sum('failed'),
      unfinished: sum('unfinished'),
    },
    decisions,
    attempts,
    models: [...models.values()],
    losses: attrition.flatMap(({ losses }) => losses),
  }
}
