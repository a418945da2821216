/** Somebody decides who speaks next. */
import type { ParticipantId } from '../../../record/ids.ts'
import { assertSeated } from './seated.ts'
import type { SpeakingOrder } from './speaking-order.ts'

/**
 * The moderator is asked for the next speaker, who then speaks; and so on, until the moderator names nobody, or so many have spoken. One may be
 * chosen again and again.
 */
export function moderated(
  moderator: ParticipantId,
  most: number,
  seated: readonly ParticipantId[],
): SpeakingOrder {
  assertSeated([moderator], seated, 'the speaking order')
  return ({ present, held }) => {
    const last = held.at(-1)
    if (last?.wanted === 'next') {
      const chosen = present.find((one) => one === last.decisions[moderator])
      return chosen === undefined ? null : { who: [chosen], wanted: 'words' }
    }
    const spoken = held.filter(({ wanted }) => wanted === 'words').length
    return spoken >= most || present.length === 0 ? null : { who: [moderator], wanted: 'next' }
  }
}
