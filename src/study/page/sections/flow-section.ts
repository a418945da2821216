/** What was run, and what was lost on the way. */
import { flowDiagram } from '../flow-diagram.ts'
import { el } from '../html.ts'
import type { PageData } from '../page-data.ts'
import { note, type Section } from '../section.ts'
import { table } from '../table.ts'

export function flowSection({ report }: PageData): Section {
  const { flow, attrition } = report
  const lossy = attrition.filter(({ attempts }) => attempts.attempts > 0)
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
      table({
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
      lossy.length === 0
        ? null
        : table({
            caption: 'Attempts of models by treatment',
            head: [
              'treatment',
              'model',
              'attempts',
              'valid',
              'unreadable',
              'refused',
              'blocked',
              'truncated',
              'no words',
              'timed out',
              'failed',
              'retries',
            ],
            rows: lossy.flatMap(({ treatment, models }) =>
              models.map(({ model, attempts: a }) => [
                treatment,
                model,
                a.attempts,
                a.valid,
                a.unreadable,
                a.refused,
                a.contentBlocked,
                a.truncated,
                a.noWords,
                a.timedOut,
                a.failed + a.failedForPrompt + a.failedForGood,
                a.retries,
              ]),
            ),
            keys: 2,
          }),
      report.forks > 0
        ? note(`${report.forks} forks are left out everywhere: they share ticks with other runs.`)
        : null,
      note(
        'After the CONSORT statement (Schulz, Altman & Moher 2010). Runs are those that were played on their own.',
      ),
    ],
  }
}
