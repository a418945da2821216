/**
 * The form of the transcripts of the eight-slot discussion study (El Kandoussi, "Who Am I, and Who Else Is Here?", 2026): what of it is read. Whatever
 * else stands there is allowed.
 */
import { z } from 'zod'
import { JsonValue } from '../../record/json-value.ts'
import { pathText, shaped } from './shape.ts'
import { BadInputError } from '../../base/errors.ts'

const Slot = z.looseObject({
  position: z.int().positive(),
  key: z.string().min(1),
  name: z.string().min(1),
  nickname: z.string().min(1),
  model: z.string().min(1),
})
export type Slot = z.infer<typeof Slot>

const Head = z.looseObject({
  condition: z.looseObject({
    series: z.string(),
    isolatedMode: z.boolean().nullish(),
    removeErrored: z.boolean().nullish(),
  }),
  environment: z.looseObject({
    id: z.string().min(1),
    maxRounds: z.int().positive(),
    mode: z.string().optional(),
    agentRanking: z.array(Slot).min(1),
    systemPromptTemplate: z.string().nullish(),
  }),
  conversation: z.looseObject({ userPrompt: z.string(), messages: z.array(z.unknown()) }),
  batch: z.looseObject({ index: z.int().positive().nullish() }).nullish(),
})

const FromSystem = z.looseObject({ sender: z.literal('system'), system: z.string() })
const FromUser = z.looseObject({ sender: z.literal('user'), text: z.string() })
const FromSlot = z.looseObject({
  sender: z.string().min(1),
  text: z.string(),
  round: z.int().nonnegative(),
  isError: z.boolean().nullish(),
})

/** One line of the conversation, in the order of arrival. */
export type WarroomLine =
  | { readonly by: 'system'; readonly text: string }
  | { readonly by: 'user'; readonly text: string; readonly time: string | null }
  | {
      readonly by: 'slot'
      readonly slot: Slot
      readonly text: string
      /** From 0, as the source counts. */
      readonly round: number
      readonly isError: boolean
      readonly time: string | null
    }

export interface WarroomFile {
  readonly condition: z.infer<typeof Head>['condition']
  readonly environment: z.infer<typeof Head>['environment']
  readonly brief: string
  /** By position. */
  readonly slots: readonly Slot[]
  readonly lines: readonly WarroomLine[]
  readonly batch: z.infer<typeof Head>['batch']
}

/** True where a document looks like one of these. */
export function isWarroom(value: unknown): boolean {
  return has(value, 'conversation') && has(value, 'environment') && has(value, 'condition')
}

function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
}

/** @throws BadInputError that names the field which is missing or wrong by its path. */
export function readWarroom(value: unknown, path: string): WarroomFile {
  const { condition, environment, conversation, batch } = shaped(Head, value, path)
  // What is kept as it stands must be what JSON can hold; it came from JSON.
  shaped(JsonValue, condition, path, ['condition'])
  const slots = environment.agentRanking.toSorted((a, b) => a.position - b.position)
  const byKey = new Map<string, Slot>()
  for (const slot of slots) {
    const twin =
      byKey.get(slot.key) ?? slots.find((one) => one !== slot && one.position === slot.position)
    if (twin !== undefined) {
      throw new BadInputError(
        `${path}: environment.agentRanking: two slots have the key "${slot.key}" or the position ${slot.position}. Every slot needs its own.`,
      )
    }
    byKey.set(slot.key, slot)
  }
  const lines = conversation.messages.map((message, i) =>
    lineOf(message, path, ['conversation', 'messages', i], byKey),
  )
  return { condition, environment, brief: conversation.userPrompt, slots, lines, batch }
}

function lineOf(
  message: unknown,
  path: string,
  place: readonly (string | number)[],
  slots: ReadonlyMap<string, Slot>,
): WarroomLine {
  const { sender } = shaped(z.looseObject({ sender: z.string() }), message, path, place)
  if (sender === 'system')
    return { by: 'system', text: shaped(FromSystem, message, path, place).system }
  const time = timeOf(message)
  if (sender === 'user')
    return { by: 'user', text: shaped(FromUser, message, path, place).text, time }
  const slot = slots.get(sender)
  if (slot === undefined) {
    throw new BadInputError(
      `${path}: ${pathText([...place, 'sender'])}: "${sender}" is no slot. Slots are ${[...slots.keys()].join(', ')}.`,
    )
  }
  const { text, round, isError } = shaped(FromSlot, message, path, place)
  return { by: 'slot', slot, text, round, isError: isError === true, time }
}

function timeOf(message: unknown): string | null {
  const { time } = message as { time?: unknown }
  return typeof time === 'string' ? time : null
}
