/** Reads the error in a body: servers that imitate OpenAI word theirs in several ways. */
import { z } from 'zod'

/** What a server says of an error; it may be nothing. */
export interface SaidError {
  readonly message: string | null
  /** Codes and types, such as `insufficient_quota`, or a status. */
  readonly codes: readonly string[]
  /** True where a filter says what it did not like in the prompt. */
  readonly isFlagged: boolean
}

const Text = z.string().nullable().catch(null)
const Code = z
  .union([z.string(), z.number().transform(String)])
  .nullable()
  .catch(null)
const List = z.array(z.unknown()).nullable().catch(null)

/** OpenRouter adds the words of the server behind it (`raw`), or why a prompt was flagged (`reasons`). */
const Metadata = z.object({ raw: Text, reasons: List }).catch({ raw: null, reasons: null })
const Fault = z
  .object({ message: Text, code: Code, type: Text, metadata: Metadata })
  .catch({ message: null, code: null, type: null, metadata: { raw: null, reasons: null } })
const Envelope = z
  .object({ error: z.unknown().optional(), detail: z.unknown().optional() })
  .catch({ error: undefined, detail: undefined })
/** FastAPI's, one for each thing that is wrong with a request. */
const Details = z.array(z.object({ msg: z.string() }))

/** Reads `{error: {…}}`, `{error: '…'}`, `{message: …}`, `{detail: …}` and lists of one of these. */
export function saidError(body: unknown): SaidError {
  const whole: unknown = Array.isArray(body) ? body[0] : body
  const { error, detail } = Envelope.parse(whole)
  const fault = error ?? detail ?? whole
  if (typeof fault === 'string') return { message: worded([fault]), codes: [], isFlagged: false }
  const details = Details.safeParse(fault)
  const { message, code, type, metadata } = Fault.parse(fault)
  return {
    message: worded(details.success ? details.data.map(({ msg }) => msg) : [message, metadata.raw]),
    codes: [code, type].filter((one) => one !== null),
    isFlagged: metadata.reasons !== null,
  }
}

/** Whether a body of JSON is an error in spite of its status. */
export function isErrorBody(body: unknown): boolean {
  return (Envelope.parse(Array.isArray(body) ? body[0] : body).error ?? null) !== null
}

function worded(parts: readonly (string | null)[]): string | null {
  const words = parts.filter((part) => part !== null && part.trim() !== '')
  return words.length === 0 ? null : words.join(': ')
}
