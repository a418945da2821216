/** What was run, and what was lost on the way. */
import { flowDiagram } from '../flow-diagram.ts'
import type { Attrition } from '../../analysis/attrition.ts'
import { el, type Inside } from '../html.ts'
import type { PageData } from '../page-data.ts'
import { note, words, type Section } from '../section.ts'
import { table } from '../table.ts'

export function flowSection({ report }: PageData): Section {
  const { flow, attrition, stoppedAtBudget } = report
  const attempts = attrition.flatMap(({ treatment, models }) =>
    models.map((one) => ({ treatment, ...one })),
  )
  return {
    id: 'flow-of-runs',
    title: 'What was run',
    inside: [
      el(
        'figure',
        {},
        el('figcaption', {}, 'Flow of runs and decisions'),
        el('div', { class: 'draw' }, flowDiagram(flow)),
      ),
      stoppedAtBudget === null
        ? null
        : words(`The last sitting stopped at the budget: ${stoppedAtBudget}.`),
      table({
        caption: 'Runs by treatment',
        head: [
          'treatment',
          'planned',
          'not begun',
          'begun',
          'finished',
          'aborted',
          'failed',
          'unfinished',
        ],
        rows: flow.treatments.map((one) => [
          one.treatment,
          one.planned,
          one.notBegun,
          one.started,
          one.finished,
          one.aborted,
          one.failed,
          one.unfinished,
        ]),
      }),
      flow.all.decisions.asked === 0
        ? null
        : table({
            caption: 'Decisions by treatment',
            head: [
              'treatment',
              'asked',
              'valid',
              'when asked again',
              'passed',
              'forfeited',
              'defaulted',
              'never made',
            ],
            rows: flow.treatments.map(({ treatment, decisions: d }) => [
              treatment,
              d.asked,
              d.valid,
              d.reasked,
              d.passed,
              d.forfeited,
              d.defaulted,
              d.undecided,
            ]),
          }),
      flow.reasons.length === 0
        ? null
        : table({
            caption: 'Why runs ended early',
            head: ['how', 'why', 'runs'],
            rows: flow.reasons.map(({ how, why, runs }) => [
              how,
              why ?? 'the record does not say',
              runs,
            ]),
            keys: 2,
          }),
      attempts.length === 0 ? null : attemptsTable(attempts),
      report.forks > 0
        ? note(`${report.forks} forks are left out everywhere: they share ticks with other runs.`)
        : null,
      note(
        'After the CONSORT statement (Schulz, Altman & Moher 2010). Runs are those that were played on their own.',
      ),
    ],
  }
}

type Attempts = Attrition['models'][number] & { readonly treatment: string }

/** How an attempt may end without an answer. */
const ENDS: readonly (readonly [head: string, of: (one: Attempts['attempts']) => number])[] = [
  ['unreadable', ({ unreadable }) => unreadable],
  ['refused', ({ refused }) => refused],
  ['blocked', ({ contentBlocked }) => contentBlocked],
  ['truncated', ({ truncated }) => truncated],
  ['no words', ({ noWords }) => noWords],
  ['timed out', ({ timedOut }) => timedOut],
  ['failed', (one) => one.failed + one.failedForPrompt + one.failedForGood],
  ['retries', ({ retries }) => retries],
]

/** What never happened has no column: the table stays as narrow as it can. */
function attemptsTable(attempts: readonly Attempts[]): Inside {
  const told = ENDS.filter(([, of]) => attempts.some((one) => of(one.attempts) > 0))
  const never = ENDS.filter((end) => !told.includes(end)).map(([head]) => head)
  return [
    table({
      caption: 'Attempts of models by treatment',
      head: ['treatment', 'model', 'attempts', 'valid', ...told.map(([head]) => head)],
      rows: attempts.map((one) => [
        one.treatment,
        one.model,
        one.attempts.attempts,
        one.attempts.valid,
        ...told.map(([, of]) => of(one.attempts)),
      ]),
      keys: 2,
    }),
    never.length === 0 ? null : note(`None at all: ${never.join(', ')}.`),
  ]
}
