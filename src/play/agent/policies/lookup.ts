/** A policy that looks its move up in a table of the other player's past moves: how a recorded opponent answers a new one. */
import { z } from 'zod'
import { BadInputError } from '../../../base/errors.ts'
import type { Ask } from '../../../record/ask.ts'
import type { Seen } from '../../../record/seen.ts'
import type { SeatPolicy } from '../policy.ts'
import { parseSettings } from './parse-settings.ts'

/** Keys are the other player's moves so far, run together: displayed labels, else canonical names. */
export const LookupSettings = z.strictObject({ table: z.record(z.string(), z.string()) })

/** The names and labels of the other player's options. */
interface Naming {
  readonly options: readonly string[]
  readonly labels: readonly string[]
}

/**
 * Reads the other's moves from the facts `outcome`; rounds in which the other did not answer add nothing to the key. Throws a BadInputError
 * when the table does not hold the key.
 */
export const lookup: SeatPolicy = ({ seat, participant }) => {
  const { table } = parseSettings('lookup', LookupSettings, seat.settings, participant)
  const entries = new Map(Object.entries(table))
  let taken = 0
  let labels = ''
  let names = ''
  return {
    decide({ ask, tick, seen }) {
      const outcomes = seen.facts<{ other: string | null }>('outcome')
      for (; taken < outcomes.length; taken++) {
        const other = outcomes[taken]?.other ?? null
        if (other === null) continue
        labels += labelOf(other, namingOf(seen, ask))
        names += other
      }
      const move = entries.get(labels) ?? entries.get(names)
      if (move === undefined) {
        throw new BadInputError(
          `${participant} finds no entry "${labels}"${names === labels ? '' : ` or "${names}"`} in its table for the ask "${ask.name}" at tick ${tick}. Add it to "table" in its settings.`,
        )
      }
      return move
    },
  }
}

/** As the rules say; where they say nothing, both sides are taken to share the options of the ask. */
function namingOf(seen: Seen, { form }: Ask): Naming {
  const [rules] = seen.facts<{ options?: { other: string[] }; labels?: { other: string[] } }>(
    'rules',
  )
  const shared: Naming = form.kind === 'choice' ? form : { options: [], labels: [] }
  const options = rules?.options?.other ?? shared.options
  return { options, labels: rules?.labels?.other ?? shared.labels }
}

function labelOf(option: string, { options, labels }: Naming): string {
  return labels[options.indexOf(option)] ?? option
}
