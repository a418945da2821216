/** A codebook in words, for the people who code by it: Markdown beside the coding sheet. */
import type { Codebook, CodebookCode } from '../codebook.ts'
import { codesForPeople, headingOf, kindsOf } from './sheet.ts'

export function instructionsOf(codebook: Codebook, only?: readonly string[]): string {
  const codes = codesForPeople(codebook).filter(
    ({ code }) => only === undefined || only.includes(code),
  )
  const isMixed = kindsOf(codes).length > 1
  const parts = [
    `# How to code: ${codebook.codebook} ${codebook.version}`,
    ...(codebook.about === null ? [] : [codebook.about]),
    ...(codebook.source === null ? [] : [`Source: ${codebook.source}`]),
    HOW,
    ...(isMixed ? [MIXED] : []),
    ...codes.flatMap((code) => codeParts(code, isMixed)),
  ]
  return `${parts.join('\n\n')}\n`
}

const HOW = `Each row of the sheet is one unit: its words are under "text", and what was said before and after it under "before" and "after". Code the unit and not what stands around it. Read all codes before you begin.

- An empty cell says that you have not coded it. It never says no: write \`0\` for no.
- \`?\` says that you looked and could not tell.
- Speakers have letters, and letters mean nothing from one conversation to the next.
- Change no other column. Beside a code you may add the columns \`CODE rationale\` and \`CODE confidence\` (from 0 to 1). Rows may be sorted and left out.`

const MIXED =
  'The sheet holds units of several kinds, named under "kind"; a code is for units of its own kind only, and its cells in other rows stay empty.'

function codeParts(code: CodebookCode, isMixed: boolean): string[] {
  const { title, definition, include, exclude, examples, counterExamples, where } = code
  const condition = Object.entries(where ?? {}).map(([other, value]) => `${other} is ${value}`)
  return [
    `## ${headingOf(code)}${title === code.code ? '' : `: ${title}`}`,
    definition,
    ...(isMixed ? [`Kind of unit: ${code.unit}.`] : []),
    ...(condition.length === 0 ? [] : [`Only where ${condition.join(' and ')}.`]),
    `Write ${answerOf(code)}`,
    ...listOf('Include', include),
    ...listOf('Exclude', exclude),
    ...listOf('Examples', examples.map(exampleText)),
    ...listOf('Counter-examples', counterExamples.map(exampleText)),
  ]
}

function answerOf({ level, categories }: CodebookCode): string {
  if (level === 'binary') return '`1` where it applies, `0` where it does not.'
  if (level === 'span')
    return '`0` where it does not apply; where it does, copy the words that it applies to, letter by letter, each passage on a line of its own.'
  const lines = categories.map(({ category, definition }) => `- \`${category}\`: ${definition}`)
  return `one of${level === 'ordinal' ? ' (in their order)' : ''}:\n\n${lines.join('\n')}`
}

function listOf(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${title}:\n\n${items.map((item) => `- ${item}`).join('\n')}`]
}

function exampleText({ text, why }: { text: string; why: string | null }): string {
  return why === null ? text : `${text} (${why})`
}
