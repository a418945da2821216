/** What was found, in tables and words. */
import { fitTable, wrapWords } from '../report/fit-table.ts'
import type { NumbersCompared } from './compare-numbers.ts'
import type { PairsCompared } from './compare-pairs.ts'
import type { Compared } from './compare-table.ts'
import { pOf, shown, within } from './figures.ts'
import { labelsText } from './labels-text.ts'

/** For people. */
export function comparedText(compared: Compared): string[] {
  return [
    ...wrapWords(`${compared.file}: "${compared.value}" by "${compared.by}"`),
    '',
    ...bodyOf(compared),
    '',
    ...compared.notes.flatMap(wrapWords),
    ...skippedText(compared).flatMap(wrapWords),
    ...Object.entries(compared.reasons).flatMap(([field, reason]) =>
      isLeftOut(compared, field) ? [] : wrapWords(`No ${field}: ${reason}.`),
    ),
    ...wrapWords(
      `All p are two-sided. Seed ${compared.seed}. Every figure, one-sided p among them: --json.`,
    ),
  ]
}

function bodyOf(compared: Compared): string[] {
  switch (compared.kind) {
    case 'numbers':
      return numbersText(compared)
    case 'pairs':
      return pairsText(compared)
    case 'labels':
      return labelsText(compared)
  }
}

/** What is of another kind of data, or of two groups only, is no loss worth a line. */
function isLeftOut({ kind, groups }: Compared, field: string): boolean {
  if (kind === 'numbers' && groups.length > 2) return true
  // The reason of the test that they go with is told there.
  if (['eta_squared', 'omega_squared', 'cramers_v'].includes(field)) return true
  const others = ['mann_whitney', 'kruskal_wallis', 'cohen_d', 'hedges_g', 'permutation']
  return kind !== 'numbers' && others.includes(field)
}

type Row = readonly (string | number | null)[]

function numbersText(found: NumbersCompared): string[] {
  const { groups, mann_whitney: u, kruskal_wallis: h, permutation, anova, mean_difference } = found
  const tests: Row[] = [
    ...(u === null
      ? []
      : [
          [`Mann–Whitney, U of "${groups[0]?.group ?? ''}"`, u.U, pOf(u.p_exact), 'exact'],
          ['', shown(u.z, 3), pOf(u.p_normal), 'normal, corrected for ties and continuity'],
        ]),
    ['Kruskal–Wallis, H', shown(h.H), pOf(h.p), `chi-squared, df ${h.df}`],
    [
      `permutation, ${permutation.of}`,
      shown(permutation.statistic),
      pOf(permutation.p),
      how(permutation),
    ],
    [
      'analysis of variance, F',
      shown(anova.F),
      pOf(anova.p),
      `df ${anova.df_between}, ${anova.df_within}`,
    ],
  ]
  const effects: Row[] = [
    ...(u === null
      ? []
      : [
          ['rank-biserial', shown(u.rank_biserial)],
          ['common language', shown(u.common_language)],
          ["Cohen's d", shown(found.cohen_d)],
          ["Hedges' g", shown(found.hedges_g)],
        ]),
    ['epsilon squared (ranks)', shown(h.epsilon_squared)],
    ['eta squared', shown(found.eta_squared)],
    ['omega squared', shown(found.omega_squared)],
  ]
  const reasons = [h.reason, anova.reason, permutation.reason, ...Object.values(u?.reasons ?? {})]
  return [
    ...fitTable(
      ['group', 'n', 'rows', 'mean', 'sd', 'median', 'min', 'max'],
      groups.map((one) => [
        one.group,
        one.n,
        one.rows,
        shown(one.mean),
        shown(one.sd),
        shown(one.median),
        shown(one.min ?? null),
        shown(one.max ?? null),
      ]),
      1,
    ),
    '',
    ...fitTable(['test', 'statistic', 'p', 'how'], tests, 1),
    '',
    ...fitTable(['effect size', 'value'], effects, 1),
    ...(mean_difference === null ? [] : ['', ...differenceText(mean_difference)]),
    ...(found.pairs.length === 0 ? [] : ['', ...morePairsText(found)]),
    ...tiesText(h.tied, h.n),
    ...[...new Set(reasons)].flatMap((reason) =>
      reason === null || reason === undefined ? [] : wrapWords(`Not defined: ${reason}.`),
    ),
  ]
}

function morePairsText({ pairs }: NumbersCompared): string[] {
  const [first] = pairs
  return [
    ...wrapWords(
      `Pairs of groups: Mann–Whitney (${first?.p_is ?? ''} p) and Dunn, each adjusted over ${pairs.length} pairs (Holm; BH: Benjamini–Hochberg).`,
    ),
    ...fitTable(
      ['first', 'second', 'U', 'p', 'Holm', 'BH', 'rank-bis.', 'd', 'Dunn z', 'Holm'],
      pairs.map((pair) => [
        pair.first,
        pair.second,
        pair.mann_whitney.U,
        pOf(pair.p),
        pOf(pair.p_holm),
        pOf(pair.p_benjamini_hochberg),
        shown(pair.mann_whitney.rank_biserial, 3),
        shown(pair.cohen_d, 3),
        shown(pair.dunn.z, 3),
        pOf(pair.dunn.p_holm),
      ]),
      2,
    ),
  ]
}

function pairsText(found: PairsCompared): string[] {
  const { groups, wilcoxon_signed_rank: v, permutation, paired_t: t } = found
  const tests: Row[] = [
    ['Wilcoxon signed rank, V', v.V, pOf(v.p_exact), 'exact'],
    ['', '', pOf(v.p_normal), 'normal, corrected for ties and continuity'],
    [
      `permutation, ${permutation.of}`,
      shown(permutation.statistic),
      pOf(permutation.p),
      how(permutation),
    ],
    ...(t === null ? [] : [['paired t', shown(t.t), pOf(t.p), `df ${t.df}`]]),
  ]
  const effects: Row[] = [
    ['matched rank-biserial', shown(v.rank_biserial)],
    ["Cohen's d_z", shown(found.cohen_dz)],
  ]
  return [
    ...fitTable(
      ['group', 'pairs', 'mean', 'sd'],
      groups.map((one) => [one.group, one.n, shown(one.mean), shown(one.sd)]),
      1,
    ),
    '',
    ...fitTable(['test', 'statistic', 'p', 'how'], tests, 1),
    '',
    ...fitTable(['effect size', 'value'], effects, 1),
    '',
    ...differenceText(found.mean_difference),
    ...(v.zeros_dropped === 0
      ? []
      : wrapWords(`Pairs that do not differ, which signed ranks leave out: ${v.zeros_dropped}.`)),
    ...Object.values(v.reasons).flatMap((reason) => wrapWords(`Not defined: ${reason}.`)),
  ]
}

interface Difference {
  readonly value: number | null
  readonly interval: readonly [number, number] | null
  readonly reason: string | null
}

function differenceText({ value, interval, reason }: Difference): string[] {
  const why = reason === null ? '' : ` (${reason})`
  return wrapWords(
    `Mean difference, first group less second: ${shown(value) ?? '–'} ${within(interval)}${why}.${interval === null ? '' : ' The interval is a percentile bootstrap at 95 %.'}`,
  )
}

function tiesText(tied: number, n: number): string[] {
  return tied === 0
    ? []
    : wrapWords(`${tied} of ${n} values share theirs with another: they have mid-ranks.`)
}

function skippedText({ skipped }: Compared): string[] {
  const empty = Object.entries(skipped.empty).filter(([, count]) => count > 0)
  const columns = empty.map(([column, count]) => `${count} without "${column}"`).join(', ')
  return [
    ...(skipped.rows === 0
      ? []
      : [`Left out: ${skipped.rows} of ${skipped.of} rows (${columns}).`]),
    ...(skipped.unwanted === 0 ? [] : [`${skipped.unwanted} other rows were not asked for.`]),
    ...(skipped.incomplete_pairs === 0
      ? []
      : [`Left out: pairs with a value in one group only (${skipped.incomplete_pairs}).`]),
  ]
}

function how({
  exact,
  permutations,
}: {
  readonly exact: boolean
  readonly permutations: number
}): string {
  const count = permutations.toLocaleString('en')
  if (permutations === 0) return 'not made'
  return exact ? `exact, all ${count}` : `${count} drawn`
}
