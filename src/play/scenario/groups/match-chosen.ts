/** Partners who choose: what becomes of choices that are not returned, and of those who are chosen by many. */
import { BadInputError } from '../../../base/errors.ts'
import { shuffled, type Draw } from './draw.ts'

/**
 * How choices become pairs. `each`: every choice is a meeting of its own, and there is no limit to being chosen (Dasgupta and Musolesi 2023); two who
 * choose each other meet twice. `mutual`: only two who choose each other meet. `drawn-order`: choosers take their turn in an order drawn for the round, and
 * whoever is free gets whom it chose, if that one is free too.
 */
export const RESOLUTIONS = ['each', 'mutual', 'drawn-order'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

export interface Matched<T> {
  /** Who chose, then who was chosen; in the order of the choices. */
  readonly pairs: readonly (readonly [chooser: T, chosen: T])[]
  /** Those who meet nobody in this round. */
  readonly alone: readonly T[]
}

/**
 * Pairs for a round (from 1). `choices` are in participant order; null where somebody chose nobody.
 * @throws BadInputError where somebody is chosen who takes no part, or chooses itself.
 */
export function matchChosen<T>(
  choices: ReadonlyMap<T, T | null>,
  resolution: Resolution,
  round: number,
  draw: Draw,
  stream = 'chosen',
): Matched<T> {
  const wanted = [...choices].flatMap(([chooser, chosen]) =>
    chosen === null ? [] : [[chooser, chosen] as const],
  )
  for (const [chooser, chosen] of wanted) {
    if (chooser !== chosen && choices.has(chosen)) continue
    const what = chooser === chosen ? 'itself' : `${String(chosen)}, who takes no part`
    throw new BadInputError(`${String(chooser)} cannot choose ${what}. Offer the others only.`)
  }
  const pairs = resolve(wanted, choices, resolution, round, draw, stream)
  const met = new Set(pairs.flat())
  return { pairs, alone: [...choices.keys()].filter((one) => !met.has(one)) }
}

type Pair<T> = readonly [chooser: T, chosen: T]

function resolve<T>(
  wanted: readonly Pair<T>[],
  choices: ReadonlyMap<T, T | null>,
  resolution: Resolution,
  round: number,
  draw: Draw,
  stream: string,
): readonly Pair<T>[] {
  switch (resolution) {
    case 'each':
      return wanted
    case 'mutual': {
      const order = [...choices.keys()]
      return wanted.filter(
        ([one, other]) => choices.get(other) === one && order.indexOf(one) < order.indexOf(other),
      )
    }
    case 'drawn-order': {
      const taken = new Set<T>()
      // Addressed by the number of participants, not of choices: nobody's silence shifts a later round.
      const order = shuffled([...choices.keys()], draw, stream, (round - 1) * choices.size)
      const pairs = order.flatMap((chooser): Pair<T>[] => {
        const chosen = choices.get(chooser) ?? null
        if (chosen === null || taken.has(chooser) || taken.has(chosen)) return []
        taken.add(chooser).add(chosen)
        return [[chooser, chosen]]
      })
      return wanted.filter((one) => pairs.some(([chooser]) => chooser === one[0]))
    }
  }
}
