/** Reads the recorded groups: sixteen pairs of language models, seven rounds each. */
import { readFileSync } from 'node:fs'

export interface RecordedRound {
  readonly sent: number
  readonly returned: number
  /** What the program told the two, when the next round began, that they had been left with; null after the last round. */
  readonly left: readonly [trustor: number, trustee: number] | null
  /** The replies: belief, desire, intention, and the amount. */
  readonly words: readonly [trustor: string, trustee: string]
}

interface ReleasedFile {
  readonly [key: string]: unknown
  readonly input_record: Readonly<Record<string, readonly [string, string]>>
}

type ReleasedRound = readonly [
  amounts: readonly [sent: number, returned: number],
  words: { readonly Player_1: string; readonly Player_2: string },
]

const ROUNDS = 7

export const recordedGroups: readonly (readonly RecordedRound[])[] = Array.from(
  { length: 16 },
  (_, i) => {
    const file = `gpt-3.5-turbo-16k-0613_group_num_${i + 1}.json`
    const text = readFileSync(new URL(file, import.meta.url), 'utf8')
    const released = JSON.parse(text) as ReleasedFile
    return Array.from({ length: ROUNDS }, (__, round) => roundIn(released, round + 1))
  },
)

function roundIn(released: ReleasedFile, round: number): RecordedRound {
  const [[sent, returned], { Player_1, Player_2 }] = released[String(round)] as ReleasedRound
  const told = released.input_record[`round_${round}_input`]
  return {
    sent,
    returned,
    left: told === undefined ? null : [leftIn(told[0]), leftIn(told[1])],
    words: [Player_1, Player_2],
  }
}

/** `Last round you left 11.0 dollars.` */
function leftIn(told: string): number {
  const found = /Last round you left (\d+(?:\.\d+)?) dollars/.exec(told)
  if (found === null) throw new Error(`nothing is said to be left: ${told}`)
  return Number(found[1])
}
