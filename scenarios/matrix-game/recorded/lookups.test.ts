/** The decision trees of a recorded GPT-4: complete, and played by the policy `lookup` as they were recorded. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { castOf, playedWord, playThrough, type Seat } from './engine-play.contract.ts'
import { dilemmaMatches, wordOf } from './recorded-matches.contract.ts'

const dilemma = treeIn('pd_gpt4_lookup.json')
const battle = treeIn('bos_gpt4_lookup.json')
const given = { parameters: { game: 'prisoners-dilemma', rounds: 10, labels: ['J', 'F'] } }

describe.each([
  ['prisoner’s dilemma', dilemma],
  ['battle of the sexes', battle],
])('the decision tree for the %s', (_game, tree) => {
  test('holds a move, J or F, for each of the 1,023 histories of at most nine rounds', () => {
    const histories = Object.keys(tree)
    expect(histories.length).toBe(1_023)
    expect(histories.every((history) => /^[JF]{0,9}$/.test(history))).toBe(true)
    expect(new Set(Object.values(tree))).toEqual(new Set(['J', 'F']))
  })

  test('answers whatever a random player does for ten rounds', async () => {
    const game = tree === dilemma ? 'prisoners-dilemma' : 'battle-of-the-sexes'
    const runs = Array.from({ length: 50 }, (_, i) => [
      `run ${i}`,
      { 'cast.row': lookup(tree), 'cast.column': 'random' },
    ])
    const played = await playThrough(Object.fromEntries(runs), {
      parameters: { ...given.parameters, game },
    })
    const others = new Set([...played.values()].map((rounds) => playedWord(rounds, 1)))
    expect(others.size).toBeGreaterThan(40)
    for (const rounds of played.values()) {
      const other = playedWord(rounds, 1)
      expect([...playedWord(rounds, 0)]).toEqual([...other].map((_, i) => tree[other.slice(0, i)]))
    }
  })
})

describe('the tree of the prisoner’s dilemma', () => {
  test('forgives one that defects once a little', async () => {
    const levels = { 'cast.row': lookup(dilemma), 'cast.column': 'defect-once' }
    const played = await playThrough({ it: levels }, given)
    expect(playedWord(played.get('it'), 0)).toBe('JFJFFFFFFF')
  })

  test('equals the recorded play of GPT-4 in seat 1 in five of eight pairings: it is not the same recording', async () => {
    expect(await reproduced(0)).toEqual([
      'act_gpt4 act_gpt4',
      'act_gpt4 act_gpt3',
      'act_gpt4 act_j',
      'act_gpt4 act_claude',
      'act_gpt4 act_llama2',
    ])
  })

  test('equals it in seat 2 in four of eight', async () => {
    expect(await reproduced(1)).toEqual([
      'act_gpt4 act_gpt4',
      'act_gpt3 act_gpt4',
      'act_j act_gpt4',
      'act_llama2 act_gpt4',
    ])
  })
})

/** The pairings in which the tree, against the recorded moves of the other, makes the recorded moves of GPT-4. */
async function reproduced(seat: Seat): Promise<string[]> {
  const matches = dilemmaMatches.filter(({ players }) => players[seat] === 'act_gpt4')
  expect(matches.length).toBe(8)
  const levels = matches.map((match) => [match.name, castOf(match, { [seat]: lookup(dilemma) })])
  const played = await playThrough(Object.fromEntries(levels), given)
  return matches
    .filter((match) => playedWord(played.get(match.name), seat) === wordOf(match, seat))
    .map(({ name }) => name)
}

function lookup(table: Readonly<Record<string, string>>) {
  return { policy: 'lookup', table: { ...table } }
}

function treeIn(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(new URL(`lookups/${file}`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >
}
