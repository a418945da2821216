/**
 * The form of the recorded groups of repeated trust (Xie et al., "Can large language model agents simulate human trust behavior?", NeurIPS 2024): for each
 * round what was sent and returned and the reasons that were given, and the texts that both were given.
 */
import { z } from 'zod'
import { BadInputError } from '../../base/errors.ts'
import { shaped } from './shape.ts'

const Amount = z.number().nonnegative()

const Round = z.tuple([
  z.tuple([Amount, Amount]),
  z.looseObject({ Player_1: z.string(), Player_2: z.string() }),
])

const Told = z.tuple([z.string(), z.string()])

const Around = z.looseObject({
  prompt: z.looseObject({ '1': z.string(), '2': z.string() }).optional(),
  input_record: z.record(z.string(), Told).optional(),
  character_record: z.tuple([z.boolean(), z.string(), z.string()]),
})

export interface TrustRound {
  readonly sent: number
  readonly returned: number
  /** What the trustor and the trustee replied. */
  readonly replies: readonly [string, string]
  /** What both were told of the round before; empty in the first. */
  readonly told: readonly [string, string]
}

export interface TrustFile {
  readonly rounds: readonly TrustRound[]
  /** Who each is, in words. */
  readonly personas: readonly [string, string]
  /** What each was told of the game, behind who it is. */
  readonly rules: readonly [string, string]
  readonly endowment: number
  readonly multiplier: number
  /** The switch that the file keeps first in `character_record`. */
  readonly flag: boolean
  /** The number of rounds that both were told; null where they were told none. */
  readonly announced: number | null
}

/** True where a document looks like one of these. */
export function isTrust(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, '1') &&
    Object.hasOwn(value, 'character_record')
  )
}

/** @throws BadInputError that names the field which is missing, wrong or against the rules by its path. */
export function readTrust(value: unknown, path: string): TrustFile {
  const around = shaped(Around, value, path)
  const numbered = Object.entries(value as Record<string, unknown>)
    .filter(([key]) => /^[1-9][0-9]*$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
  numbered.forEach(([key], i) => {
    if (Number(key) !== i + 1)
      throw new BadInputError(
        `${path}: there is a round ${key}, and no round ${i + 1}. Mend the file.`,
      )
  })
  const [flag, ...characters] = around.character_record
  const told = characters.map(divided) as [Told, Told]
  const [endowment, multiplier] = stakesIn(told, path)
  const rounds = numbered.map(([key, round], i) => {
    const [[sent, returned], replies] = shaped(Round, round, path, [key])
    assertRules(`${path}: ["${key}"]`, { sent, returned }, endowment, multiplier)
    const input = around.input_record?.[`round_${i}_input`] ?? (['', ''] as const)
    return { sent, returned, replies: [replies.Player_1, replies.Player_2] as const, told: input }
  })
  const announced = /repeat this game for (\d+) rounds/.exec(told[0].rules)?.[1]
  return {
    rounds,
    personas: [told[0].persona, told[1].persona],
    rules: [told[0].rules, told[1].rules],
    endowment,
    multiplier,
    flag,
    announced: announced === undefined ? null : Number(announced),
  }
}

interface Told {
  readonly persona: string
  readonly rules: string
}

/** The words with which the study's instructions begin, behind the words that say who somebody is. */
const INSTRUCTIONS = 'In all subsequent answers'

function divided(character: string): Told {
  const at = character.indexOf(INSTRUCTIONS)
  return at < 0
    ? { persona: character, rules: '' }
    : { persona: character.slice(0, at), rules: character.slice(at) }
}

/** What the trustor receives and what its gift is multiplied by, as both were told. */
function stakesIn(told: readonly Told[], path: string): [endowment: number, multiplier: number] {
  const numbers = (pattern: RegExp): number[] => [
    ...new Set(
      told.flatMap(({ persona, rules }) => {
        const found = pattern.exec(`${persona}${rules}`)?.[1]
        return found === undefined ? [] : [Number(found)]
      }),
    ),
  ]
  const endowments = numbers(/receive \$?(\d+(?:\.\d+)?)(?: dollars)? from/)
  const multipliers = numbers(/receive (\d+(?:\.\d+)?)N dollars/)
  const [endowment, multiplier] = [endowments[0], multipliers[0]]
  if (
    endowment === undefined ||
    multiplier === undefined ||
    endowments.length + multipliers.length > 2
  ) {
    throw new BadInputError(
      `${path}: character_record: it does not say in one way how much is received from the study ("receive $10 from") and what is sent is multiplied by ("receive 3N dollars"). Without them there are no payoffs.`,
    )
  }
  return [endowment, multiplier]
}

/** Decimal amounts are counted to a millionth: 3 × 2.8 is not quite 8.4 in binary. */
const SLACK = 1e-6

function assertRules(
  place: string,
  { sent, returned }: { readonly sent: number; readonly returned: number },
  endowment: number,
  multiplier: number,
): void {
  if (sent > endowment + SLACK)
    throw new BadInputError(`${place}[0][0]: ${sent} was sent of ${endowment}. Mend the file.`)
  if (returned > multiplier * sent + SLACK) {
    throw new BadInputError(
      `${place}[0][1]: ${returned} was returned of ${multiplier} × ${sent}. Mend the file.`,
    )
  }
}
