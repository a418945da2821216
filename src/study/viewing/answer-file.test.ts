/** A static site finds an answer by what was asked, however its packs were filled. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerOf, answerPath, hashInIndex, hashOf, keyOf } from './answer-file.ts'

/** What arguments may hold: anything, since some come from records. */
const segment = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('.', '..', '7', 'a b', '~', '', '%', '/', '\\', '__proto__', 'constructor'),
)
const encoded = (parts: readonly string[]): string =>
  parts.map((part) => encodeURIComponent(part.toWellFormed())).join('/')
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map(encoded)

/** A site whose files are these. */
const siteOf =
  (files: Record<string, unknown>) =>
  (name: string): Promise<unknown> =>
    name in files ? Promise.resolve(files[name]) : Promise.reject(new Error(name))

describe('the key of an answer', () => {
  test.each([
    ['records/show/run/run_1/ticks/17', 'records/show/run/run_1/ticks/1'],
    ['records/show/run/run_1/knew/15/p3', 'records/show/run/run_1/knew/0'],
    ['records/show/run/run_1/head', 'records/show/run/run_1/head'],
    ['records/2025/runs/all', 'records/2025/runs/all'],
    ['records/2025/compare/run_1/run_2/ticks/32', 'records/2025/compare/run_1/run_2/ticks/2'],
    ['records', 'records'],
  ])('of %s is %s', (asked, key) => expect(keyOf(asked)).toBe(key))
})

describe('the path of an answer', () => {
  test('is as it was asked for, and stays so', () => {
    fc.assert(
      fc.property(path, (asked) => {
        expect(answerPath(asked)).toBe(asked)
      }),
    )
  })

  test('is the same where somebody encoded less, or badly', () => {
    expect(answerPath('a b/ä')).toBe('a%20b/%C3%A4')
    expect(answerPath('a/%2e%2E')).toBe('a/..')
    expect(answerPath('a/%zz/\ud800')).toBe('a/%25zz/%EF%BF%BD')
  })
})

describe('an answer', () => {
  test('is found in the pack that has it, among others of the same hash', async () => {
    await fc.assert(
      fc.asyncProperty(path, fc.jsonValue(), fc.nat({ max: 5 }), async (asked, value, indexes) => {
        const answer: unknown = JSON.parse(JSON.stringify(value))
        const hash = hashOf(keyOf(asked))
        const site = siteOf({
          [`index/${hash % (indexes + 1)}`]: { [hashInIndex(hash)]: [4, 9] },
          'answers/4': { other: 1 },
          'answers/9': JSON.parse(`{${JSON.stringify(asked)}:${JSON.stringify(answer)}}`),
        })
        expect(await answerOf(asked, indexes + 1, site)).toEqual(answer)
      }),
    )
  })

  test('that is nothing is an answer, and one that no pack has is none', async () => {
    const hash = hashInIndex(hashOf('records'))
    const site = siteOf({ 'index/0': { [hash]: [0] }, 'answers/0': { records: null } })
    expect(await answerOf('records', 1, site)).toBeNull()
    expect(await answerOf('records/x/__proto__', 1, site)).toBeUndefined()
    const without = siteOf({ 'index/0': { [hash]: [0] }, 'answers/0': {} })
    expect(await answerOf('records', 1, without)).toBeUndefined()
  })

  test('of a site that has lost a file fails', async () => {
    await expect(answerOf('records', 1, siteOf({}))).rejects.toThrow('index/0')
  })
})

test('hashes of keys that differ in one number differ, as a rule', () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `records/show/run/run_${i % 500}/knew/${i}`)
  expect(new Set(keys.map(hashOf)).size).toBeGreaterThan(19_990)
})
