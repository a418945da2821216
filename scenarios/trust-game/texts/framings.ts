/** Cover stories: the words in which one and the same game is told. */
import type { Part } from '../part.ts'

export interface Framing {
  readonly name: string
  /** Where the story was used before, or what it is for. */
  readonly source: string
  /** Opens the instructions of either part. */
  readonly opening: Readonly<Record<Part, string>>
  /** What the player of a part is called by the other. */
  readonly called: Readonly<Record<Part, string>>
}

const STRANGERS =
  'You are taking part in an experiment together with another person. You do not know who that person is, and that person does not know who you are.'

export const framings: readonly Framing[] = [
  {
    name: 'neutral',
    source: 'plain words, as in most replications of Berg et al. 1995',
    opening: { trustor: STRANGERS, trustee: STRANGERS },
    called: { trustor: 'the other player', trustee: 'the other player' },
  },
  {
    name: 'rooms',
    source: 'two rooms, as in Berg, Dickhaut and McCabe 1995',
    opening: {
      trustor: `${STRANGERS} You are in room A; the other person is in room B.`,
      trustee: `${STRANGERS} You are in room B; the other person is in room A.`,
    },
    called: { trustor: 'the person in room A', trustee: 'the person in room B' },
  },
  {
    name: 'investment',
    source: 'the investment game, the name under which Berg et al. 1995 published it',
    opening: {
      trustor: `${STRANGERS} You are the investor; the other person is the manager of what you invest.`,
      trustee: `${STRANGERS} You are the manager; the other person is the investor.`,
    },
    called: { trustor: 'the investor', trustee: 'the manager' },
  },
]

export function framingNamed(name: string): Framing {
  const framing = framings.find((one) => one.name === name)
  if (framing === undefined) throw new Error(`no framing named "${name}"`)
  return framing
}
