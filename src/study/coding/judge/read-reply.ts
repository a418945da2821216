/** Reads a judge's reply as a whole: what it says of each unit, or why it is no answer. */
import { lastJson } from './last-json.ts'
import type { JudgedUnit } from './read-answer.ts'

/** Why a whole reply is no answer. */
export type ReplyFault =
  | 'refused'
  | 'content-filter'
  | 'truncated'
  | 'no-text'
  | 'no-json'
  | 'repeated-property'
  | 'no-codes'

/** What came back of a call. */
export interface Reply {
  readonly text: string | null
  readonly finishReason: string | null
}

/** What stood under `codes` for each unit; absent where a unit was left out. */
export type Said = readonly (Readonly<Record<string, unknown>> | undefined)[]

const REFUSED = ['refusal', 'refused']
const FILTERED = ['content_filter', 'content-filter', 'safety']
const CUT_OFF = ['length', 'max_tokens']

/** Reads the reply to a question about these units. */
export function saidIn(
  units: readonly JudgedUnit[],
  { text, finishReason }: Reply,
): Said | ReplyFault {
  const reason = finishReason?.toLowerCase() ?? ''
  if (REFUSED.includes(reason)) return 'refused'
  if (FILTERED.includes(reason)) return 'content-filter'
  // What was cut off may have ended with a draft.
  if (CUT_OFF.includes(reason)) return 'truncated'
  if (text === null || text.trim() === '') return 'no-text'
  const found = lastJson(text, quotedFrom(units))
  if (found.kind === 'none') return 'no-json'
  if (found.kind === 'repeated') return 'repeated-property'
  if (units.length === 1) {
    const codes = objectOf(found.value['codes'])
    return codes === undefined ? 'no-codes' : [codes]
  }
  const list = found.value['units']
  if (!Array.isArray(list)) return 'no-codes'
  return units.map((_, i) => {
    const number: unknown[] = [i + 1, String(i + 1)]
    const own = list.filter((one: unknown) => number.includes(objectOf(one)?.['unit']))
    // Two answers for one unit are none.
    return own.length === 1 ? objectOf(objectOf(own[0])?.['codes']) : undefined
  })
}

/** Whether words stand in what the judge was shown: an answer that a message holds is no answer of the judge who repeats it. */
function quotedFrom(units: readonly JudgedUnit[]): (words: string) => boolean {
  let shown: string[] | undefined
  return (words) => {
    shown ??= units
      .flatMap(({ blind: { before, text, after } }) => [
        text,
        ...[...before, ...after].map((line) => line.text),
      ])
      .map(withoutBlanks)
    const sought = withoutBlanks(words)
    return shown.some((one) => one.includes(sought))
  }
}

function withoutBlanks(words: string): string {
  return words.replaceAll(/\s+/g, '')
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
