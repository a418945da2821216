/** The part of a report that tells the flow from the plan to what was analysed. */
import type { Flow } from '../../../study/analysis/flow.ts'
import { wrapWords } from './fit-table.ts'

/** More reasons than this stand in `--json`. */
const MOST_REASONS = 8

/** Lines as in a CONSORT diagram, what was lost indented. `stoppedAt`: the cap of the budget at which the last sitting stopped. */
export function flowText({ all, reasons, forks }: Flow, stoppedAt: string | null): string[] {
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
    ...(all.planned === null ? [] : [`${counted(all.planned, 'run')} planned`]),
    ...left(all.notBegun ?? 0, 'not begun'),
    `${counted(all.started, 'run')} begun`,
    ...left(all.aborted, 'aborted'),
    ...why('aborted'),
    ...left(all.failed, 'failed'),
    ...why('failed'),
    ...left(all.unfinished, 'not at their end yet'),
    `${counted(all.finished, 'run')} finished: choices, earnings and tests rest on these`,
    ...(decisions.asked === 0
      ? ['no decision asked for']
      : [
          `${counted(decisions.asked, 'decision')} asked for, in all runs that were begun`,
          ...left(decisions.forfeited, 'forfeited'),
          ...left(decisions.defaulted, 'put to a default'),
          ...left(decisions.undecided, 'never made: the run ended'),
          `${counted(decisions.valid + decisions.reasked + decisions.passed, 'decision')} made, ${decisions.reasked} of them when asked again`,
        ]),
    ...(forks === 0
      ? []
      : [`${counted(forks, 'fork')} beside: what shares ticks with other runs is in none of this`]),
    ...(stoppedAt === null
      ? []
      : wrapWords(`The last sitting stopped at the budget: ${stoppedAt}.`)),
  ]
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
