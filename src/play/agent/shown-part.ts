/** A part of what a model reads, as its observation records it, and what its source tells. */
import type { ObservationShown } from '../../record/decision-entries.ts'

export type ShownPart = ObservationShown['parts'][number]

/** The source of words that the experiment changed; where they had a source, it follows after a colon. */
export const EXPERIMENT = 'experiment'
/** The source of what a session begins with. */
export const OPENING = 'opening'

/** Where the words came from before the experiment changed them; undefined for the scenario's own. */
export function originOf(source: string | undefined): string | undefined {
  if (source === EXPERIMENT) return undefined
  return source?.startsWith(`${EXPERIMENT}:`) === true
    ? source.slice(EXPERIMENT.length + 1)
    : source
}

export function replySource(tick: number): string {
  return `reply@${tick}`
}

export function summarySource(tick: number): string {
  return `summary@${tick}`
}

/** True for the participant's own accepted replies. */
export function isReply({ source }: Pick<ShownPart, 'source'>): boolean {
  return source?.startsWith('reply@') === true
}

export function isSummary({ source }: Pick<ShownPart, 'source'>): boolean {
  return originOf(source)?.startsWith('summary@') === true
}
