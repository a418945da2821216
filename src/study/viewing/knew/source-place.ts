/** Where in its run the thing stands that a part of a prompt comes from. */
import type { HappenedTick, Happening } from './known-boundary.ts'

export interface SourcePlace {
  readonly tick: number
  /** The place of its entry in the record; absent where that tick is not here, or several fit. */
  readonly entry?: number
}

/** Undefined for what comes from no tick: a persona, the scenario. */
export function sourcePlace(
  source: string | null,
  participant: string,
  ticks: readonly HappenedTick[],
): SourcePlace | undefined {
  const [, kind = '', what = '', at] =
    /^(?:experiment:)?([^:@]+)(?::(.*?))?@(\d+)$/s.exec(source ?? '') ?? []
  if (at === undefined) return undefined
  const tick = ticks.find((one) => one.tick === Number(at))
  const fit = tick?.happenings.filter((one) => isSource(one, kind, what, participant)) ?? []
  const [only] = fit
  if (tick === undefined || only === undefined || fit.length > 1) return { tick: Number(at) }
  return { tick: tick.tick, entry: tick.seq + only.place }
}

function isSource(one: Happening, kind: string, what: string, participant: string): boolean {
  switch (kind) {
    case 'message':
      return one.kind === 'message-sent' && one.who === what
    case 'news':
      return one.kind === 'message-sent' && one.who === null
    case 'fact':
      return (
        one.kind === 'fact-shown' &&
        one.what === `fact ${what}` &&
        one.knownTo.includes(participant)
      )
    case 'payoff':
      return one.kind === 'payoff-awarded' && one.who === participant
    case 'decision':
      return one.kind.startsWith('decision-') && one.who === participant && one.what.endsWith(what)
    default:
      return false
  }
}
