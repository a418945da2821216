/** A kind of policy as the catalogue lists it: its name, the settings it takes, and how it is seated. */
import type { z } from 'zod'
import type { SeatPolicy } from './policy.ts'

export interface PolicyKind {
  /** What a cast writes after `policy:`. */
  readonly name: string
  readonly summary: string
  readonly citation: string
  readonly settings: z.ZodType
  readonly seat: SeatPolicy
}
