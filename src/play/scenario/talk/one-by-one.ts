/** Orders in which everybody speaks once a round, one after another. */
import type { ParticipantId } from '../../../record/ids.ts'
import { shuffled } from '../groups/draw.ts'
import { assertSeated } from './seated.ts'
import { nextOf, type SpeakingOrder } from './speaking-order.ts'

/** The same order in every round. Whoever is not in the list does not speak. */
export function fixedOrder(
  order: readonly ParticipantId[],
  seated: readonly ParticipantId[],
): SpeakingOrder {
  assertSeated(order, seated, 'the speaking order')
  return (floor) => nextOf(order, floor)
}

/** As seated; the first of a round speaks last in the next. */
export const rotatingOrder: SpeakingOrder = (floor) => {
  const { places, round } = floor
  const first = (round - 1) % places.length
  return nextOf([...places.slice(first), ...places.slice(0, first)], floor)
}

/** An order that is drawn anew for each round, from the stream `order/<round>`. */
export const shuffledOrder: SpeakingOrder = (floor) =>
  nextOf(shuffled(floor.places, floor.draw, `order/${floor.round}`, 0), floor)
