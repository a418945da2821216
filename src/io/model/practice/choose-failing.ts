/** Chooses how a request goes wrong, so that the same experiment meets the same failures in whatever order its requests arrive. */
import { BadInputError, UnknownNameError } from '../../../base/errors.ts'
import type { Streams } from '../../../base/random.ts'
import { FAILINGS, type Failing, type Rates } from './misbehaviours.ts'
import type { ServedRequest } from './served-request.ts'

/** Null for requests that are answered. */
export type ChooseFailing = (request: ServedRequest) => Failing | null

/**
 * Draws from the rates by what is asked and how often it was asked before: an attempt that fails may succeed when it is made again. Only among
 * equal requests does the order of arrival say which of them fails.
 * @throws BadInputError where the rates make more than one, or name what is not known.
 */
export function failingsAt(rates: Rates, streams: Streams): ChooseFailing {
  const entries = Object.entries(rates) as [Failing, number][]
  for (const [name, rate] of entries) {
    if (!FAILINGS.includes(name))
      throw new UnknownNameError('failing', name, FAILINGS, 'Name one that the server knows.')
    if (!(rate >= 0)) throw new BadInputError(`the rate of "${name}" must be from 0 to 1.`)
  }
  const sum = entries.reduce((total, [, rate]) => total + rate, 0)
  // Shares such as a fifth of 0.05 do not add up exactly.
  if (sum > 1 + 1e-9) {
    throw new BadInputError(
      `the failures make ${percent(sum)} of the requests. Lower their rates, or choose fewer.`,
    )
  }
  if (sum === 0) return () => null
  return ({ hash, times }) => {
    let left = streams.stream(`failing/${hash}/${times}`).next()
    for (const [name, rate] of entries) if ((left -= rate) < 0) return name
    return null
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
