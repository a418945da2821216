/** The part of a report that tells the flow from the plan to what was analysed. */
import type { Flow } from '../../../study/analysis/flow.ts'
import { wrapWords } from './fit-table.ts'

/** More reasons than this stand in `--json`. */
const MOST_REASONS = 8

/** Lines as in a CONSORT diagram, what was lost indented. */
export function flowText({ all, reasons, forks }: Flow): string[] {
  const { decisions } = all
  const left = (count: number, words: string): string[] =>
    count === 0 ? [] : [`    − ${count} ${words}`]
  const why = (how: 'aborted' | 'failed'): string[] => {
    const told = reasons.filter((one) => one.how === how && one.why !== null)
    return [
      ...told
        .slice(0, MOST_REASONS)
        .flatMap((one) => wrapWords(`        ${one.runs}: ${one.why ?? ''}`)),
      ...(told.length > MOST_REASONS
        ? [`        … and ${told.length - MOST_REASONS} more reasons (--json)`]
        : []),
    ]
  }
  return [
    '\nFlow: from the plan to what was analysed (after CONSORT)',
    ...(all.planned === null ? [] : [`${all.planned} runs planned`]),
    ...left(all.notBegun ?? 0, 'not begun'),
    `${all.started} runs begun`,
    ...left(all.aborted, 'aborted'),
    ...why('aborted'),
    ...left(all.failed, 'failed'),
    ...why('failed'),
    ...left(all.unfinished, 'not at their end yet'),
    `${all.finished} runs finished: choices, earnings and tests rest on these`,
    `${decisions.asked} decisions asked for, in all runs that were begun`,
    ...left(decisions.forfeited, 'forfeited'),
    ...left(decisions.defaulted, 'put to a default'),
    ...left(decisions.undecided, 'never made: the run ended'),
    `${decisions.valid + decisions.reasked + decisions.passed} decisions made, ${decisions.reasked} of them when asked again`,
    ...(forks === 0
      ? []
      : [`${forks} forks stand beside: they share ticks with other runs and are in none of this`]),
  ]
}
