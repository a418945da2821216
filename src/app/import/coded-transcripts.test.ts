/** The five discussion transcripts, imported, cut, blinded and coded by rules: counted against what the source itself says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../io/store/store.ts'
import type { RunId } from '../../record/ids.ts'
import { blindRuns, blindUnit } from '../../study/coding/blind.ts'
import { contextOf } from '../../study/coding/context.ts'
import { cutUnits } from '../../study/coding/cut-units.ts'
import { ruleCoder } from '../../study/coding/rules/rule-coder.ts'
import { runWorlds } from '../../study/coding/run-world.ts'
import type { Unit } from '../../study/coding/unit.ts'
import { openSqliteStore } from '../adapters.ts'
import { loadCodebook } from '../load-codebook.ts'
import { importFiles } from './import-files.ts'
import { makeScratch, warroomFiles } from './testing/files.ts'

/** A line as the study's own files have it; `mentions` are those whom the platform found named, the speaker not among them. */
interface SourceLine {
  readonly sender: string
  readonly agent_nickname?: string
  readonly text?: string
  readonly isError?: boolean
  readonly mentions?: readonly { readonly nickname: string }[]
}

interface Source {
  readonly environment: {
    readonly agentRanking: readonly { readonly nickname: string; readonly model: string }[]
  }
  readonly conversation: { readonly messages: readonly SourceLine[] }
}

const scratch = makeScratch()
const texts = warroomFiles()
const book = loadCodebook('discussion-flags')
const runs = new Map<string, RunId>()
let store: Store

beforeAll(async () => {
  const paths = [...texts].map(([name, text]) => scratch.write(name, text))
  const { db, files } = await importFiles(paths, { db: `${scratch.path}/w.sqlite` })
  store = openSqliteStore(db, 'read')
  const ids = new Map(store.runs().map(({ runId, plan }) => [plan.imported?.file, runId]))
  for (const { file } of files) runs.set(file, ids.get(file) as RunId)
})
afterAll(() => {
  store.close()
  scratch.remove()
})

const sourceOf = (name: string): Source => JSON.parse(texts.get(name) ?? '') as Source
/** Words of slots, as they were said: neither empty nor a notice of failure. */
const spoken = (name: string): readonly SourceLine[] =>
  sourceOf(name).conversation.messages.filter(
    ({ sender, text, isError }) =>
      sender !== 'system' && sender !== 'user' && text !== '' && isError !== true,
  )
const unitsIn = (name: string): Unit[] => [...cutUnits(store, ['message'], [runs.get(name)!])]

/** Messages in which somebody is named: here, and by the platform that recorded them. */
const XREFS: Readonly<Record<string, object>> = {
  'warroom-A-run01.json': { ours: 41, theirs: 23 },
  'warroom-A-run02.json': { ours: 58, theirs: 42 },
  'warroom-B-run01.json': { ours: 56, theirs: 56 },
  'warroom-C-run01.json': { ours: 55, theirs: 47 },
  'warroom-F-run01.json': { ours: 0, theirs: 0 },
}

describe.each([...texts.keys()])('%s', (name) => {
  test('has a unit for each message that a slot said, in their order and word for word', () => {
    expect(unitsIn(name).map(({ text }) => text)).toEqual(spoken(name).map(({ text }) => text))
  })

  test('has has_xref wherever the platform found somebody named, and beyond that only where it read over a typographic hyphen or space', () => {
    const code = ruleCoder(book)
    const worldOf = runWorlds(store)
    const lines = spoken(name)
    const counted = { ours: 0, theirs: 0 }
    unitsIn(name).forEach((unit, i) => {
      const { value, spans } = code(unit, worldOf(unit.run)).find((one) => one.code === 'has_xref')!
      const isFound = (lines[i]!.mentions ?? []).length > 0
      if (value === 1) counted.ours++
      if (isFound) counted.theirs++
      expect(spans.length > 0).toBe(value === 1)
      if (isFound) expect(value).toBe(1)
      else
        for (const { quote } of spans)
          expect(quote).toMatch(/[\u00a0\u2007\u202f\u2010-\u2015\u2212]/)
    })
    expect(counted).toEqual(XREFS[name])
  })

  test('shows coders neither a nickname nor a model', () => {
    const worldOf = runWorlds(store)
    const namesOf = blindRuns(worldOf, 1)
    const { agentRanking } = sourceOf(name).environment
    const words = agentRanking.flatMap(({ nickname, model }) => [nickname, model])
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    const telling = new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${escaped.join('|')}|llama|gpt|kimi|qwen|deepseek)(?![\\p{L}\\p{N}])`,
      'iu',
    )
    for (const unit of unitsIn(name)) {
      const context = contextOf(unit, worldOf(unit.run), { before: 3, after: 1 })
      const { text, before, after, speaker, lines } = blindUnit(unit, namesOf, context)
      for (const one of [text, ...[...before, ...after, ...lines].map((line) => line.text)])
        expect(one).not.toMatch(telling)
      expect(speaker).toMatch(/^Speaker [A-H]$/)
    }
  })
})

test('every message is coded once by every rule that is put to it', () => {
  const code = ruleCoder(book)
  const worldOf = runWorlds(store)
  for (const unit of cutUnits(store, ['message'])) {
    const codings = code(unit, worldOf(unit.run))
    const codes = codings.map((one) => one.code)
    expect(new Set(codes).size).toBe(codes.length)
    const comp = codings.find((one) => one.code === 'comp')?.value
    expect(codes.includes('comp_depth')).toBe(comp === 1)
    const own = [...unit.text]
    for (const { spans } of codings)
      for (const { start, end, quote } of spans) expect(own.slice(start, end).join('')).toBe(quote)
  }
})

test('the rules find what they have always found: ones of each flag, run by run', () => {
  const code = ruleCoder(book)
  const worldOf = runWorlds(store)
  const counted = [...texts.keys()].map((name) => {
    const codings = unitsIn(name).flatMap((unit) => code(unit, worldOf(unit.run)))
    const counts = book.codes.map(({ code: flag }) => {
      const own = codings.filter((one) => one.code === flag)
      const levels = own.map(({ value }) => value).filter((value) => typeof value === 'string')
      const ones = own.filter(({ value }) => value === 1).length
      return `${flag} ${levels.length > 0 ? levels.toSorted().join('+') : ones}`
    })
    return `${name}: ${counts.join(', ')}`
  })
  expect(counted).toMatchInlineSnapshot(`
    [
      "warroom-A-run01.json: phatic 0, meta 3, lead 2, arch 43, agree 9, comp 0, comp_depth 0, has_xref 41",
      "warroom-A-run02.json: phatic 0, meta 0, lead 2, arch 61, agree 11, comp 0, comp_depth 0, has_xref 58",
      "warroom-B-run01.json: phatic 0, meta 10, lead 2, arch 4, agree 21, comp 0, comp_depth 0, has_xref 56",
      "warroom-C-run01.json: phatic 0, meta 13, lead 2, arch 27, agree 19, comp 0, comp_depth 0, has_xref 55",
      "warroom-F-run01.json: phatic 0, meta 0, lead 0, arch 6, agree 0, comp 0, comp_depth 0, has_xref 0",
    ]
  `)
})
