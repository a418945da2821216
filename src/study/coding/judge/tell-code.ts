/** How codes are told to a judge, and in what form it is to answer for them. */
import type { CodebookCode, CodebookExample } from '../codebook.ts'

/** A code in full: everything that the codebook says of it, except for its rule. */
export function toldCode(code: CodebookCode): string {
  const { title, definition, include, exclude, examples, counterExamples, categories } = code
  const list = (heading: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`${heading}:`, ...items.map((item) => `- ${item}`)]
  const name = title === code.code ? code.code : `${code.code} (${title})`
  return [
    `## ${name}`,
    `Definition: ${definition}`,
    ...list('Include', include),
    ...list('Exclude', exclude),
    ...list('Examples', examples.map(toldExample)),
    ...list('Counter-examples, to which the code does not apply', counterExamples.map(toldExample)),
    ...list(
      code.level === 'ordinal' ? 'Values, in their order' : 'Values',
      categories.map(({ category, definition: means }) => `${category}: ${means}`),
    ),
    ...(code.where === null ? [] : [`Decided only where ${conditionOf(code)}.`]),
  ].join('\n')
}

function toldExample({ text, why }: CodebookExample): string {
  return why === null ? JSON.stringify(text) : `${JSON.stringify(text)} (${why})`
}

function conditionOf({ where }: CodebookCode): string {
  return Object.entries(where ?? {})
    .map(([code, value]) => `${code} is ${value}`)
    .join(' and ')
}

/** The object of one unit, with the form of each code's answer. */
export function toldForm(codes: readonly CodebookCode[]): string {
  const forms = codes.map((code) => `  ${JSON.stringify(code.code)}: ${formOf(code)}`)
  return `{"codes": {\n${forms.join(',\n')}\n}}`
}

function formOf(code: CodebookCode): string {
  const quote = code.level === 'span' ? '["…", …]' : '"…"'
  const values =
    code.categories.length > 0
      ? code.categories.map(({ category }) => JSON.stringify(category)).join(' or ')
      : '1 or 0'
  const value =
    code.where === null ? values : `${values}, or null where it is not so that ${conditionOf(code)}`
  return `{"reason": "…", "quote": ${quote}, "value": ${value}, "confidence": a number from 0 to 1}`
}
