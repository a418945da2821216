/** What a seat of a person is given: what it is asked to consent to, what it is told at the end, how long it has. */
import { z } from 'zod'
import type { Seat } from '../../../record/seat.ts'
import { parseSettings } from './parse-settings.ts'

/** What a cast writes after `policy:` where a person shall sit. */
export const HUMAN = 'human'

const Words = z.string().trim().min(1, 'write what people shall read, or leave it out')

export const HumanSettings = z.strictObject({
  /** Read before the first ask; nobody plays who does not consent to it. */
  consent: Words.optional(),
  /** Read when the run is over. */
  debrief: Words.optional(),
  /** Seconds for each ask; there is no limit where it is absent. */
  time_limit: z
    .number()
    .positive('a time limit is a number of seconds above 0')
    .max(7 * 24 * 3600, 'a time limit is at most a week of seconds')
    .optional(),
  /** Seconds from when something is first put to it until it has to be there; it is waited for where it is absent. */
  arrive_within: z
    .number()
    .positive('the time to come is a number of seconds above 0')
    .max(7 * 24 * 3600, 'the time to come is at most a week of seconds')
    .optional(),
})
export type HumanSettings = z.output<typeof HumanSettings>

/** A seat's settings, checked; what is wrong with them is an error that names the participant and the field. */
export function humanSettingsOf(seat: Seat): HumanSettings {
  return parseSettings(HUMAN, HumanSettings, seat.settings, seat.participant)
}

/** True where a person shall sit. */
export function isHuman({ policy }: Pick<Seat, 'policy'>): boolean {
  return policy === HUMAN
}
