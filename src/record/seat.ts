/** A participant's place in a plan. */
import { z } from 'zod'
import { ParticipantId } from './ids.ts'
import { JsonValue } from './json-value.ts'

/** The role it plays and the agent that plays it. `agent` is the catalogue's name or a description of an inline agent. */
export const Seat = z.strictObject({
  participant: ParticipantId,
  role: z.string().min(1),
  agent: z.string().min(1),
  policy: z.string().min(1),
  /** The policy's own settings: model and sampling, strategy parameters, list of moves. */
  settings: z.record(z.string(), JsonValue),
  /** The text that says who it is. */
  persona: z.string().nullable(),
  /** Where the persona comes from: its name in the catalogue, or `bank/key`. Absent where the experiment wrote the text itself. */
  personaName: z.string().min(1).optional(),
  /** What a bank says of the persona besides its text: columns for analysis, never shown unless the text says them. */
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})
export type Seat = z.infer<typeof Seat>

/** `provider/model` of whoever sits there; null where no model plays. */
export function modelOf({ settings }: Pick<Seat, 'settings'>): string | null {
  const { model } = settings
  return typeof model === 'string' ? model : null
}
