/** The answers of a tick as its entries tell them: how a run is led again through ticks that nobody needs to be asked for. */
import type { DecisionDefaulted, DecisionTaken } from '../../record/decision-entries.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { Ask } from '../../record/ask.ts'
import { isProbeAsk } from '../../record/probe.ts'
import type { Considered } from '../agent/policy.ts'
import type { Answer } from './gather.ts'

/** The recorded answer to an ask: the entries that led to it, and the decision. A failure where the entries hold none. */
export function recordedAnswer(entries: readonly TickEntry[], { of, name }: Ask): Answer {
  const own = entries.filter(
    (entry) => 'of' in entry && 'ask' in entry && entry.of === of && entry.ask === name,
  )
  const decision = own.find(
    (entry): entry is DecisionTaken | DecisionDefaulted =>
      entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted',
  )
  if (decision === undefined)
    return { failure: `the record holds no decision of ${of} at "${name}".` }
  return { trail: trailIn(entries, of, name), decision, latenciesMs: [] }
}

/** Consent, observation, calls, submissions and estimates of one ask, in the order of the record. */
export function trailIn(
  entries: readonly TickEntry[],
  of: string,
  ask: string,
): Considered['trail'] {
  return entries.flatMap((entry): Considered['trail'][number][] => {
    switch (entry.kind) {
      case 'observation-shown':
        return entry.to === of && isOf(entry.ask, ask) ? [entry] : []
      // Nobody is asked twice for consent in one run, and a probe asks for none.
      case 'consent-answered':
        return entry.of === of && !isProbeAsk(ask) ? [entry] : []
      case 'human-answered':
      case 'model-called':
      case 'probability-estimated':
        return entry.of === of && isOf(entry.ask, ask) ? [entry] : []
      default:
        return []
    }
  })
}

/** What an ask gave rise to bears its name, or its name and a stroke: `talk`, `talk/summary`. */
function isOf(name: string, ask: string): boolean {
  return name === ask || name.startsWith(`${ask}/`)
}
