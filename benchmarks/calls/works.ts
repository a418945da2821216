/** The two games that are played, in the words in which every contender puts them to the model. */
import { spoken, talkText } from './talk-scenario.ts'

export type WorkName = 'dilemma' | 'talk'

export const ROUNDS = 10

/** What everybody answered in one round, in the order of the seats. */
export type Round = readonly string[]

export interface Work {
  readonly name: WorkName
  readonly title: string
  readonly seats: readonly string[]
  /** What the seat (counted from 0) reads after these rounds. */
  prompt(seat: number, rounds: readonly Round[]): string
  /** What a reply decides; null where it is no answer. */
  read(reply: string): string | null
}

const dilemma: Work = {
  name: 'dilemma',
  title: 'two players, prisoner’s dilemma, 10 rounds, the history in the prompt',
  seats: ['p1', 'p2'],
  prompt: (seat, rounds) =>
    [OPENING, RULES, historyText(seat, rounds), questionText(rounds.length + 1), FORMAT].join(
      '\n\n',
    ),
  read: (reply) => /(?:^|\n)ANSWER: ([JF])\s*$/.exec(reply)?.[1] ?? null,
}

const talk: Work = {
  name: 'talk',
  title: 'seven agents, 10 rounds of talk, all speak in every round and hear everybody',
  seats: ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'],
  prompt: (seat, rounds) => {
    const lines = rounds.flatMap((round) => round.map((text, i) => spoken(`p${i + 1}`, text)))
    const { setting, talk: said, question } = talkText(`p${seat + 1}`, 7, rounds.length + 1, lines)
    return [setting, said, question, TALK_FORMAT].filter((text) => text !== '').join('\n\n')
  },
  read: (reply) => reply.trim(),
}

export const WORKS: readonly Work[] = [dilemma, talk]

export function workNamed(name: WorkName): Work {
  const work = WORKS.find((one) => one.name === name)
  if (work === undefined) throw new Error(`no work is named ${name}`)
  return work
}

/** What the model says at its `number`-th call: no two replies are alike, so that nothing is saved by storing them once. */
export function replyOf(work: WorkName, number: number): string {
  const dice = Math.imul(number + 1, 0x9e3779b1) >>> 0
  const thought = THOUGHTS[dice % THOUGHTS.length] ?? ''
  const tag = dice.toString(36)
  if (work === 'talk') {
    const other = THOUGHTS[(dice >>> 8) % THOUGHTS.length] ?? ''
    return `Let us look at item ${tag}: ${thought}, and ${other}.`
  }
  return `Thinking of case ${tag}, ${thought}.\n\nANSWER: ${dice >>> 31 === 0 ? 'J' : 'F'}`
}

const THOUGHTS = [
  'we should keep what works and change one thing at a time',
  'the costs fall on those who spoke the least so far',
  'a promise that nobody checks is worth very little',
  'the last proposal left out the winter months altogether',
  'I would rather be fair than clever about the remainder',
  'it pays to be kind first and to answer in the same coin',
]

const OPENING =
  'You are playing a game with another player, and you want to earn as many points as you can.'
const RULES = `You meet the other player for ${ROUNDS} rounds; it is the same one throughout.
In each round you both choose at the same time:
- If you choose Option J and the other player chooses Option J, you earn 8 points and the other player earns 8 points.
- If you choose Option J and the other player chooses Option F, you earn 0 points and the other player earns 10 points.
- If you choose Option F and the other player chooses Option J, you earn 10 points and the other player earns 0 points.
- If you choose Option F and the other player chooses Option F, you earn 5 points and the other player earns 5 points.`
const FORMAT =
  'How to answer: reply with your reasoning if you wish, then end with one line that is exactly one of these:\nANSWER: J\nANSWER: F'
const TALK_FORMAT =
  'How to answer: reply with what you say and nothing else, at most 600 characters.'

const POINTS: Readonly<Record<string, readonly [number, number]>> = {
  JJ: [8, 8],
  JF: [0, 10],
  FJ: [10, 0],
  FF: [5, 5],
}

function historyText(seat: number, rounds: readonly Round[]): string {
  if (rounds.length === 0) return 'No round has been played yet.'
  return rounds
    .map((round, i) => {
      const [own, other] = [round[seat] ?? '', round[1 - seat] ?? '']
      const [mine, theirs] = POINTS[own + other] ?? [0, 0]
      return `Round ${i + 1}: you chose Option ${own}, the other player chose Option ${other}; you earned ${mine} points, the other player earned ${theirs} points.`
    })
    .join('\n')
}

function questionText(round: number): string {
  return `You are now in round ${round}. Which one do you choose: Option J or Option F?`
}
