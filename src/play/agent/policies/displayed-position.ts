/** Baselines that take no notice of the game: what a bias for a place in the list, or chance alone, would play. */
import { BadInputError } from '../../../base/errors.ts'
import type { AmountForm, Ask, Value } from '../../../record/ask.ts'
import type { Policy, SeatPolicy, Seating, Situation } from '../policy.ts'

/** Always takes the option that is displayed first. */
export const firstOption: SeatPolicy = (seating) =>
  placed('first-option', seating, (order) => order[0])

/** Always takes the option that is displayed last. */
export const lastOption: SeatPolicy = (seating) =>
  placed('last-option', seating, (order) => order.at(-1))

/** Takes every option, or every amount on the grid, with the same chance. */
export const uniform: SeatPolicy = ({ participant, random }) => {
  const draw = ({ ask }: Situation): Value => {
    switch (ask.form.kind) {
      case 'choice':
        return random.pick(ask.form.options)
      case 'amount':
        return amountAt(ask.form, random.below(stepsOf(ask.form) + 1))
      case 'text':
        throw unfit('uniform', participant, ask)
    }
  }
  return {
    decide: draw,
    retrace(situation) {
      if (situation.ask.form.kind !== 'text') draw(situation)
    },
  }
}

function placed(
  name: string,
  { participant }: Seating,
  placeIn: (order: readonly number[]) => number | undefined,
): Policy {
  return {
    decide({ ask }) {
      if (ask.form.kind !== 'choice') throw unfit(name, participant, ask)
      const option = ask.form.options[placeIn(ask.form.order) ?? -1]
      if (option === undefined) throw new Error(`the ask "${ask.name}" displays no such option`)
      return option
    },
  }
}

/** Whole steps from min to max; a step that misses max by rounding alone counts. */
function stepsOf({ min, max, step }: AmountForm): number {
  return Math.floor((max - min) / step + 1e-9)
}

/** Twelve digits: three steps of 0.1 are 0.3. */
function amountAt({ min, max, step }: AmountForm, steps: number): number {
  return Math.min(max, Number((min + steps * step).toPrecision(12)))
}

function unfit(policy: string, participant: string, { name, form }: Ask): BadInputError {
  return new BadInputError(
    `policy ${policy} cannot answer the ask "${name}" of ${participant}, which is for ${form.kind === 'amount' ? 'an amount' : 'words'}. Seat another policy, such as moves.`,
  )
}
