/** What the methods paragraph says of coding: by which codebooks, by whom, how far they agreed, and how it was settled. */
import type { Among, CodedReport } from './coded.ts'
import { counted, listed, named, signed } from './methods-words.ts'

/** Nothing where nothing was coded. */
export function codingSentences(coded: CodedReport | null): string[] {
  if (coded === null) return []
  const books = [
    ...new Set(coded.codes.map(({ codebook, version }) => `${codebook}, version ${version}`)),
  ]
  const units = [...new Set(coded.codes.map(({ unit }) => unit))].filter((unit) => unit !== '')
  const coders = coded.coders.filter(({ kind }) => kind !== 'settled')
  const rules = coded.coders.filter(({ kind }) => kind === 'settled')
  return [
    `What was said and done was coded with ${counted(books.length, 'codebook')} (${listed(books)})${units.length === 0 ? '' : `, unit by unit (${units.join(', ')})`}, by ${listed(coders.map(coderWords))}.`,
    ...(['people', 'judges', 'all'] as const).flatMap((among) => alphaSentence(coded, among)),
    ...(rules.length === 0
      ? []
      : [
          `Codings were settled by ${listed(rules.map(({ name, definition }) => ruleWords(name, definition)))}.`,
        ]),
  ]
}

function alphaSentence({ agreement }: CodedReport, among: Among): string[] {
  const alphas = agreement.flatMap((one) =>
    one.among === among ? (one.krippendorffAlpha.value ?? []) : [],
  )
  if (alphas.length === 0) return []
  const whose = among === 'all' ? 'all coders' : among
  return [
    `Among ${whose}, Krippendorff’s α of ${counted(alphas.length, 'code')} lay between ${signed(Math.min(...alphas))} and ${signed(Math.max(...alphas))}.`,
  ]
}

function coderWords({ name, kind, definition }: CodedReport['coders'][number]): string {
  const { model } = objectIn(definition) as { readonly model?: unknown }
  const who = kind === 'rule' ? 'rules' : `a ${kind}`
  return `${name} (${who}${typeof model === 'string' ? `, ${named(model)}` : ''})`
}

function ruleWords(name: string, definition: string): string {
  const { rule, coders } = objectIn(definition) as { rule?: unknown; coders?: unknown }
  const whose = Array.isArray(coders) ? ` of ${coders.map(String).join(', ')}` : ''
  return `${name} (${String(rule)}${whose})`
}

function objectIn(json: string): object {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
