/** Profiles of coded behaviour over a record: rates by hand, forks and settled codings where they belong, errors that say what to do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolder, type Folder } from './cli/testing/command.ts'

const TALK = `Round 1
Ada: We must meet on Friday, Bob.
Bob: I agree, Ada.
Round 2
Ada: Bring PostgreSQL and Redis, Bob.
Bob: Fine.
`
const BOOK = `codebook: small
version: 1
codes:
  orders: { definition: It tells somebody what to do., rule: { terms: [must, bring] } }
  agrees: { definition: It agrees., rule: { terms: [agree, fine] } }
  named: { definition: It names somebody., structural: true, rule: { mentions: others } }
`

let folder: Folder
beforeAll(async () => {
  folder = makeFolder()
  folder.write({
    'a.txt': TALK,
    'b.txt': TALK.replace('Fine.', 'I must think.'),
    'small.yaml': BOOK,
  })
  for (const args of [
    ['import', 'a.txt', 'b.txt', '--db', 'talk.sqlite'],
    ['code', 'talk.sqlite', '--codebook', 'small.yaml', '--rules'],
  ])
    expect(await folder.here(...args)).toMatchObject({ code: 0 })
})
afterAll(() => folder.remove())

interface Said {
  readonly codes: string[]
  readonly profiles: { participant: string; rates: number[] }[]
  readonly runs: { similarity: number }[]
}

describe('profiles', () => {
  test('are shares of coded units, structural codes apart, and the value of a run is their cosine', async () => {
    const { code, stdout } = await folder.here('profiles', 'talk.sqlite', '--json')
    const said = JSON.parse(stdout) as Said
    expect(code).toBe(0)
    expect(said.codes).toEqual(['orders', 'agrees'])
    expect(said.profiles.map(({ participant, rates }) => [participant, ...rates]).sort()).toEqual([
      ['p1', 1, 0],
      ['p1', 1, 0],
      ['p2', 0, 1],
      ['p2', 0.5, 0.5],
    ])
    const similarities = said.runs.map(({ similarity }) => similarity).sort()
    expect(similarities[0]).toBe(0)
    expect(similarities[1]).toBeCloseTo(Math.SQRT1_2, 12)
  })

  test.each([
    [['--codebook', 'smal'], /Did you mean "small"/],
    [['--coder', 'rule'], /no coder named "rule".*Did you mean "rules"/],
    [['--codes', 'orders'], /two codes or more, and "orders" is one/],
    [['--codes', 'orders,orders'], /two codes or more/],
    [['--codes', 'orders,agree'], /no binary code named "agree".*Did you mean "agrees"/],
  ])('%j is refused with what there is', async (args, message) => {
    const { code, stderr } = await folder.here('profiles', 'talk.sqlite', ...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })
})
