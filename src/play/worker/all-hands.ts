/** Does one piece of work after another, as many at once as the helm says at the time. */
import { through } from '../../base/gate.ts'
import type { Helm } from './helm.ts'

/**
 * Calls `next` for as long as `left` says that something is left to begin; each call does one piece. While the gate is shut nothing is begun. A hand whose
 * piece throws takes no other, and the first such error is thrown once all hands have come to their end.
 */
export async function allHands(
  helm: Helm,
  left: () => boolean,
  next: () => Promise<void>,
): Promise<void> {
  const hands: Promise<unknown>[] = []
  const faults: unknown[] = []
  let atWork = 0
  const takeTurns = async (): Promise<void> => {
    try {
      for (;;) {
        if (helm.gate.isShut) await through(helm.gate)
        if (atWork > helm.runs || !left()) return
        await next()
      }
    } finally {
      // Said at once: whoever looks next must not leave for the same reason.
      atWork--
    }
  }
  const hire = (): void => {
    while (atWork < helm.runs && left()) {
      atWork++
      hands.push(takeTurns().catch((error: unknown) => faults.push(error)))
    }
  }
  const leave = helm.onRetuned(hire)
  hire()
  // Hands that are hired meanwhile are waited for too.
  for (const hand of hands) await hand
  leave()
  for (const fault of faults) throw fault
}
