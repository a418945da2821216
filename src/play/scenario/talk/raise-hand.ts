/** Who wants to speak says so first; who of them goes first is drawn. */
import { shuffled } from '../groups/draw.ts'
import { nextOf, type SpeakingOrder } from './speaking-order.ts'

/**
 * All are asked at once whether they want to speak; then the willing speak one after another, at most so many in a round. Their order comes from the stream
 * `hands/<round>`, drawn over all places: that another one wants to speak changes nobody's rank.
 */
export function raiseHand(most = Number.POSITIVE_INFINITY): SpeakingOrder {
  return (floor) => {
    const { places, present, round, draw, held } = floor
    const [raising] = held
    if (raising === undefined) return present.length === 0 ? null : { who: present, wanted: 'hand' }
    if (held.length > most) return null
    const willing = shuffled(places, draw, `hands/${round}`, 0).filter(
      (one) => (raising.decisions[one] ?? null) !== null,
    )
    return nextOf(willing, floor)
  }
}
