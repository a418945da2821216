/** The part of a report that tells whether treatments differ by more than chance. */
import { PAIR_HEAD, pairCells, pText } from '../../../study/analysis/pair-columns.ts'
import type {
  OmnibusTest,
  PairTest,
  TreatmentTests,
} from '../../../study/analysis/treatment-tests.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** Nothing where there is one treatment. */
export function testsText(tests: TreatmentTests, db: string): string[] {
  if (tests.omnibus.length + tests.pairs.length === 0) return []
  return [
    '\nTests: one value for each finished run; the run is the unit of inference',
    ...tablesText(tests),
    ...wrapWords(
      `${countText(tests)} Two-sided. Corrected by Holm (1979) over the tests of each table; the permutation p is not corrected and not counted: it asks the same of ` +
        'the means. ~: normal approximation, or 10,000 drawn permutations from a fixed seed; otherwise exact, with ties. Rank-biserial: above 0 where runs of the treatment rank higher, with a 95 % interval ' +
        '(DeLong, on the logit scale). Of two options the first is tested. Human reference lines are never tested against.',
    ),
    ...(tests.pairsLeftOut
      ? wrapWords(
          `Pairs of treatments are left out, being many: coterie report ${db} --all tests each against the first.`,
        )
      : []),
  ]
}

/** Measures of the catalogue and codes, where all is asked for. */
export function furtherTestsText(tests: TreatmentTests | null): string[] {
  if (tests === null || tests.omnibus.length + tests.pairs.length === 0) return []
  return [
    '\nFurther tests: measures of the catalogue and codes, asked for by --all',
    ...tablesText(tests),
    ...wrapWords(
      `${countText(tests)} Holm corrects over each of these tables on its own: with so many, look for what was expected before.`,
    ),
  ]
}

/** The tables alone. */
export function tablesText({ omnibus, pairs }: TreatmentTests): string[] {
  const [first] = pairs
  return [
    ...(omnibus.length === 0
      ? []
      : [
          '\nAll treatments at once: Kruskal–Wallis',
          ...fitTable(
            ['role', 'ask', 'outcome', 'treatments', 'runs', 'H', 'df', 'p', 'p (Holm)', 'ε²'],
            omnibus.map((one) => [
              one.role,
              one.ask ?? '',
              one.outcome,
              one.treatments,
              one.runs,
              one.h === null ? '–' : one.h.toFixed(2),
              one.df,
              pText(one.p),
              pText(one.holmP),
              one.epsilonSquared === null ? '–' : one.epsilonSquared.toFixed(2),
            ]),
            3,
          ),
          ...reasonsText(omnibus),
        ]),
    ...(first === undefined
      ? []
      : [
          '',
          ...wrapWords(
            `Each treatment against "${first.from}": Mann–Whitney, and a permutation test of the means`,
          ),
          ...fitTable(
            [...PAIR_HEAD, 'rank-biserial'],
            pairs.map((one) => [...pairCells(one), effectText(one)]),
            4,
          ),
          ...reasonsText(pairs),
        ]),
  ]
}

function countText({ omnibusTests: omnibus, pairTests: pairs }: TreatmentTests): string {
  const parts = [
    ...(omnibus > 0
      ? [`${omnibus} ${omnibus === 1 ? 'test' : 'tests'} of all treatments at once`]
      : []),
    ...(pairs > 0 ? [`${pairs} ${pairs === 1 ? 'test' : 'tests'} of pairs`] : []),
  ]
  return parts.length === 0 ? 'No test could be made.' : `${parts.join(' and ')} made.`
}

/** Each reason once, with how many rows it stands for. */
export function reasonsText(rows: readonly Pick<PairTest | OmnibusTest, 'reason'>[]): string[] {
  const reasons = Map.groupBy(
    rows.flatMap(({ reason }) => reason ?? []),
    (reason) => reason,
  )
  return [...reasons].flatMap(([reason, all]) =>
    wrapWords(`${all.length === 1 ? 'In one row' : `In ${all.length} rows`}: ${reason}.`),
  )
}

function effectText({ rankBiserial, interval }: PairTest): string {
  if (rankBiserial === null) return '–'
  const told = (value: number): string => value.toFixed(2).replace('-', '−')
  return interval === null
    ? told(rankBiserial)
    : `${told(rankBiserial)} [${told(interval[0])}, ${told(interval[1])}]`
}
