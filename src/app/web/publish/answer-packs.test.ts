/** Packs hold every answer that was added, are about the same size, and are found by their indexes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerOf, type AnswerPack } from '../../../study/viewing/answer-file.ts'
import { answerPacks } from './answer-packs.ts'

function packed(answers: Iterable<readonly [string, unknown]>) {
  const files = new Map<string, string>()
  const packs = answerPacks((name, json) => {
    expect(files.has(name)).toBe(false)
    files.set(name, json)
  })
  for (const [path, answer] of answers) packs.add(path, answer)
  const indexes = packs.finish()
  const asked: string[] = []
  return {
    files,
    indexes,
    /** The files that were loaded, in order. */
    asked,
    find: (path: string) =>
      answerOf(path, indexes, (name) => {
        asked.push(name)
        return Promise.resolve(JSON.parse(files.get(name) ?? '') as unknown)
      }),
  }
}

const answersOf = (files: ReadonlyMap<string, string>): [string, string][] =>
  [...files].filter(([name]) => name.startsWith('answers/'))

describe('packs of answers', () => {
  test('give back whatever was added', async () => {
    const path = fc.stringMatching(/^records\/[a-z0-9]{1,3}\/[a-z]{1,3}(\/[0-9]{1,3}){0,2}$/)
    await fc.assert(
      fc.asyncProperty(fc.dictionary(path, fc.jsonValue()), async (answers) => {
        const { find } = packed(Object.entries(answers))
        for (const [asked, answer] of Object.entries(answers))
          expect(await find(asked)).toEqual(JSON.parse(JSON.stringify(answer)))
      }),
    )
  })

  test('are bounded, and keep neighbours together', async () => {
    const ticks = 4000
    const answer = 'x'.repeat(3000)
    const pathAt = (tick: number): string => `records/show/run/run_1/ticks/${tick}`
    const { files, find, asked } = packed(
      Array.from({ length: ticks }, (_, tick) => [pathAt(tick), answer] as const),
    )
    const sizes = answersOf(files).map(([, json]) => json.length)
    expect(sizes.length).toBeGreaterThan(20)
    for (const size of sizes.slice(0, -1)) expect(size).toBeGreaterThan(500_000)
    for (const size of sizes) expect(size).toBeLessThan(560_000)
    for (let tick = 0; tick < ticks; tick += 7) {
      asked.length = 0
      expect(await find(pathAt(tick))).toBe(answer)
      expect(asked).toHaveLength(2)
    }
  })

  test('are bounded where neighbours are large', async () => {
    const { files, find } = packed(
      Array.from({ length: 16 }, (_, tick) => [
        `records/show/run/run_1/ticks/${tick}`,
        `${tick}`.repeat(300_000),
      ]),
    )
    for (const [, json] of answersOf(files)) expect(json.length).toBeLessThan(1_700_000)
    expect(await find('records/show/run/run_1/ticks/15')).toBe('15'.repeat(300_000))
  })

  test('of many runs have several indexes, each of which is small', async () => {
    const pathAt = (run: number): string => `records/show/run/run_${run}/head`
    const { files, indexes, find } = packed(
      Array.from({ length: 20_000 }, (_, run) => [pathAt(run), run] as const),
    )
    expect(indexes).toBe(5)
    for (let index = 0; index < indexes; index++)
      expect(files.get(`index/${index}`)?.length).toBeLessThan(80_000)
    for (let run = 0; run < 20_000; run += 997) expect(await find(pathAt(run))).toBe(run)
  })
})

test('keeps __proto__ a key', async () => {
  const { files, find } = packed([['__proto__', JSON.parse('{"__proto__":{"x":1}}')]])
  const [[, json] = ['', '{}']] = answersOf(files)
  expect(Object.keys(JSON.parse(json) as AnswerPack)).toEqual(['__proto__'])
  expect(JSON.stringify(await find('__proto__'))).toBe('{"__proto__":{"x":1}}')
})
