/** A judge is checked as the page tells it: drawn by what judges said, coded by a person, weighed by the design. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import type { LedgerEntry } from '../../record/coding-entries.ts'
import { openSqliteLedger, openSqliteStore } from '../adapters.ts'
import { makeFolder } from '../cli/testing/command.ts'
import { parseCodebook } from '../load-codebook.ts'
import { cutUnits } from '../../study/coding/cut-units.ts'
import { codebookFixed } from '../../study/coding/codebook.ts'
import { unitCut } from '../../study/coding/unit.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const YAML = `
codebook: talk
version: 1
codes:
  asks: { definition: A question. }
  thanks: { definition: Thanks. }
`
const JUDGES = ['judge:one', 'judge:two']

/** 400 messages of which one in eight asks; each judge overlooks some and sees some that are none. */
beforeAll(async () => {
  const words = Array.from({ length: 400 }, (_, i) =>
    i % 8 === 0 ? `Shall we ${i}?` : `Well ${i}.`,
  )
  const lines = words.map((text, i) => `g${i % 4},${i % 2 === 0 ? 'Kim' : 'Lou'},${text}`)
  folder.write({ 'chat.csv': ['run,speaker,text', ...lines].join('\n'), 'talk.yaml': YAML })
  await folder.here('import', 'chat.csv', '--db', 'talk.sqlite')
  const db = join(folder.path, 'talk.sqlite')
  const codebook = parseCodebook('talk.yaml', YAML)
  const store = openSqliteStore(db, 'read')
  const units = [...cutUnits(store, ['message'])]
  store.close()
  const random = new Streams(5).stream('judges')
  const coded = JUDGES.flatMap((coder) =>
    units.map((unit): LedgerEntry => {
      const isCase = unit.text.includes('?')
      const value = random.chance(isCase ? 0.8 : 0.05) ? 1 : 0
      return {
        kind: 'unit-coded',
        codebook: codebook.hash,
        code: 'asks',
        unit: unit.id,
        coder,
        version: 1,
        value,
        why: null,
        rationale: null,
        confidence: null,
        spans: [],
      }
    }),
  )
  const ledger = openSqliteLedger(db, 'write')
  ledger.add([
    codebookFixed(codebook),
    ...JUDGES.map((name) => ({
      kind: 'coder-named' as const,
      name,
      coderKind: 'judge' as const,
      definition: {},
    })),
    ...units.map(unitCut),
    ...coded,
  ])
  ledger.close()
})

async function json(...words: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await folder.here(...words, '--json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

interface Rates {
  readonly interval: readonly [number, number]
}

describe('a sample that is drawn to check a judge', () => {
  test('draws alike from every pattern, hides it, and gives back the truth when it is weighed', async () => {
    const exported = (await json(
      'codings',
      'export',
      'talk.sqlite',
      '--codebook',
      'talk',
      '--validate',
      'asks',
      '--sample',
      '120',
      '--by',
      'judges',
      '--out',
      'check.csv',
    )) as {
      units: number
      codes: string[]
      design: { strata: { stratum: string[]; of: number; drawn: number }[] }
    }
    expect(exported).toMatchObject({ units: 120, codes: ['asks'] })
    const { strata } = exported.design
    expect(strata.map(({ stratum }) => stratum[0])).toEqual(['all no', 'all yes', 'split'])
    expect(strata.reduce((sum, { of }) => sum + of, 0)).toBe(400)
    const sheet = readFileSync(join(folder.path, 'check.csv'), 'utf8')
    expect(sheet).not.toMatch(/split|all yes|judge/)
    const rows = parse(sheet, { columns: true }) as Record<string, string>[]
    const filled = rows.map(
      ({ unit, text }) => `${unit},asks,${text?.includes('?') === true ? 1 : 0}`,
    )
    folder.write({ 'ann.csv': ['unit,code,value', ...filled].join('\n') })
    await json(
      'codings',
      'import',
      'talk.sqlite',
      'ann.csv',
      '--coder',
      'Ann',
      '--codebook',
      'talk',
    )
    const validated = (await json(
      'codings',
      'validate',
      'talk.sqlite',
      '--codebook',
      'talk',
      '--judge',
      'judge:one',
      '--human',
      'Ann',
      '--design',
      'check.design.json',
    )) as {
      codes: {
        asks: {
          twice: number
          not_coded: number
          sensitivity: Rates
          prevalence: { prediction_powered: Rates; rogan_gladen: Rates }
        }
      }
    }
    const { asks } = validated.codes
    expect(asks).toMatchObject({ judged: 400, twice: 120, not_coded: 0 })
    for (const { interval } of [asks.prevalence.prediction_powered, asks.prevalence.rogan_gladen]) {
      expect(interval[0]).toBeLessThan(0.125)
      expect(interval[1]).toBeGreaterThan(0.125)
    }
    expect(asks.sensitivity.interval[0]).toBeLessThan(0.8)
    expect(asks.sensitivity.interval[1]).toBeGreaterThan(0.75)
  })

  test('is drawn again by the same seed; a design that was changed is refused', async () => {
    const draw = async (out: string): Promise<string> => {
      await json(
        'codings',
        'export',
        'talk.sqlite',
        '--codebook',
        'talk',
        '--validate',
        'asks',
        '--sample',
        '50',
        '--seed',
        '9',
        '--out',
        out,
      )
      return readFileSync(join(folder.path, out), 'utf8')
    }
    expect(await draw('a.csv')).toBe(await draw('b.csv'))
    const design = readFileSync(join(folder.path, 'a.design.json'), 'utf8')
    folder.write({ 'bent.design.json': design.replace(/"of": \d+/, '"of": 7') })
    const { code, stderr } = await folder.here(
      'codings',
      'validate',
      'talk.sqlite',
      '--codebook',
      'talk',
      '--judge',
      'judge:one',
      '--human',
      'judge:two',
      '--design',
      'bent.design.json',
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(/was changed by hand/)
  })
})
