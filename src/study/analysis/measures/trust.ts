/** A run of a trust game as measures want it: who sent what to whom, and what came back. */
import type { Json } from '../../../base/canonical-json.ts'
import type { RunRead } from '../read-runs.ts'
import type { Decision, ReadEntry } from '../run-ticks.ts'
import { changes, numberIn, type Openings } from './opening.ts'

/** An amount that somebody decided. */
export interface Amount {
  readonly value: number
  /** False where a default or an intervention put it there. */
  readonly isOwn: boolean
  /** The most that could be given. */
  readonly most: number
}

/** One pair in one round. Seats are places among the run's seats; −1 for a trustee who is not known. */
export interface Meeting {
  readonly round: number
  readonly trustor: number
  readonly trustee: number
  readonly sent: Amount | null
  /** What reached the trustee; null where nothing was sent, or the multiplier is not known. */
  readonly received: number | null
  readonly returned: Amount | null
}

export interface TrustRun {
  readonly run: RunRead
  readonly meetings: readonly Meeting[]
  /** Null where the record does not tell it, or it changes in the run. */
  readonly multiplier: number | null
}

/** Undefined for other runs. */
export function trustIn(openings: Openings): (run: RunRead) => TrustRun | undefined {
  return (run) => {
    const asksToSend = (list: readonly ReadEntry[]): boolean =>
      list.some((entry) => entry.kind === 'decision-asked' && entry.ask === 'send')
    const isTrust = run.plan.scenario.name === 'trust-game' || isImportedTrust(run)
    if (!isTrust || !run.ticks.some(asksToSend)) return undefined
    const multiplier = multiplierOf(openings, run)
    return { run, meetings: meetingsIn(run, multiplier), multiplier }
  }
}

/** Imported groups have scenarios of their own, and name parts and parameters as the trust game does. */
function isImportedTrust({ plan, seats }: RunRead): boolean {
  return plan.imported !== undefined && seats.some(({ role }) => role === 'trustor')
}

function multiplierOf(openings: Openings, run: RunRead): number | null {
  if (changes(run.plan, ['multiplier'])) return null
  const [told] = openings.rulesOf(run).values()
  return numberIn(told, 'multiplier') ?? numberIn(run.plan.parameters, 'multiplier') ?? null
}

function meetingsIn(run: RunRead, multiplier: number | null): Meeting[] {
  const places = new Map(run.seats.map(({ participant }, place) => [participant as string, place]))
  const meetings: Meeting[] = []
  let open: { trustor: number; trustee: number; sent: Amount | null }[] = []
  let round = 0
  const close = (returned: ReadonlyMap<number, Amount | null>): void => {
    for (const { trustor, trustee, sent } of open) {
      const received = sent === null || multiplier === null ? null : times(multiplier, sent.value)
      const back = returned.get(trustee) ?? null
      meetings.push({ round, trustor, trustee, sent, received, returned: back })
    }
    open = []
  }
  for (const list of run.ticks) {
    const sends = amountsIn(list, 'send', places)
    if (sends.size > 0) {
      close(new Map())
      round++
      const pairs = pairsIn(list, places)
      open = [...sends].map(([trustor, sent]) => {
        const trustee = pairs.get(trustor) ?? (run.seats.length === 2 ? 1 - trustor : -1)
        return { trustor, trustee, sent }
      })
    }
    const returns = amountsIn(list, 'return', places)
    if (returns.size > 0) close(returns)
  }
  close(new Map())
  return meetings
}

/** Money in decimals, without the dust of binary fractions. */
function times(multiplier: number, sent: number): number {
  return Number((multiplier * sent).toPrecision(12))
}

/** seat → what it decided at an ask; null where nothing was. */
function amountsIn(
  list: readonly ReadEntry[],
  ask: string,
  places: ReadonlyMap<string, number>,
): Map<number, Amount | null> {
  const most = new Map<string, number>()
  const amounts = new Map<number, Amount | null>()
  for (const entry of list) {
    if (entry.kind === 'decision-asked' && entry.ask === ask && entry.form.kind === 'amount') {
      most.set(entry.of, entry.form.max)
    } else if (isDecision(entry) && entry.ask === ask) {
      const place = places.get(entry.of)
      if (place === undefined) continue
      amounts.set(place, amountOf(entry, most.get(entry.of) ?? NaN))
    }
  }
  return amounts
}

function isDecision(entry: ReadEntry): entry is Decision {
  return entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted'
}

/** What was decided, whoever decided it; null where no amount was. */
export function amountOf({ value, status }: Decision, most: number): Amount | null {
  if (typeof value !== 'number') return null
  return { value, isOwn: status === 'valid' || status === 'reasked', most }
}

/** trustor → trustee, by what both of a pair are told of its stake, one after the other. */
function pairsIn(
  list: readonly ReadEntry[],
  places: ReadonlyMap<string, number>,
): Map<number, number> {
  const pairs = new Map<number, number>()
  let trustor: number | undefined
  for (const entry of list) {
    if (entry.kind !== 'fact-shown' || entry.name !== 'stake') continue
    const part = (entry.data as { readonly part?: Json } | null)?.part
    const place = places.get(entry.to)
    if (part === 'trustor') trustor = place
    else if (trustor !== undefined && place !== undefined) pairs.set(trustor, place)
  }
  return pairs
}
