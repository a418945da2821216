/** The JSON schema of a judge's answer, in the part of the language that strict servers enforce. */
import type { Json } from '../../../base/canonical-json.ts'
import type { CodebookCode } from '../codebook.ts'

/** One unit: `{ codes: { <code>: { reason, quote, value, confidence } } }`. */
export function unitSchema(codes: readonly CodebookCode[]): Json {
  return objectOf({ codes: codesSchema(codes) })
}

/** Several: `{ units: [{ unit, codes }] }`. */
export function batchSchema(codes: readonly CodebookCode[]): Json {
  const unit = objectOf({ unit: { type: 'integer' }, codes: codesSchema(codes) })
  return objectOf({ units: { type: 'array', items: unit } })
}

function codesSchema(codes: readonly CodebookCode[]): Json {
  return objectOf(Object.fromEntries(codes.map((one) => [one.code, codeSchema(one)])))
}

/** What stands first is written first: a judge gives its grounds before its verdict. */
function codeSchema(code: CodebookCode): Json {
  const text: Json = { type: 'string' }
  return objectOf({
    reason: text,
    quote: code.level === 'span' ? { type: 'array', items: text } : text,
    value: valueSchema(code),
    confidence: { type: 'number' },
  })
}

function valueSchema({ level, categories, where }: CodebookCode): Json {
  const isNamed = level === 'nominal' || level === 'ordinal'
  const type = isNamed ? 'string' : 'integer'
  const values: Json[] = isNamed ? categories.map(({ category }) => category) : [0, 1]
  return where === null ? { type, enum: values } : { type: [type, 'null'], enum: [...values, null] }
}

function objectOf(properties: Record<string, Json>): Json {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  }
}
