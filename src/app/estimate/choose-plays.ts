/** Which plans are played in memory to size an experiment: few, and such that every kind of seat is seen. */
import { canonicalJson } from '../../base/canonical-json.ts'
import { Streams } from '../../base/random.ts'
import type { Plan } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'

/** Up to this many treatments, each is sized by itself. */
const MOST_TREATMENTS = 20
const PLAYS_EACH = 3
/** Of more, so many kinds of treatments are sized, one play each, as long as their plays are not too long; the others are taken to be like them. */
const MOST_KINDS = 200
const MOST_TICKS = 20_000

/** Plans that are taken to need alike where their seats are alike: one treatment or, where there are many, all with the same parameters and design. */
export interface PlanGroup {
  readonly key: string
  readonly mostTicks: number
  readonly plans: readonly Plan[]
}

export interface ChosenPlay {
  readonly group: PlanGroup
  readonly plan: Plan
}

/** The group of every plan that seats a model. */
export function groupPlans(
  plans: readonly Plan[],
  mostTicksOf: (plan: Plan) => number,
): ReadonlyMap<Plan, PlanGroup> {
  const many = new Set(plans.map(({ treatment }) => treatment)).size > MOST_TREATMENTS
  const groups = new Map<string, { key: string; mostTicks: number; plans: Plan[] }>()
  // Plans of a treatment share their parameters.
  const keys = new Map<Plan['parameters'], string>()
  const groupOf = new Map<Plan, PlanGroup>()
  for (const plan of plans) {
    let key = plan.treatment
    if (many) {
      key = keys.get(plan.parameters) ?? canonicalJson(plan.parameters)
      keys.set(plan.parameters, key)
      key += designKey(plan)
    }
    let group = groups.get(key)
    if (group === undefined)
      groups.set(key, (group = { key, mostTicks: mostTicksOf(plan), plans: [] }))
    group.plans.push(plan)
    groupOf.set(plan, group)
  }
  return groupOf
}

/** What else changes what is sent, and how often; empty for most plans. */
function designKey({ prompt, history, probes, interventions }: Plan): string {
  const design = [prompt, history, probes, interventions]
  return design.every((one) => one === undefined) ? '' : JSON.stringify(design)
}

/** `signatureOf` tells seats apart that are sent different words. */
export function choosePlays(
  groups: readonly PlanGroup[],
  signatureOf: (seat: Seat) => string,
): ChosenPlay[] {
  const each = groups.length <= MOST_TREATMENTS ? PLAYS_EACH : 1
  return spread(groups).flatMap((group) =>
    covering(group.plans, each, signatureOf).map((plan) => ({ group, plan })),
  )
}

/** At first one group of every length of play, then others as they are drawn. */
function spread(groups: readonly PlanGroup[]): readonly PlanGroup[] {
  if (groups.length <= MOST_TREATMENTS) return groups
  const drawn = new Streams('estimate').stream('groups').shuffle(groups)
  const lengths = new Set<number>()
  const firsts = drawn.filter(({ mostTicks }) => {
    const isFirst = !lengths.has(mostTicks)
    lengths.add(mostTicks)
    return isFirst
  })
  let ticks = 0
  return [...new Set([...firsts, ...drawn])].slice(0, MOST_KINDS).filter(({ mostTicks }, i) => {
    ticks += mostTicks
    return i < MOST_TREATMENTS || ticks <= MOST_TICKS
  })
}

/** Plans from the beginning, the middle and the end, unless others show more kinds of seats. */
function covering(
  plans: readonly Plan[],
  most: number,
  signatureOf: (seat: Seat) => string,
): readonly Plan[] {
  const places = [0, Math.floor(plans.length / 2), plans.length - 1]
  const candidates = [...new Set([...places.flatMap((place) => plans[place] ?? []), ...plans])]
  const kinds = new Map(
    candidates.map((plan) => [
      plan,
      plan.seats.filter(({ policy }) => policy === 'llm').map(signatureOf),
    ]),
  )
  const covered = new Set<string>()
  const chosen: Plan[] = []
  while (chosen.length < Math.min(most, candidates.length)) {
    const gain = (plan: Plan): number =>
      new Set((kinds.get(plan) ?? []).filter((kind) => !covered.has(kind))).size
    const left = candidates.filter((plan) => !chosen.includes(plan))
    const best = left.reduce((a, b) => (gain(b) > gain(a) ? b : a))
    chosen.push(best)
    for (const kind of kinds.get(best) ?? []) covered.add(kind)
  }
  return chosen
}
