/** All speak at once, and hear one another when all have spoken. */
import type { SpeakingOrder } from './speaking-order.ts'

/** One turn a round, of everybody. */
export const simultaneous: SpeakingOrder = ({ present, held }) =>
  held.length > 0 || present.length === 0 ? null : { who: present, wanted: 'words' }
