/** Rules on what was decided. */
import type { ParticipantId } from '../../../record/ids.ts'
import type { DecisionRule } from '../rule.ts'
import type { Finding, RuleView } from './finding.ts'

type Terms = DecisionRule['decision']

/** The unit's decision is at that ask, has one of these values, and its amount, divided by `per`, is within the bounds. */
export function decisionFinding({ decision: wanted }: DecisionRule, view: RuleView): Finding {
  const { decision } = view.unit
  if (decision === null) return cannotTell('this is no decision')
  const { ask, value } = decision
  const told = `${ask}: ${value === null ? 'a pass' : String(value)}`
  if (wanted.ask !== undefined && wanted.ask !== ask) return { holds: false, words: [], says: told }
  if (wanted.is?.includes(value) === false) return { holds: false, words: [], says: told }
  if (!hasBounds(wanted)) return { holds: true, words: [], says: told }
  if (typeof value !== 'number') return cannotTell(`${told} is no amount`)
  if (wanted.per === undefined) return { holds: isWithin(value, wanted), words: [], says: told }
  const base = baseOf(wanted.per, view)
  if (base === null) return cannotTell(`what ${told} is to be compared with is not in the record`)
  if (base === 0) return cannotTell(`${told} is to be compared with 0`)
  // What is written as a decimal is meant as one: 0.3 / 0.1 is 3.
  const ratio = Number((value / base).toPrecision(12))
  return { holds: isWithin(ratio, wanted), words: [], says: `${told}, ${ratio} times ${base}` }
}

function cannotTell(says: string): Finding {
  return { holds: null, words: [], says }
}

function hasBounds({ from, to, above, below }: Terms): boolean {
  return [from, to, above, below].some((bound) => bound !== undefined)
}

function isWithin(amount: number, { from, to, above, below }: Terms): boolean {
  return (
    (from === undefined || amount >= from) &&
    (to === undefined || amount <= to) &&
    (above === undefined || amount > above) &&
    (below === undefined || amount < below)
  )
}

function baseOf(per: NonNullable<Terms['per']>, view: RuleView): number | null {
  const { unit, world } = view
  if ('fact' in per) {
    const shown = world.facts.findLast(
      ({ seq, entry }) =>
        seq < unit.seq && entry.to === unit.participant && entry.name === per.fact,
    )
    return numberIn(shown?.entry.data, per.field)
  }
  // Of several who decided there nobody can tell whose partner this one is.
  const last = new Map<ParticipantId, unknown>()
  for (const { seq, round, entry } of world.decisions)
    if (seq < unit.seq && round === unit.round && entry.ask === per.ask)
      last.set(entry.of, entry.value)
  if (unit.participant !== null) last.delete(unit.participant)
  const [value] = last.values()
  return last.size === 1 && typeof value === 'number' ? value : null
}

function numberIn(data: unknown, field: string): number | null {
  if (typeof data !== 'object' || data === null) return null
  const value = (data as Record<string, unknown>)[field]
  return typeof value === 'number' ? value : null
}
