/** Branded names: born at the door by parsing, never parsed again inside. */
import { z } from 'zod'

/** `run_` and the first 16 hexadecimal digits of the plan's hash. */
export const RunId = z
  .string()
  .regex(/^run_[0-9a-f]{16}$/, 'a run id is "run_" and 16 hexadecimal digits')
  .brand('RunId')
export type RunId = z.infer<typeof RunId>

/** `p1`, `p2`, …: a seat in one run. */
export const ParticipantId = z
  .string()
  .regex(/^p[1-9][0-9]*$/, 'a participant id is "p" and a number from 1')
  .brand('ParticipantId')
export type ParticipantId = z.infer<typeof ParticipantId>
