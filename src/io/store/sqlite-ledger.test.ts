/** The ledger of codings keeps what it is given, refuses what contradicts it, and settles by its rules whatever was coded. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import {
  ADJUDICATION_RULES,
  type AdjudicationRule,
  type JudgeCalled,
  type UnitId,
} from '../../record/coding-entries.ts'
import { RunId } from '../../record/ids.ts'
import { runIdOf } from '../../record/plan.ts'
import type { Ledger } from './ledger.ts'
import { openSqliteLedger } from './sqlite-ledger.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { openSqliteTables } from './sqlite-tables.ts'
import type { Row } from './tables.ts'
import { sampleCodebook, sampleCoder, sampleCoding, sampleUnit } from './testing/sample-codings.ts'
import { samplePlan } from './testing/sample-plan.ts'
import { HARD_WORDS, putRun, sampleTicks } from './testing/sample-record.ts'

const directory = mkdtempSync(join(tmpdir(), 'coterie-ledger-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const plan = samplePlan()
const run = runIdOf(plan)
let files = 0
let path = ''
beforeEach(() => {
  path = join(directory, `${files++}.sqlite`)
  const store = openSqliteStore(path, 'write')
  putRun(store, plan, sampleTicks())
  store.close()
})

function withLedger<T>(work: (ledger: Ledger) => T, opening: 'write' | 'read' = 'write'): T {
  const ledger = openSqliteLedger(path, opening)
  try {
    return work(ledger)
  } finally {
    ledger.close()
  }
}

function rowsOf(table: string): Row[] {
  const tables = openSqliteTables(path)
  try {
    return [...tables.rows(table)]
  } finally {
    tables.close()
  }
}

const codebook = sampleCodebook()
const [first, second] = [sampleUnit(run, 2), sampleUnit(run, 3)]
const begun = [codebook, sampleCoder('ann'), sampleCoder('ben'), first, second]

const call: JudgeCalled = {
  kind: 'judge-called',
  coder: 'ann',
  codebook: codebook.hash,
  units: [first.unit, second.unit],
  attempt: 0,
  request: 'a'.repeat(64),
  provider: 'canned',
  model: 'one',
  messages: [
    { role: 'system', text: HARD_WORDS },
    { role: 'user', text: '' },
  ],
  sampling: { temperature: 0 },
  schema: { type: 'object', properties: { b: {}, a: {} } },
  completion: HARD_WORDS,
  servedModel: null,
  fingerprint: 'f',
  finishReason: 'stop',
  usage: { inputTokens: 3, outputTokens: null },
  costUsd: 0.25,
  uncertainUsd: 0,
  error: null,
  reading: 'valid',
  latencyMs: 12.5,
}

describe('what is added comes back', () => {
  test('every kind of entry, words that are hard to keep among them', () => {
    const coded = sampleCoding(first.unit, 'ann', 1, {
      rationale: HARD_WORDS,
      confidence: 0.5,
      spans: [{ start: 1, end: 3, quote: '🦋\n' }],
    })
    const adjudication = {
      kind: 'adjudication-declared' as const,
      name: 'both',
      codebook: codebook.hash,
      rule: 'intersection' as const,
      coders: ['ann', 'ben'],
    }
    withLedger((ledger) => ledger.add([...begun, call, coded, adjudication]))
    withLedger((ledger) => {
      expect(ledger.codebooks()).toEqual([codebook])
      expect(ledger.coders()).toEqual([sampleCoder('ann'), sampleCoder('ben')])
      expect(ledger.adjudications()).toEqual([adjudication])
      expect([...ledger.units()]).toEqual([first, second])
      expect([...ledger.calls()]).toEqual([call])
      expect([...ledger.calls({ bare: true })]).toEqual([{ ...call, messages: [], schema: null }])
      expect([...ledger.calls({ coder: 'ben' })]).toEqual([])
      expect([...ledger.codings()]).toEqual([coded])
    }, 'read')
  })

  test('what is given twice is kept once, and a correction stands beside what it corrects', () => {
    withLedger((ledger) => {
      ledger.add([...begun, sampleCoding(first.unit, 'ann', 1)])
      ledger.add([...begun, sampleCoding(first.unit, 'ann', 0, { version: 2 })])
      expect(ledger.coders()).toHaveLength(2)
      expect([...ledger.codings()].map(({ value }) => value)).toEqual([0])
      expect([...ledger.codings({ history: true })].map(({ value }) => value)).toEqual([1, 0])
    })
    expect(rowsOf('codings')).toMatchObject([
      { unit: first.unit, run_id: run, tick: 0, seq: 2, value: 0, version: 2, settled: 0 },
    ])
    expect(rowsOf('corrections')).toMatchObject([{ version: 1, value: 1, corrected_to: 0 }])
  })

  test('codings of some units are found alone, and the size grows with all that is added but units', () => {
    withLedger((ledger) => {
      expect(ledger.size()).toBe(0)
      ledger.add([...begun, sampleCoding(first.unit, 'ann', 1)])
      expect(ledger.size()).toBe(4)
      ledger.add([sampleCoding(second.unit, 'ann', 1), sampleCoding(second.unit, 'ben', 0)])
      ledger.add([sampleCoding(first.unit, 'ann', 0, { version: 2 })])
      expect(ledger.size()).toBe(7)
      const said = (units: readonly string[], history?: true) =>
        [...ledger.codings({ units, ...(history ? { history } : {}) })].map(({ value }) => value)
      expect(said([first.unit])).toEqual([0])
      expect(said([first.unit], true)).toEqual([1, 0])
      expect(said([second.unit, 'unit_of_nobody'])).toEqual([1, 0])
      expect(said([])).toEqual([])
      expect([...ledger.codings({ units: [second.unit], coder: 'ben' })]).toHaveLength(1)
    })
  })

  test('a record of before the ledger has an empty one', () => {
    expect(rowsOf('codings')).toEqual([])
    expect(withLedger((ledger) => ledger.coders(), 'read')).toEqual([])
  })
})

describe('what contradicts the ledger is refused, and nothing of it is kept', () => {
  const strange = sampleUnit(RunId.parse(`run_${'0'.repeat(16)}`), 1)
  const later = sampleCodebook('1', 'changed')
  test.each([
    ['a codebook that changed under its version', later, /sample.*version 1.*another version/],
    ['a second coder of one name', sampleCoder('ANN', 'judge'), /another coder of the name "ann"/],
    ['a unit of a run that is not there', strange, /not in this record/],
    ['a unit of another place', { ...first, seq: 9 }, /stands for message 2 .* not for message 9/],
    ['a coding of an unknown unit', sampleCoding(strange.unit, 'ann', 1), /unit unit_.* is not/],
    ['a coding by an unknown coder', sampleCoding(first.unit, 'eve', 1), /coder eve is not/],
    [
      'a coding by an unknown code',
      sampleCoding(first.unit, 'ann', 1, { code: 'none' }),
      /code .* none is not/,
    ],
    ['the same coding again', sampleCoding(second.unit, 'ann', 0), /next is version 2, not 1/],
    [
      'a version that skips one',
      sampleCoding(second.unit, 'ann', 0, { version: 3 }),
      /next is version 2, not 3/,
    ],
    [
      'an adjudication with the name of a coder',
      {
        kind: 'adjudication-declared' as const,
        name: 'Ben',
        codebook: codebook.hash,
        rule: 'union' as const,
        coders: ['ann'],
      },
      /name of a coder/,
    ],
  ])('%s', (_, entry, message) => {
    withLedger((ledger) => {
      ledger.add([...begun, sampleCoding(second.unit, 'ann', 1)])
      const good = sampleCoding(first.unit, 'ben', 1)
      expect(() => ledger.add([good, entry])).toThrow(message)
      expect([...ledger.codings()]).toHaveLength(1)
      ledger.add([good])
      expect([...ledger.codings()]).toHaveLength(2)
    })
  })

  test('a second writer', () => {
    withLedger(() =>
      expect(() => openSqliteLedger(path, 'write')).toThrow(/another process is writing/),
    )
  })

  test('a ledger of a record that is not there, and no file is left behind', () => {
    const nowhere = join(directory, 'nowhere.sqlite')
    expect(() => openSqliteLedger(nowhere, 'write')).toThrow(/no such record/)
  })
})

type Given = readonly (string | number | null | undefined)[]

/** The rules in words, once more. `undefined`: the coder has no such coding; null: it has no answer. */
function settle(rule: AdjudicationRule, isBinary: boolean, given: Given): string | number | null {
  const known = given.filter((value) => value !== null && value !== undefined)
  const all = known.length === given.length
  const [one = null, two = null, three = null] = given
  switch (rule) {
    case 'coder':
      return one
    case 'third':
      return one !== null && one === two ? one : three
    case 'majority':
      return (
        known.find((value) => known.filter((v) => v === value).length * 2 > given.length) ?? null
      )
    case 'intersection':
      if (isBinary && known.includes(0)) return 0
      return all && new Set(known).size === 1 ? (known[0] ?? null) : null
    case 'union':
      if (isBinary) return known.includes(1) ? 1 : all ? 0 : null
      return new Set(known).size === 1 ? (known[0] ?? null) : null
  }
}

test('the view settles what the rules say, for any pattern of answers', () => {
  const coders = ['a', 'b', 'c', 'd']
  const answersOf = (values: readonly (string | number)[]) =>
    fc.tuple(
      ...coders.map(() =>
        fc.constantFrom<string | number | null | undefined>(...values, null, undefined),
      ),
    )
  const units = fc.array(fc.record({ asks: answersOf([0, 1]), tone: answersOf(['x', 'y', 'z']) }), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(units, fc.integer({ min: 1, max: 4 }), (coded, size) => {
      const db = join(directory, `${files++}.sqlite`)
      const store = openSqliteStore(db, 'write')
      putRun(store, plan, sampleTicks())
      store.close()
      path = db
      const chosen = coders.slice(0, size)
      const cuts = coded.map((_, i) => sampleUnit(run, i))
      const codings = coded.flatMap((answers, i) =>
        (['asks', 'tone'] as const).flatMap((code) =>
          answers[code].flatMap((value, c) =>
            value === undefined
              ? []
              : [sampleCoding(cuts[i]?.unit as UnitId, coders[c] as string, value, { code })],
          ),
        ),
      )
      withLedger((ledger) =>
        ledger.add([
          codebook,
          ...coders.map((name) => sampleCoder(name)),
          ...cuts,
          ...codings,
          ...ADJUDICATION_RULES.map((rule) => ({
            kind: 'adjudication-declared' as const,
            name: `by ${rule}`,
            codebook: codebook.hash,
            rule,
            coders: chosen,
          })),
        ]),
      )
      const settled = rowsOf('codings').filter((row) => row['settled'] === 1)
      const wanted = coded.flatMap((answers, i) =>
        (['asks', 'tone'] as const).flatMap((code) =>
          ADJUDICATION_RULES.flatMap((rule) => {
            const given = answers[code].slice(0, size)
            if (given.every((value) => value === undefined)) return []
            const value = settle(rule, code === 'asks', given)
            return [`${cuts[i]?.unit} ${code} by ${rule}: ${value}`]
          }),
        ),
      )
      expect(
        settled.map(({ unit, code, coder, value }) => `${unit} ${code} ${coder}: ${value}`).sort(),
      ).toEqual(wanted.sort())
    }),
    { numRuns: 30 },
  )
})
