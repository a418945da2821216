/** Measures of the catalogue, what was served and spent, human reference lines, the data dictionary. */
import { estimateOf } from '../../analysis/estimate.ts'
import { el, type Inside } from '../html.ts'
import { estimateText, numberText } from '../numbers.ts'
import type { PageData } from '../page-data.ts'
import { note, words, type Section } from '../section.ts'
import { table } from '../table.ts'

/** Null where no measure of the catalogue applies. */
export function measuresSection({ measured, measuredUpTo }: PageData): Section | null {
  if (measured.length === 0 && measuredUpTo === null) return null
  const rows = measured.map(({ measure, treatment, role, about, values, undefinedRuns }) => [
    measure.name,
    about === null ? '' : String(about),
    role ?? '(run)',
    treatment,
    values.length,
    [...undefinedRuns.values()].reduce((sum, runs) => sum + runs, 0),
    estimateText(estimateOf(values)),
    measure.unit,
  ])
  return {
    id: 'measures',
    title: 'Measures',
    inside: [
      measuredUpTo === null
        ? null
        : words(
            `There are more than ${measuredUpTo.toLocaleString('en')} runs: measures of the catalogue are left out here, apart from those that a human reference line is about. coterie report --all works them out.`,
          ),
      el(
        'details',
        {},
        el('summary', {}, `Measures of the catalogue by treatment: ${rows.length} rows`),
        table({
          caption: 'Measures of the catalogue by treatment',
          head: [
            'measure',
            'of',
            'role',
            'treatment',
            'runs',
            'undefined',
            'mean and 95 % interval',
            'unit',
          ],
          rows,
          keys: 4,
        }),
      ),
      note(
        'One value for each finished run, the mean over the seats of the role; then means over runs. Runs in which a measure is undefined are counted beside, and are not among them: of measures that wait for something, such as first-defection-round, they are the runs in which it never happened. What each measure is: the data dictionary below, and coterie measures --list.',
      ),
    ],
  }
}

/** Null where no model was called. */
export function modelsSection({ report, latencies }: PageData): Section | null {
  const { servedModels, spend, calls } = report
  if (spend.length === 0) return null
  const straddling = servedModels.experiment.filter(({ straddles }) => straddles)
  return {
    id: 'models',
    title: 'Models',
    inside: [
      table({
        caption: 'Who answered',
        head: ['model asked for', 'replies', 'served as'],
        rows: servedModels.experiment.map(({ model, replies, served }) => [
          model,
          replies,
          served.map(({ name, replies: n }) => `${name ?? '(not said)'} (${n})`).join(', '),
        ]),
      }),
      straddling.length === 0
        ? null
        : words(
            `Careful: ${straddling.map(({ model }) => model).join(', ')} was answered by more than one served model.`,
          ),
      table({
        caption: 'What models used and cost',
        head: ['treatment', 'model', 'calls', 'tries', 'tokens in', 'tokens out', 'US$'],
        rows: spend.map((one) => [
          one.treatment,
          one.model,
          one.calls,
          one.tries,
          one.inputTokens,
          one.outputTokens,
          numberText(one.costUsd),
        ]),
        keys: 2,
      }),
      table({
        caption: 'What became of calls, by provider and model',
        head: [
          'model',
          'calls',
          'tries',
          'retries',
          'no reply',
          'busy',
          'in passing',
          'timed out',
          'unreached',
          'of the prompt',
          'of the set-up',
          'tokens in',
          'tokens out',
          'US$',
        ],
        rows: calls.map((one) => [
          one.name,
          one.calls,
          one.made,
          one.retries,
          one.unanswered,
          one.refused,
          one.failures.passing,
          one.failures.timeout,
          one.failures.unreached,
          one.failures.prompt,
          one.failures.setup,
          one.inputTokens,
          one.outputTokens,
          numberText(one.usd),
        ]),
      }),
      latencies.length === 0
        ? null
        : table({
            caption: 'How long replies took, in seconds',
            head: ['model', 'replies', 'median', '95 % within'],
            rows: latencies.map(({ name, replies, medianMs, p95Ms }) => [
              name,
              replies,
              numberText(medianMs / 1000),
              numberText(p95Ms / 1000),
            ]),
          }),
      note(
        'Every try of a call is counted, over all treatments. No reply: calls of which no try brought one. Busy: tries that the server was too busy for (429); the columns after it are tries that brought nothing for another reason. How long replies took has retries and waiting in it; it is wall time, beside the record and in no hash.',
      ),
    ],
  }
}

export function dictionarySection({ dictionary }: PageData): Section {
  const { columns, empty, runsLookedAt, measures, codes } = dictionary
  const tables = [...Map.groupBy(columns, (one) => one.table)]
  return {
    id: 'dictionary',
    title: 'Data dictionary',
    inside: [
      words(
        'What there is in this record: the columns of its tables (coterie export writes them), the measures above, the codes.',
      ),
      tables.map(([name, list]): Inside =>
        el(
          'details',
          {},
          el('summary', {}, `Table ${name}: ${list.length} columns`),
          table({
            caption: `Table ${name}`,
            head: ['column', 'holds', 'meaning'],
            rows: list.map(({ column, holds, means }) => [column, holds, means]),
          }),
        ),
      ),
      empty.length === 0
        ? null
        : note(
            `Without rows in the ${runsLookedAt} runs that were looked at: ${empty.join(', ')}.`,
          ),
      el(
        'details',
        {},
        el('summary', {}, `Measures: ${measures.length}`),
        table({
          caption: 'Measures',
          head: ['measure', 'meaning', 'unit'],
          rows: measures.map(({ name, means, unit }) => [name, means, unit]),
        }),
      ),
      codes.length === 0
        ? null
        : el(
            'details',
            {},
            el('summary', {}, `Codes: ${codes.length}`),
            table({
              caption: 'Codes',
              head: ['codebook', 'code', 'level', 'unit', 'values', 'definition'],
              rows: codes.map((one) => [
                `${one.codebook}, version ${one.version}`,
                one.code,
                one.level,
                one.unit,
                one.categories.join(', '),
                one.definition,
              ]),
              keys: 2,
            }),
          ),
    ],
  }
}
