/** What a respondent reads: the instructions, and the item with its options as they are displayed to it. */
import { isProbeAsk, type Ask, type Seen, type TextPart } from '../../src/index.ts'
import type { Setting, ShownItem } from './answering.ts'

/** The parts are: instructions, question. Items that were answered are not told again. */
export function read(seen: Seen, ask: Ask): readonly TextPart[] {
  const setting = seen.facts('setting').at(-1) as unknown as Setting | undefined
  const item = seen.facts('item').at(-1) as unknown as ShownItem | undefined
  if (setting === undefined || item === undefined) throw new Error('no item was ever shown')
  const instructions: TextPart = { name: 'instructions', text: setting.instructions }
  if (isProbeAsk(ask.name)) return [instructions]
  return [instructions, { name: 'question', text: itemText(item) }]
}

/** The situation, then one line for each option. */
export function itemText({ text, options }: ShownItem): string {
  return [text, '', ...options.map((option) => `${option.label}) ${option.text}`)].join('\n')
}
