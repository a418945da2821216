import { afterAll, describe, expect, test } from 'vitest'
import { makeFolder } from '../testing/command.ts'
import { compareTable } from './compare-table.ts'
import { comparedText } from './compared-text.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

/** The permeability of membranes (Hollander & Wolfe 1973, table 4.1), two rows of each run. */
const X = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
const Y = [1.15, 0.88, 0.9, 0.74, 1.21]
const rowsOf = (group: string, values: readonly number[]): string[] =>
  values.map((value, i) => `${value},${group},${group}${Math.floor(i / 2)}`)
const MEMBRANES = ['score,group,run', ...rowsOf('term', X), ...rowsOf('early', Y)].join('\n')

let files = 0
const questionOf = (text: string, columns: object = {}, more: object = {}) => {
  const name = `data${files++}.csv`
  folder.write({ [name]: text })
  return {
    file: `${folder.path}/${name}`,
    columns: { value: 'score', by: 'group', ...columns },
    labels: false,
    seed: 1,
    permutations: 2000,
    ...more,
  }
}
const compare = (text: string, columns: object = {}, more: object = {}) =>
  compareTable(questionOf(text, columns, more))

test('the command prints one JSON document with the names of the interface', async () => {
  folder.write({ 'membranes.csv': MEMBRANES })
  const words = ['stats', 'membranes.csv', '--value', 'score', '--by', 'group']
  const { code, stdout } = await folder.here(...words, '--json')
  expect(code).toBe(0)
  const found = JSON.parse(stdout) as Record<string, unknown>
  expect(found['mann_whitney']).toMatchObject({ U: 35, rank_biserial: 0.4 })
  const u = found['mann_whitney'] as Record<string, number>
  expect(u['p_exact']).toBeCloseTo(0.2544122544, 10)
  expect(u['p_normal']).toBeCloseTo(0.244623605, 9)
  expect(u['p_normal_uncorrected']).toBeCloseTo(0.2206713619, 10)
  expect(found['cohen_d']).toBeCloseTo(0.8797172793, 10)
  expect(found['hedges_g']).toBeCloseTo(0.8277985361, 10)
  expect(found['permutation']).toMatchObject({ exact: true, permutations: 3003 })
  expect((found['permutation'] as Record<string, number>)['p']).toBeCloseTo(0.1318681319, 10)
  expect(found['kruskal_wallis']).toMatchObject({ df: 1 })
  const wrong = await folder.here('stats', 'membranes.csv', '--value', 'skore', '--by', 'group')
  expect(wrong.code).toBe(2)
  expect(wrong.stderr).toContain('Did you mean "score"?')
})

describe('the unit of inference', () => {
  test('is the cluster where one is named: its rows are averaged, and it moves as a whole', async () => {
    const found = await compare(MEMBRANES, { cluster: 'run' })
    if (found.kind !== 'numbers') throw new Error(found.kind)
    expect(found.unit).toBe('cluster')
    expect(found.groups.map(({ n, rows }) => [n, rows])).toEqual([
      [5, 10],
      [3, 5],
    ])
    expect(found.permutation).toMatchObject({ exact: true, permutations: 56 })
    expect(found.notes[0]).toContain('15 rows became 8 values')
  })

  test('a cluster in two groups is refused, with both lines', async () => {
    const text = 'score,group,run\n1,a,r1\n2,a,r2\n3,b,r1\n'
    await expect(compare(text, { cluster: 'run' })).rejects.toThrow(
      /csv:4: run "r1" is in "b" here and in "a" at .*csv:2\. .*--paired run/,
    )
  })

  test('is the pair where values are paired', async () => {
    const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
    const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    const rows = before.flatMap((one, i) => [`${one},before,${i}`, `${after[i] ?? ''},after,${i}`])
    const text = ['score,group,who', ...rows, '9,before,99'].join('\n')
    const found = await compare(text, { paired: 'who' })
    if (found.kind !== 'pairs') throw new Error(found.kind)
    expect(found.wilcoxon_signed_rank).toMatchObject({ V: 40, p_exact: 20 / 512 })
    expect(found.skipped.incomplete_pairs).toBe(1)
    expect(found.mann_whitney).toBeNull()
    expect(found.reasons.mann_whitney).toContain('paired')
    expect(comparedText(found).join('\n')).toContain('The unit of inference is the pair')
  })
})

test('several groups have their pairs adjusted, and no test of two', async () => {
  const text = `score;group\n${['1;a', '2;a', '2;a', '4;b', '6;b', '5;b', '9;c', '8;c', '7;c', ';c'].join('\n')}`
  const found = await compare(text)
  if (found.kind !== 'numbers') throw new Error(found.kind)
  expect(found.mann_whitney).toBeNull()
  expect(found.reasons).toHaveProperty('mann_whitney')
  expect(found.pairs).toHaveLength(3)
  for (const { p, p_holm, p_benjamini_hochberg } of found.pairs) {
    expect(p_holm).toBeGreaterThanOrEqual(p_benjamini_hochberg ?? NaN)
    expect(p_benjamini_hochberg).toBeGreaterThanOrEqual(p ?? NaN)
  }
  expect(found.skipped).toMatchObject({ rows: 1, of: 10, empty: { score: 1, group: 0 } })
  expect(comparedText(found).join('\n')).toContain('Left out: 1 of 10 rows (1 without "score")')
})

describe('a table about several things', () => {
  const MIXED = `measure,${MEMBRANES.replace('\n', '\nkept,').replaceAll(/\n(?!kept)/g, '\nkept,')}\nother,99,term,z`

  test('says so where they are taken together, and takes the rows that are asked for', async () => {
    const together = await compare(MIXED)
    expect(together.notes.join()).toMatch(/about 2 different things.*--where measure=NAME/)
    const apart = await compare(MIXED, {}, { where: [{ column: 'measure', is: 'kept' }] })
    const { skipped, notes, ...found } = apart
    const { skipped: none, notes: said, ...expected } = await compare(MEMBRANES)
    expect({ ...found, file: '' }).toEqual({ ...expected, file: '' })
    expect([notes, skipped]).toEqual([said, { ...none, unwanted: 1 }])
    await expect(
      compare(MIXED, {}, { where: [{ column: 'measure', is: 'none' }] }),
    ).rejects.toThrow(/no row has measure = none/)
  })
})

describe('labels', () => {
  const answers = (yes: number, no: number, group: string): string[] => [
    ...Array.from({ length: yes }, () => `yes,${group}`),
    ...Array.from({ length: no }, () => `no,${group}`),
  ]
  const text = ['score,group', ...answers(8, 2, 'm'), ...answers(1, 5, 'f')].join('\n')

  test('are counted, and tested by chi-squared and Fisher', async () => {
    const found = await compare(text)
    if (found.kind !== 'labels') throw new Error(found.kind)
    expect(found.table).toEqual([
      [8, 2],
      [1, 5],
    ])
    expect(found.chi_squared.chi_squared).toBeCloseTo(6.112169312169312, 10)
    expect(found.fisher_exact?.p).toBeCloseTo(0.034965034965034975, 12)
    expect(found.mann_whitney).toBeNull()
    expect(comparedText(found).join('\n')).toContain('poor approximation')
  })

  test('numbers are labels where that is asked for', async () => {
    const found = await compare('score,group\n1,a\n0,a\n1,b\n1,b', {}, { labels: true })
    expect(found.kind).toBe('labels')
  })

  test('within clusters, the share of the first label is compared', async () => {
    const rows = ['yes,a,1', 'no,a,1', 'yes,a,2', 'no,b,3', 'no,b,4']
    const found = await compare(['score,group,run', ...rows].join('\n'), { cluster: 'run' })
    if (found.kind !== 'numbers') throw new Error(found.kind)
    expect(found.groups.map(({ mean }) => mean)).toEqual([0.75, 0])
    expect(found.notes[0]).toContain('the share of "yes"')
  })
})

describe('what cannot be compared is said, with its place and a mend', () => {
  test.each([
    ['a value that is no number', 'score,group\n1,a\nn/a,b\n2,b', /csv:3: column "score": "n\/a"/],
    ['a decimal comma', 'score;group\n1,5;a\n2;b\n3;b', /Write decimals with a point/],
    ['one group', 'score,group\n1,a\n2,a', /one group only \("a", 2 values\)/],
    ['an empty file', '', /it is empty/],
    ['names without rows', 'score,group\n', /no rows under its first line/],
    ['only empty values', 'score,group\n,a\n,b', /no row has both/],
    ['rows of another length', 'score,group\n1,a,7\n', /csv:2: this row has another number/],
  ])('%s', async (_, text, words) => {
    await expect(compare(text)).rejects.toThrow(words)
  })

  test('a column that is not there, or is two things at once', async () => {
    await expect(compare(MEMBRANES, { by: 'groop' })).rejects.toThrow(
      /no column in .*csv:1 named "groop"\. Did you mean "group"\?/,
    )
    await expect(compare(MEMBRANES, { cluster: 'group' })).rejects.toThrow(/two things at once/)
    await expect(compare(MEMBRANES, { cluster: 'run', paired: 'run' })).rejects.toThrow(
      /--paired alone/,
    )
  })

  test('words of others do not steer a terminal', async () => {
    const found = await compare('score,group\n1,a\u001b[31m\n2,b\n3,b')
    expect(comparedText(found).join('\n')).not.toContain('\u001b')
  })
})

test('all values the same: nothing is 0 or NaN that is not defined', async () => {
  const found = await compare('score,group\n2,a\n2,a\n2,b\n2,b')
  expect(found).toMatchObject({
    cohen_d: null,
    hedges_g: null,
    eta_squared: null,
    kruskal_wallis: { H: null, p: null },
    mann_whitney: { p_normal: null, p_exact: 1 },
    permutation: { p: 1 },
  })
  expect(JSON.stringify(found)).not.toContain('NaN')
  expect(comparedText(found).join('\n')).toContain('all values are the same')
})
