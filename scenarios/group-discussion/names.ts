/** What participants are called. */
import { BadInputError } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'

const NATO =
  'Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango'.split(
    ' ',
  )

/**
 * The names of so many speakers, by place.
 * @throws BadInputError where the list of names is too short.
 */
export function speakerNames(names: Parameters['names'], speakers: number): readonly string[] {
  const list =
    names === 'nato'
      ? NATO
      : names === 'neutral'
        ? NATO.map((_, i) => `Agent-${String.fromCharCode(65 + i)}`)
        : names
  if (list.length < speakers) {
    throw new BadInputError(
      `names: ${list.length} of ${speakers} speakers are named. Name every one of them.`,
    )
  }
  return list.slice(0, speakers)
}
