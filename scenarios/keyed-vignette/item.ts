/** An item: a situation, the options that can be chosen in it, and which of them is keyed. */
import { z } from 'zod'

/** More options than letters cannot be shown. */
export const MOST_OPTIONS = 26

export const Words = z.string().min(1)

/** What can be chosen: its name in the record and its text, or a text that is its own name. */
const Option = z.union([Words, z.strictObject({ name: Words, text: Words })])

/** An item as banks of items have it. Options are a list, whose order is the canonical one. */
export const Item = z.strictObject({
  /** Also the name of its ask. */
  key: z.string().regex(/^[^\s/]+$/, 'use no white space and no slash'),
  text: Words,
  options: z.array(Option, 'write a list of options: [{ name, text }, …]'),
  /** The name of the option that is keyed. */
  answer: Words.optional(),
  licence: Words.optional(),
  source: Words.optional(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})
export type Item = z.infer<typeof Item>

export interface NamedOption {
  /** What records hold. */
  readonly name: string
  readonly text: string
}

/** The options of an item in canonical order. */
export function optionsOf({ options }: Pick<Item, 'options'>): readonly NamedOption[] {
  return options.map((option) =>
    typeof option === 'string' ? { name: option, text: option } : option,
  )
}
