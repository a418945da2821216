/** What a coder said of a coding, as the text of a note, and read back from it. */
import type { QdaCoding } from './qda-record.ts'

const CONFIDENCE = /(?:^|\n)\(confidence ((?:0|1)(?:\.\d+)?(?:e-\d+)?)\)$/

/** Rationale, quoted evidence of judges and rules, confidence; null where there is nothing to say. What is settled says so by its user. */
export function noteOf({
  coderKind,
  rationale,
  confidence,
  spans,
}: Pick<QdaCoding, 'coderKind' | 'rationale' | 'confidence' | 'spans'>): string | null {
  if (coderKind === 'settled') return null
  const evidence = coderKind === 'human' ? [] : spans.map(({ quote }) => `(evidence: “${quote}”)`)
  const lines = [
    ...(rationale === null ? [] : [rationale]),
    ...evidence,
    ...(confidence === null ? [] : [`(confidence ${confidence})`]),
  ]
  return lines.length === 0 ? null : lines.join('\n')
}

/** The rationale and the confidence of a note that a human coding has. */
export function readNote(text: string): { rationale: string | null; confidence: number | null } {
  const match = CONFIDENCE.exec(text)
  const rationale = match === null ? text : text.slice(0, match.index)
  return {
    rationale: rationale.trim() === '' ? null : rationale,
    confidence: match === null ? null : Number(match[1]),
  }
}
