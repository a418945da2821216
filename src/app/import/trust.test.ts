/** The recorded groups of repeated trust: their decisions, what follows from them, and the words in which they were made. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TickEntry } from '../../record/entry.ts'
import type { Plan } from '../../record/plan.ts'
import { importFiles } from './import-files.ts'
import type { ReadyRun } from './foreign-run.ts'
import { readTrust } from './trust-file.ts'
import { makeScratch, trustFiles } from './testing/files.ts'

type Source = Readonly<
  Record<string, [[number, number], { Player_1: string; Player_2: string }]>
> & {
  readonly input_record: Readonly<Record<string, [string, string]>>
  readonly character_record: readonly [boolean, string, string]
}

const scratch = makeScratch()
const texts = trustFiles()
let runs: ReadonlyMap<string, ReadyRun>
beforeAll(async () => {
  const paths = [...texts].map(([name, text]) => scratch.write(name, text))
  const { files } = await importFiles(paths, { db: `${scratch.path}/t.sqlite` })
  runs = new Map(
    files.map(({ file, format, runs: [run] }) => (expect(format).toBe('trust'), [file, run!])),
  )
})
afterAll(() => scratch.remove())

const sourceOf = (name: string): Source => JSON.parse(texts.get(name)!) as Source
const ofKind = <K extends TickEntry['kind']>(name: string, kind: K) =>
  runs
    .get(name)!
    .ticks.flatMap(({ content }) => content.entries)
    .filter((entry): entry is Extract<TickEntry, { kind: K }> => entry.kind === kind)

test('there are 16 groups of 7 rounds', () => {
  expect(texts.size).toBe(16)
  for (const { ticks } of runs.values())
    expect(ticks.map(({ round }) => round)).toEqual([1, 2, 3, 4, 5, 6, 7].flatMap((r) => [r, r]))
})

describe.each([...texts.keys()])('%s', (name) => {
  test('sends and returns what the file says, and is paid what its players were told', () => {
    const source = sourceOf(name)
    const wanted = [1, 2, 3, 4, 5, 6, 7].flatMap((round) => source[String(round)]![0])
    expect(ofKind(name, 'decision-taken').map(({ value }) => value)).toEqual(wanted)
    const payoffs = ofKind(name, 'payoff-awarded').map(({ points }) => points)
    for (let round = 1; round <= 6; round++) {
      const told = source.input_record[`round_${round}_input`]!.map((words) =>
        Number(/left ([\d.]+) dollars/.exec(words)![1]),
      )
      payoffs
        .slice(2 * round - 2, 2 * round)
        .forEach((points, i) => expect(points).toBeCloseTo(told[i]!, 9))
    }
  })

  test('keeps the replies with beliefs, desires and intentions, and what is known of the prompts', () => {
    const source = sourceOf(name)
    const replies = ofKind(name, 'model-called')
    expect(replies.map(({ completion }) => completion)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].flatMap((round) => Object.values(source[String(round)]![1])),
    )
    expect(
      new Set(
        replies.map(({ provider, costUsd, usage }) => JSON.stringify([provider, costUsd, usage])),
      ),
    ).toEqual(new Set(['["imported",null,{"inputTokens":null,"outputTokens":null}]']))
    const [first, , third] = ofKind(name, 'observation-shown')
    const words = first!.parts.map(({ text }) => text).join('')
    expect(words).toBe(source.character_record[1])
    expect(third!.parts.at(-1)).toEqual({
      name: 'history',
      role: 'user',
      text: source.input_record['round_1_input']![0],
    })
  })

  test('has the parameters and personas of trust-game', () => {
    const { parameters, seats, scenario, imported } = runs.get(name)!.plan as Plan
    expect(parameters).toMatchObject({
      endowment: 10,
      multiplier: 3,
      endow: 'trustor',
      rounds: 7,
      step: 0.01,
    })
    expect(seats.map(({ role }) => role)).toEqual(['trustor', 'trustee'])
    expect(seats.map(({ persona }) => persona?.startsWith('You are '))).toEqual([true, true])
    expect({ scenario, format: imported?.format }).toEqual({
      scenario: { name: 'imported', version: 1 },
      format: 'trust',
    })
  })
})

describe('a group that breaks the rules is refused with the field', () => {
  const [text = ''] = texts.values()
  const changed = (change: (source: Record<string, unknown>) => void): unknown => {
    const source = JSON.parse(text) as Record<string, unknown>
    change(source)
    return source
  }
  test.each<[string, (source: Record<string, unknown>) => void, RegExp]>([
    [
      'more sent than there is',
      (s) => (s['2'] = [[11, 1], { Player_1: '', Player_2: '' }]),
      /\["2"\]\[0\]\[0\]: 11 was sent of 10/,
    ],
    [
      'more returned than was received',
      (s) => (s['2'] = [[1, 3.5], { Player_1: '', Player_2: '' }]),
      /\["2"\]\[0\]\[1\]: 3.5 was returned of 3 × 1/,
    ],
    ['a round that is missing', (s) => delete s['3'], /a round 4, and no round 3/],
    [
      'words that are missing',
      (s) => (s['1'] = [[1, 1], { Player_1: 'x' }]),
      /\["1"\]\[1\]\.Player_2: it is missing/,
    ],
    [
      'no stakes',
      (s) => (s['character_record'] = [false, 'a', 'b']),
      /character_record: it does not say in one way/,
    ],
  ])('%s', (_what, change, complaint) => {
    expect(() => readTrust(changed(change), 'g.json')).toThrow(complaint)
  })
})
