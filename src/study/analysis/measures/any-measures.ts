/** Measures of every run, whatever was played: earnings, their inequality, and how many decisions are the participants' own. */
import type { RunRead } from '../read-runs.ts'
import type { TickList } from '../run-ticks.ts'
import { giniOf } from './gini.ts'
import type { Measure } from './measure.ts'

/** What is added up of a run, by place among its seats. */
export interface Totals {
  readonly run: RunRead
  /** Points awarded; null where nobody was awarded any. */
  readonly earnings: readonly number[] | null
  readonly own: readonly number[]
  readonly lost: readonly number[]
  readonly planted: readonly number[]
}

/** What one list of entries adds, by place among some seats. */
interface Part {
  readonly seats: RunRead['seats']
  readonly isPaid: boolean
  readonly points: readonly { readonly seat: number; readonly points: number }[]
  readonly decisions: readonly { readonly seat: number; readonly became: Became }[]
}
type Became = 'own' | 'lost' | 'planted'

const parts = new WeakMap<TickList, Part>()

function partOf(list: TickList, seats: RunRead['seats']): Part {
  const known = parts.get(list)
  if (known?.seats === seats) return known
  const placeOf = (of: string): number => seats.findIndex(({ participant }) => participant === of)
  const points: { seat: number; points: number }[] = []
  const decisions: { seat: number; became: Became }[] = []
  let isPaid = false
  for (const entry of list) {
    if (entry.kind === 'payoff-awarded') {
      isPaid = true
      points.push({ seat: placeOf(entry.to), points: entry.points })
    } else if (entry.kind === 'decision-defaulted') {
      decisions.push({ seat: placeOf(entry.of), became: 'lost' })
    } else if (entry.kind === 'decision-taken') {
      const became = entry.status === 'planted' ? 'planted' : 'own'
      decisions.push({ seat: placeOf(entry.of), became })
    }
  }
  // Whoever sits in no seat of the plan is counted nowhere.
  const isSeated = ({ seat }: { readonly seat: number }): boolean => seat >= 0
  const part = {
    seats,
    isPaid,
    points: points.filter(isSeated),
    decisions: decisions.filter(isSeated),
  }
  parts.set(list, part)
  return part
}

export function totalsIn(run: RunRead): Totals {
  const { seats, ticks, times } = run
  const zeros = (): number[] => seats.map(() => 0)
  const counts = { own: zeros(), lost: zeros(), planted: zeros() }
  const earnings = zeros()
  let isPaid = false
  for (const [list, n] of times) {
    const part = partOf(list, seats)
    isPaid ||= part.isPaid
    for (const { seat, became } of part.decisions)
      counts[became][seat] = (counts[became][seat] as number) + n
  }
  // One by one: n times a fraction is not what n additions come to.
  if (isPaid)
    for (const list of ticks)
      for (const { seat, points } of partOf(list, seats).points)
        earnings[seat] = (earnings[seat] as number) + points
  return { run, earnings: isPaid ? earnings : null, ...counts }
}

const ANY = 'every scenario that pays points'

const earnings: Measure<Totals> = {
  name: 'earnings',
  means: 'points of a participant in the run',
  unit: 'points',
  range: [null, null],
  holds: 'number',
  of: 'seat',
  definition:
    'The sum of all points that were awarded to the participant, those from outside among them.',
  undefinedWhen: 'never; runs in which nobody is awarded anything have no value',
  citation: null,
  applies: ANY,
  work({ earnings: sums }, told) {
    sums?.forEach((sum, seat) => {
      told(seat, '', sum)
    })
  },
}

const gini: Measure<Totals> = {
  name: 'earnings-gini',
  means: 'inequality of earnings among the participants of the run',
  unit: 'Gini coefficient',
  range: [0, 1],
  holds: 'number',
  of: 'run',
  definition:
    'G = Σ (2i − n − 1) x_i / (n Σ x), with the earnings x of the n participants in ascending order: 0 where all earn alike, (n − 1)/n where one earns everything. No correction for small n.',
  undefinedWhen:
    'a participant’s earnings are negative, all are 0, or there is one participant only',
  citation: 'Gini 1912; Sen 1973, On Economic Inequality, Clarendon Press',
  applies: ANY,
  work({ earnings: sums }, told) {
    if (sums === null) return
    const { value, reason } = giniOf(sums)
    told(-1, '', value, reason)
  },
}

const count = (
  name: string,
  means: string,
  definition: string,
  of: (totals: Totals) => readonly number[],
): Measure<Totals> => ({
  name,
  means,
  unit: 'decisions',
  range: [0, null],
  holds: 'number',
  of: 'seat',
  definition,
  undefinedWhen: 'never; runs without decisions have no value',
  citation: null,
  applies: 'every scenario in which somebody decides; all asks',
  work(totals, told) {
    const asked = totals.run.seats.map(
      (_, i) => (totals.own[i] ?? 0) + (totals.lost[i] ?? 0) + (totals.planted[i] ?? 0),
    )
    of(totals).forEach((value, seat) => {
      if ((asked[seat] ?? 0) > 0) told(seat, '', value)
    })
  },
})

export const anyMeasures: readonly Measure<Totals>[] = [
  earnings,
  gini,
  count(
    'own-decisions',
    'decisions that the participant made itself',
    'Decisions with the status valid, reasked or passed: those that the other measures are made of.',
    ({ own }) => own,
  ),
  count(
    'lost-decisions',
    'decisions that were forfeited or defaulted',
    'Decisions that no valid answer came to; no measure of choices counts them.',
    ({ lost }) => lost,
  ),
  count(
    'planted-decisions',
    'decisions that an intervention made',
    'Answers that were put in place of asking the participant; no measure of choices counts them.',
    ({ planted }) => planted,
  ),
]
