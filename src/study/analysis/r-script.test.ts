/** The R script is whole, and names nothing that its tables do not have. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import { designOf } from './design.ts'
import { rOutcomes } from './r-outcomes.ts'
import { rScript, type RScript } from './r-script.ts'
import { reportOf } from './report.ts'
import { tellRecord } from './testing/told-record.ts'
import { tidyDecisions } from './tidy-decisions.ts'

const HOSTILE = 'q\'"\\\n`)] # \u202e 🦋'

const store = tellRecord(
  memoryStore(),
  ['t', HOSTILE].flatMap((treatment, which) =>
    [1, 2, 3].map((seed) => ({
      seed: 10 * which + seed,
      treatment,
      roles: [HOSTILE, 'column'],
      ticks: [
        [
          { status: 'valid' as const, value: seed > 1 ? 'go' : 'stay' },
          {
            seat: 1,
            ask: HOSTILE,
            form: { kind: 'amount' as const, min: 0, max: 9, step: 1 },
            status: 'valid' as const,
            value: seed,
          },
        ],
        [{ status: 'forfeited' as const }],
      ],
    })),
  ),
)
const design = designOf(store)
const tidy = tidyDecisions(store, design)
const rows = [...tidy.rows]
const script: RScript = {
  experiment: HOSTILE,
  decisionsFile: 'decisions.csv',
  measuresFile: 'measures.csv',
  crossed: ['factor_a', 'factor_b'],
  variants: ['variant_labels'],
  outcomes: rOutcomes(reportOf(store), design),
  measuredWith: true,
  levels: new Map([['treatment', ['low', "hi'gh"]]]),
  treatments: 4,
  version: '1',
}
const text = rScript(script)

/** The script without comments and with every string as ''. Fails on a string that does not end. */
function bareOf(code: string): string {
  let bare = ''
  for (let i = 0; i < code.length; i++) {
    const one = code[i] as string
    if (one === '#') {
      while (i < code.length && code[i] !== '\n') i++
      bare += '\n'
    } else if (one === "'" || one === '"') {
      for (i++; code[i] !== one; i++) {
        if (i >= code.length || code[i] === '\n')
          throw new Error(`a string does not end: ${code.slice(0, i)}`)
        if (code[i] === '\\') i++
      }
      bare += "''"
    } else bare += one
  }
  return bare
}

describe('the script', () => {
  const bare = bareOf(text)

  test('closes what it opens, whatever words the record holds', () => {
    const open: string[] = []
    const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
    for (const one of bare) {
      if ('([{'.includes(one)) open.push(one)
      const partner = pairs[one]
      if (partner !== undefined) expect(open.pop()).toBe(partner)
    }
    expect(open).toEqual([])
    expect(text).not.toMatch(/[^\x0a\x20-\x7e]/)
  })

  test('names only columns that there are', () => {
    const columns = new Set([
      ...tidy.columns,
      ...script.crossed,
      ...script.variants,
      'who',
      'chosen',
    ])
    const named = [...bare.matchAll(/(?:own|decisions|data_\d+)\$(\w+)/g)].map(([, name]) => name)
    const terms = [...bare.matchAll(/(?:lmer|glmmTMB|glm|lm)\((\w+ ~ [^,]*),/g)].flatMap(
      ([, formula]) => formula?.match(/[a-z_]\w*/g) ?? [],
    )
    expect(named.length).toBeGreaterThan(8)
    expect(terms.length).toBeGreaterThan(7)
    expect(
      [...named, ...terms].filter((name) => !columns.has(name ?? '') && name !== 'scale'),
    ).toEqual([])
  })

  test('has one model for each outcome: logistic for options, linear for amounts', () => {
    expect(script.outcomes.map(({ role, option }) => [role, option])).toEqual([
      [HOSTILE, 'stay'],
      ['column', null],
    ])
    expect(bare.match(/family = binomial\(\)/g)).toHaveLength(1)
    expect(bare.match(/\b(?:lmer|lm)\(/g)).toHaveLength(1)
    expect(text).toContain('Decisions within a run are not independent')
    expect(text).toContain('factor_a * factor_b + variant_labels')
  })

  test('reads words as words, and goes on where a model cannot be fitted', () => {
    expect(text).toContain("colClasses = 'character'")
    const numeric = [...text.matchAll(/read_table\('[^']*', c\(([^)]*)\)\)/g)].map(([, names]) =>
      names?.replaceAll(/['\s]/g, '').split(','),
    )
    expect(numeric).toHaveLength(2)
    expect(numeric[0]?.filter((name) => !tidy.columns.includes(name))).toEqual([])
    expect(text.match(/<- try\(/g)).toHaveLength(script.outcomes.length)
  })

  test('is read by R, where there is one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'coterie-r-'))
    const path = join(folder, 'models.R')
    writeFileSync(path, text)
    try {
      execFileSync('Rscript', ['-e', `invisible(parse('${path}', encoding = 'UTF-8'))`])
    } catch (error) {
      // No R on this machine: the other claims hold all the same.
      expect((error as { code?: string }).code).toBe('ENOENT')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('the tidy table', () => {
  test('has a row for each decision, each as long as its columns', () => {
    expect(rows).toHaveLength(6 * 3)
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([tidy.columns.length]))
    expect(tidy.columns.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([])
  })

  test('tells when, what and how it was decided', () => {
    const [first] = rows
    const row = Object.fromEntries(tidy.columns.map((name, i) => [name, first?.[i]]))
    expect(row).toMatchObject({
      participant: 'p1',
      role: HOSTILE,
      ask: 'choice',
      occasion: 1,
      form: 'choice',
      amount: null,
      decision_status: 'valid',
    })
    expect(rows.map((cells) => cells[tidy.columns.indexOf('occasion')])).toEqual(
      Array.from({ length: 6 }, () => [1, 1, 2]).flat(),
    )
  })
})
