/** Visibility rules: who hears whom, of those who share a channel. */
import type { ParticipantId } from '../../../record/ids.ts'
import { assertSeated } from './seated.ts'

/** Whether a listener hears a speaker. Everybody hears itself, whatever the rule. */
export type Visibility = (speaker: ParticipantId, listener: ParticipantId) => boolean

/** All hear all. */
export const everybody: Visibility = () => true

/** Nobody hears anybody else. */
export const isolated: Visibility = (speaker, listener) => speaker === listener

/** A star: the hub hears all and all hear the hub; the others do not hear one another. */
export function star(hub: ParticipantId, seated: readonly ParticipantId[]): Visibility {
  assertSeated([hub], seated, 'the centre of the star')
  return (speaker, listener) => speaker === hub || listener === hub
}

/** A ring: everybody hears the one before and the one after. */
export function ring(
  order: readonly ParticipantId[],
  seated: readonly ParticipantId[],
): Visibility {
  assertSeated(order, seated, 'the ring')
  return (speaker, listener) => {
    const [from, to] = [order.indexOf(speaker), order.indexOf(listener)]
    if (from < 0 || to < 0) return false
    const apart = Math.abs(from - to)
    return apart === 1 || apart === order.length - 1
  }
}

/** Teams: members hear one another and nobody else. Whoever is in no team is alone. */
export function teams(
  groups: readonly (readonly ParticipantId[])[],
  seated: readonly ParticipantId[],
): Visibility {
  assertSeated(groups.flat(), seated, 'the list of teams')
  const teamOf = new Map(groups.flatMap((group, i) => group.map((one) => [one, i] as const)))
  return (speaker, listener) => teamOf.has(speaker) && teamOf.get(speaker) === teamOf.get(listener)
}
