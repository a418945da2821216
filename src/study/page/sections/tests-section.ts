/** Whether treatments differ by more than chance. */
import { PAIR_HEAD, pairCells, pText } from '../../analysis/pair-columns.ts'
import type { TreatmentTests } from '../../analysis/treatment-tests.ts'
import type { Inside } from '../html.ts'
import { estimateText, numberText } from '../numbers.ts'
import type { PageData } from '../page-data.ts'
import { note, words, type Section } from '../section.ts'
import { table } from '../table.ts'

/** Null where there is one treatment. */
export function testsSection({ report, tests, furtherTests }: PageData): Section | null {
  const { differences } = report
  if (tests.omnibus.length + tests.pairs.length + differences.length === 0) return null
  const [difference] = differences
  return {
    id: 'tests',
    title: 'Differences between treatments',
    inside: [
      words(
        `The unit of inference is the run: every test compares one value for each finished run. ${tests.omnibusTests + tests.pairTests} tests were made${tests.omnibus.length > 0 && tests.pairs.length > 0 ? `: ${tests.omnibusTests} of all treatments at once, ${tests.pairTests} of pairs` : ''}.`,
      ),
      testTables(tests, 'Tests'),
      tests.pairsLeftOut
        ? note(
            'Tests of pairs are left out, treatments being many; coterie report --all makes them.',
          )
        : null,
      difference === undefined
        ? null
        : table({
            caption: `Differences of means: each treatment minus “${difference.from}”`,
            head: ['treatment', 'role', 'ask', 'outcome', 'runs', 'difference and 95 % interval'],
            rows: differences.map((one) => [
              one.to,
              one.role,
              one.ask ?? '',
              one.measure.kind === 'share'
                ? (one.measure.value ?? '(pass)')
                : `(${one.measure.kind === 'amount' ? 'mean' : 'earnings'})`,
              `${one.toRuns}, ${one.fromRuns}`,
              estimateText({ mean: one.difference, interval: one.interval }),
            ]),
            keys: 4,
          }),
      furtherTests === null
        ? null
        : [
            words('Further measures, tested because all were asked for:'),
            testTables(furtherTests, 'Further tests'),
          ],
      note(
        'Two-sided. Kruskal–Wallis for all treatments at once (chi-squared approximation); Mann–Whitney for pairs (exact with ties where the splits can be counted, otherwise normal, “~”); beside it the permutation p of the difference of means (exact, or 10,000 draws from a fixed seed, or normal past 1,000 runs, “~”). ' +
          'p (Holm) corrects over the tests of its table (Holm 1979). Rank-biserial correlation: above 0 where runs of the treatment rank higher (interval: DeLong 1988 on the logit scale). Human reference lines are never tested against.',
      ),
    ],
  }
}

function testTables({ omnibus, pairs }: TreatmentTests, title: string): Inside {
  const [pair] = pairs
  return [
    omnibus.length === 0
      ? null
      : table({
          caption: `${title} of all treatments at once: Kruskal–Wallis`,
          head: [
            'role',
            'ask',
            'outcome',
            'treatments',
            'runs',
            'H',
            'df',
            'p',
            'p (Holm)',
            'ε²',
            'remark',
          ],
          rows: omnibus.map((one) => [
            one.role,
            one.ask ?? '',
            one.outcome,
            one.treatments,
            one.runs,
            numberText(one.h),
            one.df,
            pText(one.p),
            pText(one.holmP),
            numberText(one.epsilonSquared),
            one.reason ?? '',
          ]),
          keys: 3,
        }),
    pair === undefined
      ? null
      : table({
          caption: `${title} of each treatment against “${pair.from}”: Mann–Whitney`,
          head: [...PAIR_HEAD, 'rank-biserial', 'remark'],
          rows: pairs.map((one) => [
            ...pairCells(one),
            estimateText({ mean: one.rankBiserial, interval: one.interval }),
            one.reason ?? '',
          ]),
          keys: 4,
        }),
  ]
}
