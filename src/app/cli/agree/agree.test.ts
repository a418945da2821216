/** `coterie agree` as its users meet it: tables and records in, coefficients out, and what it says of tables that are not right. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codebookFixed, codebookOf, CodebookFile } from '../../../study/coding/codebook.ts'
import type { RunId } from '../../../record/ids.ts'
import { runIdOf } from '../../../record/plan.ts'
import { openSqliteLedger } from '../../../io/store/sqlite-ledger.ts'
import { openSqliteStore } from '../../../io/store/sqlite-store.ts'
import { sampleCoder, sampleCoding, sampleUnit } from '../../../io/store/testing/sample-codings.ts'
import { samplePlan } from '../../../io/store/testing/sample-plan.ts'
import { putRun, sampleTicks } from '../../../io/store/testing/sample-record.ts'
import { makeFolder } from '../testing/command.ts'

/** What the command prints with --json. */
type Json = Record<string, unknown> & { codes: Record<string, Record<string, unknown>> }

const folder = makeFolder()
afterAll(() => folder.remove())

const agree = (...words: readonly string[]) => folder.here('agree', ...words)
const json = async (...words: readonly string[]): Promise<Json> => {
  const said = await agree(...words, '--json')
  expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(said.stdout) as Json
}

/** Krippendorff 2011, data C, as four coders wrote it. */
const { krippendorff_alpha } = JSON.parse(
  readFileSync(new URL('../../../study/reliability/testing/vectors.json', import.meta.url), 'utf8'),
) as { krippendorff_alpha: { raters_by_units: (number | null)[][] }[] }
const RATERS = krippendorff_alpha[0]?.raters_by_units ?? []
const HEAD = 'unit,coder,code,value'
const PUBLISHED = [
  HEAD,
  ...RATERS.flatMap((values, coder) =>
    values.map((value, u) => `u${u},c${coder},scale,${value ?? ''}`),
  ),
].join('\n')

const TWO = `${HEAD},run
u1,Ada,hostile,1,r1
u1,Bob,hostile,1,r1
u2,Ada,hostile,0,r1
u2,Bob,hostile,1,r1
u3,Ada,hostile,0,r2
u3,Bob,hostile,0,r2
u4,Ada,hostile,1,r3
u4,Bob,hostile,,r3
u1,Ada,calm,yes,r1
u1,Bob,calm,yes,r1
u2,Ada,calm,yes,r1
u2,Bob,calm,yes,r1
`

beforeAll(() =>
  folder.write({
    'published.csv': PUBLISHED,
    'published-crlf.txt': `\ufeff${PUBLISHED.replaceAll('\n', '\r\n').replaceAll(',', ';')}`,
    'two.csv': TWO,
    'words.csv': `${HEAD}\nu1,Ada,x,low\nu1,Bob,x,mid\nu2,Ada,x,high\nu2,Bob,x,high\nu3,Ada,x,low\nu3,Bob,x,low\n`,
    'alone.csv': `${HEAD}\nu1,Ada,x,1\nu2,Ada,x,0\n`,
    'names.csv': `${HEAD}\nu1,Ada,x,1\nu1,ada ,x,1\nu2,Ada,x,0\nu2,ada ,x,NA\n`,
    'hostile.csv': `${HEAD}\nu1,Ada,"\u001b[31mx",1\nu1,Bob,"\u001b[31mx",1\nu2,Ada,__proto__,1\nu2,Bob,__proto__,0\n`,
  }),
)

describe('several codes', () => {
  test('are told in a row each, with reasons said once, and in full where that is asked for', async () => {
    const { stdout } = await agree('two.csv', '--cluster', 'run')
    expect(stdout).toMatch(/^hostile +3 +2 +1: 0\.57 +0\.67 \[/m)
    expect(stdout).toMatch(/^calm +2 +2 +yes: 1\.00 +1\.00 \[–\] +– +– +–$/m)
    expect(stdout).toContain('calm: no alpha, kappa: every value is the same category')
    expect(stdout).not.toContain("Scott's pi")
    for (const words of [['--all'], ['--code', 'hostile']])
      expect((await agree('two.csv', ...words)).stdout).toContain("Scott's pi")
    expect((await agree('two.csv', '--bootstrap', '0')).stdout).toContain('No intervals')
    const names = (await agree('hostile.csv')).stdout
    expect(names).not.toContain('\u001b')
    expect(names).toContain('␛[31mx')
  })

  test('have intervals within the bounds of the coefficient, and none where nothing varies', async () => {
    const { codes } = await json('two.csv')
    const { jackknife, intervals } = codes['hostile'] as Record<string, Record<string, object>>
    expect(jackknife?.['percent_agreement']).toMatchObject({
      low: 0,
      high: 1,
      cut_off: ['low', 'high'],
    })
    expect(intervals?.['percent_agreement']).toMatchObject({ low: 0, high: 1 })
    expect(codes['calm']).toMatchObject({
      krippendorff_alpha: null,
      reason: expect.stringContaining('every value is the same category') as string,
    })
    const calm = codes['calm'] as Record<string, Record<string, object>>
    for (const method of ['intervals', 'jackknife'])
      expect(calm[method]?.['percent_agreement']).toMatchObject({
        low: null,
        high: null,
        reason: expect.stringContaining('no spread') as string,
      })
  })
})

describe('a plain table', () => {
  test('of published data gives the published coefficients, whatever its name, its line ends and its separator', async () => {
    const expected = { nominal: 0.743421, ordinal: 0.815388, interval: 0.849107, ratio: 0.797403 }
    for (const [level, alpha] of Object.entries(expected)) {
      const { codes } = await json('published-crlf.txt', '--level', level, '--bootstrap', '50')
      const { scale } = codes
      expect(scale).toMatchObject({
        units: 12,
        pairable_units: 11,
        coders: 4,
        percent_agreement: expect.closeTo(0.818182, 5) as number,
        krippendorff_alpha: expect.closeTo(alpha, 5) as number,
        gwet_ac1: expect.closeTo(0.775444, 5) as number,
        fleiss_kappa: null,
        fleiss_kappa_generalised: expect.closeTo(0.76117, 5) as number,
        cohen_kappa: null,
        scott_pi: null,
        reasons: { cohen_kappa: expect.stringContaining('there are 4') as string },
      })
    }
    expect(await json('published.csv')).toMatchObject({ rows: 48, seed: 1, replicates: 2_000 })
  })

  test('of two coders: coefficients, intervals, errors, prevalence and confusion of each code; reasons where there is none', async () => {
    const { codes } = await json('two.csv')
    expect(codes['hostile']).toMatchObject({
      units: 4,
      pairable_units: 3,
      percent_agreement: expect.closeTo(2 / 3, 12) as number,
      cohen_kappa: expect.closeTo(0.4, 12) as number,
      scott_pi: expect.closeTo(1 / 3, 12) as number,
      pabak: expect.closeTo(1 / 3, 12) as number,
      prevalence: { Ada: { 0: 0.5, 1: 0.5 } },
      confusion: {
        rows: 'Ada',
        columns: 'Bob',
        categories: ['0', '1'],
        counts: [
          [1, 1],
          [0, 1],
        ],
      },
      intervals: {
        krippendorff_alpha: {
          method: 'percentile bootstrap over units',
          replicates: 2_000,
          seed: 1,
        },
      },
      standard_errors: { cohen_kappa: { asymptotic: expect.any(Number) as number } },
    })
    expect(codes['calm']).toMatchObject({
      percent_agreement: 1,
      cohen_kappa: null,
      krippendorff_alpha: null,
      gwet_ac1: null,
      reasons: { krippendorff_alpha: expect.stringContaining('same category') as string },
      notes: expect.arrayContaining([expect.stringContaining('Every value is "yes"')]) as string[],
    })
  })

  test('is resampled by run where the column is named, the same with the same seed, and says when it is not', async () => {
    const byRun = await json('two.csv', '--cluster', 'run', '--code', 'hostile')
    expect(byRun).toMatchObject({ resampled: 'run', notes: [] })
    expect(await json('two.csv', '--cluster', 'run', '--code', 'hostile')).toEqual(byRun)
    expect(Object.keys(byRun.codes)).toEqual(['hostile'])
    const { notes } = await json('two.csv')
    expect(notes).toEqual([expect.stringContaining('--cluster run')])
    const none = await json('two.csv', '--bootstrap', '0')
    expect(none.codes['hostile']).toMatchObject({ intervals: {} })
  })

  test('of ordered words takes their order from --categories', async () => {
    const { codes } = await json('words.csv', '--level', 'ordinal', '--categories', 'low,mid,high')
    expect(codes['x']).toMatchObject({
      categories: ['low', 'mid', 'high'],
      categories_declared: true,
      cohen_kappa_linear: expect.any(Number) as number,
    })
    expect(await agree('words.csv', '--level', 'ordinal')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('words.csv:2, column value: the order of "low"') as string,
    })
  })

  test('of one coder says so of every coefficient', async () => {
    const { codes } = await json('alone.csv')
    expect(codes['x']).toMatchObject({
      coders: 1,
      percent_agreement: null,
      gwet_ac1: null,
      reason: expect.stringContaining('only one coder') as string,
    })
    expect((await agree('two.csv', '--coders', 'Bob')).stdout).toContain('only one coder')
  })

  test('tells of coders whose names differ by case or spaces only, and of values that look missing', async () => {
    const { stdout } = await agree('names.csv')
    expect(stdout).toContain(
      '"Ada" and "ada " differ by case, spaces or the way a number is written only: they count as 2',
    )
    expect(stdout).toContain('"NA" counts as a category')
  })

  test('is told in words without verdicts, and hostile names steer no terminal', async () => {
    const { stdout, code } = await agree('hostile.csv', '--all')
    expect(code).toBe(0)
    expect(stdout).not.toContain('\u001b')
    expect(stdout).toContain('␛[31mx (nominal): 1 unit')
    expect(stdout).toContain('__proto__')
    expect(stdout).not.toMatch(/substantial|moderate|tentative|acceptable|good/i)
    expect((await agree('hostile.csv', '--json')).stdout).toContain('"__proto__": {')
  })
})

describe('a table that is not right is refused with file, line and mend', () => {
  test.each<[string, string, string[], RegExp]>([
    ['no such file', '', ['nowhere.csv'], /nowhere\.csv: there is no such file/],
    ['an empty file', '', ['t.csv'], /t\.csv: this file is empty/],
    ['only a header', `${HEAD}\n`, ['t.csv'], /no codings in it, only names of columns/],
    [
      'a column missing',
      'unit,coder,value\nu,a,1\n',
      ['t.csv'],
      /t\.csv:1: there is no column "code"; there are: unit, coder, value/,
    ],
    [
      'a cluster column missing',
      `${HEAD}\nu,a,x,1\n`,
      ['t.csv', '--cluster', 'run'],
      /no column "run"/,
    ],
    [
      'a duplicate',
      `${HEAD}\nu,a,x,1\nv,a,x,1\nu,a,x,1\n`,
      ['t.csv'],
      /t\.csv:4: coder "a" has a second value for code "x" of unit "u"; the first is at t\.csv:2/,
    ],
    [
      'a word at interval level',
      `${HEAD}\nu,a,x,1\nu,b,x,one\n`,
      ['t.csv', '--level', 'interval'],
      /t\.csv:3, column value: "one" is no number/,
    ],
    [
      'a negative ratio',
      `${HEAD}\nu,a,x,1\nu,b,x,-1\n`,
      ['t.csv', '--level', 'ratio'],
      /t\.csv:3, column value: -1 is below 0/,
    ],
    [
      'an undeclared category',
      `${HEAD}\nu,a,x,1\nu,b,x,3\n`,
      ['t.csv', '--categories', '1,2'],
      /t\.csv:3, column value: "3" is none of the declared categories: 1, 2/,
    ],
    [
      'a unit without a name',
      `${HEAD}\n,a,x,1\n`,
      ['t.csv'],
      /t\.csv:2, column unit: this is empty/,
    ],
    [
      'a short row',
      `${HEAD}\nu,a,x,1\nu,b,x\n`,
      ['t.csv'],
      /t\.csv:3: this row has another number of fields/,
    ],
    [
      'a unit of two clusters',
      `${HEAD},run\nu,a,x,1,r1\nu,b,x,1,r2\n`,
      ['t.csv', '--cluster', 'run'],
      /t\.csv:3: unit "u" stands in two clusters/,
    ],
    [
      'an unknown code',
      `${HEAD}\nu,a,x,1\n`,
      ['t.csv', '--code', 'z'],
      /no code named "z".*Known: x/,
    ],
    ['an unknown coder', `${HEAD}\nu,a,x,1\n`, ['t.csv', '--coders', 'a,q'], /no coder named "q"/],
    ['weights of names', `${HEAD}\nu,a,x,1\n`, ['t.csv', '--weights', 'linear'], /near misses/],
    ['a codebook', `${HEAD}\nu,a,x,1\n`, ['t.csv', '--codebook', 'b'], /codebooks are in records/],
  ])('%s', async (_, text, words, complaint) => {
    folder.write({ 't.csv': text })
    const said = await agree(...words)
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(complaint)
    expect(said.stdout).toBe('')
  })
})

describe('a record', () => {
  const plans = [1, 2, 3].map((replicate) => ({ ...samplePlan(), replicate }))
  const runs = plans.map((plan): RunId => runIdOf(plan))
  const book = codebookFixed(
    codebookOf(
      CodebookFile.parse({
        codebook: 'sample',
        version: '1',
        unit: 'message',
        codes: {
          asks: { level: 'binary', definition: 'It asks something.' },
          tone: {
            level: 'ordinal',
            definition: 'How warm it is.',
            categories: { cold: 'cold', cool: 'cool', warm: 'warm' },
          },
        },
      }),
    ),
  )
  const coded: Record<string, (number | string | null)[][]> = {
    asks: [
      [1, 1],
      [0, 1],
      [0, 0],
      [1, 1],
      [0, null],
      [0, 0],
    ],
    tone: [
      ['warm', 'cool'],
      ['cold', 'cold'],
      ['cool', 'cool'],
      ['warm', 'warm'],
      ['cool', 'cool'],
      [null, 'cold'],
    ],
  }

  beforeAll(() => {
    const path = join(folder.path, 'record.of-codings')
    const store = openSqliteStore(path, 'write')
    for (const plan of plans) putRun(store, plan, sampleTicks())
    store.close()
    const ledger = openSqliteLedger(path, 'write')
    const units = runs.flatMap((run) => [sampleUnit(run, 2), sampleUnit(run, 3)])
    ledger.add([
      book,
      sampleCoder('ann'),
      sampleCoder('ben', 'judge'),
      ...units,
      ...Object.entries(coded).flatMap(([code, rows]) =>
        rows.flatMap((values, u) =>
          values.map((value, c) =>
            sampleCoding(units[u]?.unit as never, c === 0 ? 'ann' : 'ben', value, {
              code,
              codebook: book.hash,
            }),
          ),
        ),
      ),
      {
        kind: 'adjudication-declared',
        name: 'both',
        codebook: book.hash,
        rule: 'intersection',
        coders: ['ann', 'ben'],
      },
    ])
    ledger.close()
  })

  test('gives what the same codings give as a table, its levels and categories from the codebook, runs resampled, and settled codings left out', async () => {
    const found = await json('record.of-codings')
    expect(found).toMatchObject({ kind: 'record', rows: 24, resampled: 'run' })
    const { asks, tone } = found.codes
    expect(asks).toMatchObject({
      level: 'nominal',
      categories: ['0', '1'],
      categories_declared: true,
      coders: 2,
      units: 6,
      coder_names: ['ann', 'ben'],
    })
    expect(tone).toMatchObject({ level: 'ordinal', categories: ['cold', 'cool', 'warm'] })
    const table = Object.entries(coded).flatMap(([code, rows]) =>
      rows.flatMap((values, u) => values.map((value, c) => `u${u},c${c},${code},${value ?? ''}`)),
    )
    folder.write({ 'same.csv': [HEAD, ...table].join('\n') })
    const same = await json(
      'same.csv',
      '--code',
      'tone',
      '--level',
      'ordinal',
      '--categories',
      'cold,cool,warm',
    )
    const expected = same.codes['tone']
    for (const name of [
      'krippendorff_alpha',
      'cohen_kappa_quadratic',
      'gwet_ac1',
      'percent_agreement',
    ])
      expect([name, tone?.[name]]).toEqual([name, expected?.[name]])
  })

  test('says which codebooks and clusters it knows', async () => {
    expect(await agree('record.of-codings', '--codebook', 'sampel')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Known: sample.') as string,
    })
    expect(await agree('record.of-codings', '--cluster', 'session')).toMatchObject({ code: 2 })
    expect(
      await json('record.of-codings', '--codebook', 'sample@1', '--cluster', 'none'),
    ).toMatchObject({ resampled: 'unit' })
  })
})
