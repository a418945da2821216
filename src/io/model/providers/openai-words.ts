/** Finds the words of a reply in its message. */
import { z } from 'zod'

const Text = z.string().nullable().catch(null)

/** Mistral's reasoning models, and some gateways, send a list of parts instead of words. */
const Part = z.union([
  z.string().transform((text) => ({ type: 'text', text, refusal: null })),
  z.object({ type: z.string(), text: Text, refusal: Text }),
  z.unknown().transform(() => ({ type: 'unknown', text: null, refusal: null })),
])
const Content = z
  .union([z.string(), z.array(Part)])
  .nullable()
  .catch(null)

/** The message of a choice, as far as it is what it should be. */
export const Message = z
  .object({ content: Content, refusal: Text })
  .catch({ content: null, refusal: null })

export interface SaidWords {
  /** Null where nothing was said. */
  readonly text: string | null
  readonly wasRefused: boolean
}

/** The words that count as the answer: of a list of parts its texts, joined; what was thought before is none of them. */
export function saidWords({ content, refusal }: z.infer<typeof Message>): SaidWords {
  const parts = Array.isArray(content) ? content : []
  const texts = parts.flatMap(({ type, text }) =>
    (type === 'text' || type === 'output_text') && text !== null ? [text] : [],
  )
  const wasRefused = [refusal, ...parts.map((part) => part.refusal)].some(
    (words) => words !== null && words !== '',
  )
  const said = Array.isArray(content) ? (texts.length === 0 ? null : texts.join('')) : content
  return { text: wasRefused && said === '' ? null : said, wasRefused }
}
