/** What was found of labels, in tables and words. */
import { fitTable, wrapWords } from '../report/fit-table.ts'
import type { LabelsCompared } from './compare-labels.ts'
import { pOf, shown, within } from './figures.ts'

export function labelsText(found: LabelsCompared): string[] {
  const { groups, labels, chi_squared: chi, fisher_exact: fisher } = found
  const tests = [
    ['chi-squared', shown(chi.chi_squared), pOf(chi.p), `df ${chi.df}`],
    ...(fisher === null
      ? []
      : [["Fisher's exact, odds ratio", shown(fisher.sample_odds_ratio), pOf(fisher.p), 'exact']]),
  ]
  return [
    ...fitTable(
      ['group', 'n', ...labels.map((label) => `${label} [95 %]`)],
      groups.map(({ group, n, shares }) => [
        group,
        n,
        ...shares.map(
          ({ count, share, interval }) => `${count}: ${shown(share, 2)} ${within(interval, 2)}`,
        ),
      ]),
      1,
    ),
    '',
    ...fitTable(['test', 'statistic', 'p', 'how'], tests, 1),
    '',
    `Cramér's V ${shown(found.cramers_v) ?? '–'}`,
    ...found.differences.flatMap(({ label, difference, interval, cohen_h }) =>
      wrapWords(
        `Share of "${label}", first group less second: ${shown(difference)} ${within(interval)} (Newcombe), Cohen's h ${shown(cohen_h)}`,
      ),
    ),
    ...[chi.warning, chi.reason, fisher?.reason ?? null].flatMap((words) =>
      words === null ? [] : wrapWords(`Note: ${words}.`),
    ),
  ]
}
