/** How a simulated judge reads its prompt: codes and fenced units, by loose patterns. */
import type { PromptMessage } from '../../../record/prompt.ts'

/** A code as the prompt tells it. */
export interface ToldCode {
  readonly code: string
  /** With what it includes. */
  readonly definition: string
  readonly examples: string
  /** Of codes with categories. */
  readonly values: readonly { readonly value: string; readonly means: string }[]
  readonly isSpan: boolean
}

export interface ToldUnit {
  readonly number: number
  readonly text: string
  /** The codes to decide for it. */
  readonly codes: readonly string[]
}

export interface Judging {
  readonly codes: readonly ToldCode[]
  readonly units: readonly ToldUnit[]
  readonly isBatch: boolean
}

const HEADING = '\n# Codebook\n'
const UNIT = /^<<<UNIT(?: (\d+))? ([0-9a-f]{12})>>>\n([^]*?)\n<<<END UNIT(?: \d+)? \2>>>$/gm

/** What is to be coded; null where nothing is. */
export function readJudging(messages: readonly PromptMessage[]): Judging | null {
  const system = messages.find(({ role }) => role === 'system')?.text ?? ''
  const at = system.indexOf(HEADING)
  const asking = messages.filter(({ role }) => role === 'user').map(({ text }) => text)
  const [opening = ''] = asking
  if (at === -1) return null
  const fenced = [...opening.matchAll(UNIT)]
  if (fenced.length === 0) return null
  const last = fenced.at(-1)
  // What is asked stands behind the last fence, or in a later message: nothing within a fence is an instruction.
  const behind = opening.slice((last?.index ?? 0) + (last?.[0].length ?? 0))
  const request = asking.length > 1 ? (asking.at(-1) ?? '') : behind
  const isBatch = fenced.some(([, number]) => number !== undefined)
  const units = fenced.map(([, number = '1', , text = '']) => ({
    number: Number(number),
    text,
    codes: codesAsked(request, isBatch ? number : null),
  }))
  const codes = system
    .slice(at + HEADING.length)
    .split(/^## /m)
    .slice(1)
    .map((block) => codeIn(block, request))
  return { codes, units, isBatch }
}

function codesAsked(request: string, number: string | null): string[] {
  const line = number === null ? 'Codes to decide for the unit' : `- unit ${number}`
  const found = request.split('\n').findLast((one) => one.startsWith(`${line}: `))
  return found?.slice(line.length + 2).split(', ') ?? []
}

function codeIn(block: string, request: string): ToldCode {
  const [code = ''] = /^[\w-]+/.exec(block) ?? []
  const part = (from: RegExp): string =>
    (block.split(from)[1] ?? '').split(/^[A-Z][^\n]*:$/m)[0] ?? ''
  const [, definition = ''] = /^Definition: (.*)$/m.exec(block) ?? []
  const values = [...part(/^Values[^\n]*:$/m).matchAll(/^- ([\w-]+): (.*)$/gm)]
  return {
    code,
    definition: `${definition}\n${part(/^Include:$/m)}`,
    examples: part(/^Examples:$/m),
    values: values.map(([, value = '', means = '']) => ({ value, means: `${value} ${means}` })),
    isSpan: request.includes(`"${code}": {"reason": "…", "quote": [`),
  }
}
