/** What a simulated model makes of its prompt: it has the words and nothing else. */
import type { PromptMessage } from '../../../record/prompt.ts'
import { kindnessOf, lastDeed } from './simulated-history.ts'

/** What is asked for, as the answer format says. */
export type Wanted =
  | { readonly kind: 'choice'; readonly labels: readonly string[] }
  | { readonly kind: 'amount'; readonly min: number; readonly max: number; readonly step: number }
  | { readonly kind: 'text'; readonly maxLength: number }

export interface PromptReading {
  readonly wanted: Wanted
  readonly style: 'line' | 'bare' | 'json'
  readonly passable: boolean
  /** The options from the kindest to the harshest towards the other, as far as the rules tell; else in displayed order. */
  readonly byKindness: readonly string[]
  /** What the other did last: the words, and how kind they were from 0 to 1. Null before the first round, or where it cannot be read. */
  readonly lastOther: { readonly words: string; readonly kindness: number } | null
}

const FORMAT = 'How to answer:'

/** Whether a prompt tells in what form to answer. */
export function hasFormat(messages: readonly PromptMessage[]): boolean {
  return messages.some(({ role, text }) => role === 'user' && text.includes(FORMAT))
}

/** Reads a prompt; null where it holds no answer format, or one that makes no sense. */
export function readPrompt(messages: readonly PromptMessage[]): PromptReading | null {
  const asked = messages.findLast(
    (message) => message.role === 'user' && message.text.includes(FORMAT),
  )
  if (asked === undefined) return null
  const format = asked.text.slice(asked.text.lastIndexOf(FORMAT))
  const opening =
    messages.find((message) => message.role === 'user' && message.text.includes(FORMAT)) ?? asked
  const story = opening.text.slice(0, opening.text.lastIndexOf(FORMAT))
  const [heading = '', ...listed] = format.split('\n')
  const style = heading.includes('JSON object')
    ? 'json'
    : /end with one line/.test(heading)
      ? 'line'
      : 'bare'
  const passable = /\bPASS\b/.test(heading)
  const wanted = wantedIn(heading, listed, style, passable)
  if (wanted === null) return null
  const labels = wanted.kind === 'choice' ? wanted.labels : []
  const kindness = kindnessOf(story, labels)
  const most = wanted.kind === 'amount' ? wanted.max : null
  return {
    wanted,
    style,
    passable,
    byKindness: kindness.own,
    lastOther: lastDeed(story, kindness.other, most),
  }
}

function wantedIn(
  heading: string,
  listed: readonly string[],
  style: PromptReading['style'],
  passable: boolean,
): Wanted | null {
  const range = /a number from (-?[\d.]+) to (-?[\d.]+) in steps of ([\d.]+)/.exec(heading)
  if (range !== null) {
    const [min, max, step] = range.slice(1).map((number) => Number(number.replace(/\.$/, ''))) as [
      number,
      number,
      number,
    ]
    return { kind: 'amount', min, max, step }
  }
  const length = /what you say.*?at most (\d+) characters/.exec(heading)
  if (length !== null) return { kind: 'text', maxLength: Number(length[1]) }
  const labels = listed.filter((line) => line !== '').map((line) => labelOf(line, style))
  if (passable) labels.pop()
  return labels.length === 0 ? null : { kind: 'choice', labels }
}

function labelOf(line: string, style: PromptReading['style']): string {
  if (style === 'line') return line.replace(/^ANSWER: /, '')
  if (style === 'bare') return line
  try {
    return String(JSON.parse(line))
  } catch {
    return line
  }
}
