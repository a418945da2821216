/** Whether how an option was shown made a difference: its label, and its place among the options. */
import type { ChoiceForm } from '../../record/ask.ts'
import {
  addMoment,
  blockedDifference,
  meanDifference,
  noMoments,
  togetherOf,
  type Moments,
} from '../statistics/blocked-difference.ts'
import { compare, type Design } from './design.ts'
import type { Question } from './read-runs.ts'
import { choicesReader, type ShownChoice } from './shown-choices.ts'

const [FIRST, LATER] = ['first', 'later']
/** Where labels are drawn from more than so many, there is no telling what each of them does. */
const MOST_WAYS = 6

/** The share of one option of one role's ask where it was shown in one way, less the share where it was shown in another. */
export interface PresentationEffect {
  readonly role: string
  readonly ask: string
  readonly kind: 'label' | 'order'
  /** The canonical option. */
  readonly option: string
  /** The label, or `first`. */
  readonly shown: string
  /** The other label, `other labels`, or `later`. */
  readonly against: string
  /** Means of the shares of runs, over all treatments; null where there is no such run. */
  readonly share: number | null
  readonly shareAgainst: number | null
  readonly runs: number
  readonly runsAgainst: number
  readonly difference: number | null
  readonly interval: readonly [low: number, high: number] | null
  /** `between-runs`: runs of one treatment compared with each other; `within-runs`: each run with itself; null where neither can be. */
  readonly method: 'between-runs' | 'within-runs' | null
  readonly reason: string | null
}

/** One option of one role's ask, shown by different labels or at different places. */
interface Varied extends Pick<PresentationEffect, 'role' | 'ask' | 'kind' | 'option'> {
  /** Treatment → way of showing → the shares of runs that saw no other. */
  readonly pure: Map<string, Map<string, Moments>>
  /** Way of showing → of runs that saw others, too: the share there, elsewhere, and the one less the other. */
  readonly mixed: Map<string, { at: Moments; against: Moments; difference: Moments }>
}

/** One way of asking in one run: how often it was decided, and what. */
interface Asked {
  readonly role: string
  readonly form: ChoiceForm
  readonly ask: string
  decisions: number
  readonly chosen: Map<string, number>
}

/**
 * Of decisions that participants made themselves in finished runs. A share is worked out in each run for each way in which the option was shown to the role; differences between
 * runs are taken within treatments (`blockedDifference`), differences within runs are means over runs with Student's t. Options that were always shown in one way are left out; of two options the first
 * is told, of two labels the first: the others say the same again. Ways of showing of which there are more than six are left out.
 */
export function presentationQuestion({
  roles: order,
}: Pick<Design, 'roles'>): Question<readonly PresentationEffect[]> {
  const varied = new Map<string, Varied>()
  const choicesOf = choicesReader()
  return {
    kinds: ['decision-asked', 'decision-taken'],
    add({ treatment, status, roles, times }) {
      if (status !== 'finished') return
      const asked = new Map<string, Asked>()
      for (const [list, n] of times)
        for (const choice of choicesOf(list)) count(asked, roles.get(choice.of) ?? '', choice, n)
      addRun(varied, [...asked.values()], treatment)
    },
    answer: () =>
      [...varied.values()].flatMap(effectsOf).sort(
        (a, b) =>
          order.indexOf(a.role) - order.indexOf(b.role) ||
          compare(a.ask, b.ask) ||
          // Labels before order; within them as the options are listed.
          compare(a.kind, b.kind),
      ),
  }
}

function count(
  asked: Map<string, Asked>,
  role: string,
  { ask, key, form, value }: ShownChoice,
  n: number,
): void {
  const own = `${role}\n${key}`
  let one = asked.get(own)
  if (one === undefined)
    asked.set(own, (one = { role, ask, form, decisions: 0, chosen: new Map() }))
  one.decisions += n
  if (value !== null) one.chosen.set(value, (one.chosen.get(value) ?? 0) + n)
}

/** How often an option was offered in one way, and how often it was taken. */
interface Tally {
  taken: number
  decisions: number
}

function addRun(varied: Map<string, Varied>, asked: readonly Asked[], treatment: string): void {
  const run = new Map<Varied, Map<string, Tally>>()
  for (const { role, ask, form, decisions, chosen } of asked) {
    // Of two options the second's share is one less the first's, passes aside.
    const told = form.options.length === 2 ? form.options.slice(0, 1) : form.options
    told.forEach((option, i) => {
      const taken = chosen.get(option) ?? 0
      for (const kind of ['label', 'order'] as const) {
        const shown =
          kind === 'label' ? (form.labels[i] ?? '') : form.order[0] === i ? FIRST : LATER
        const one = variedOf(varied, { role, ask, kind, option })
        const ways = run.get(one) ?? new Map<string, Tally>()
        run.set(one, ways)
        const tally = ways.get(shown) ?? { taken: 0, decisions: 0 }
        ways.set(shown, tally)
        tally.taken += taken
        tally.decisions += decisions
      }
    })
  }
  for (const [one, ways] of run) {
    if (ways.size === 1) addPure(one, ways, treatment)
    else addMixed(one, ways)
  }
}

function variedOf(
  varied: Map<string, Varied>,
  about: Pick<Varied, 'role' | 'ask' | 'kind' | 'option'>,
): Varied {
  const key = `${about.role}\n${about.ask}\n${about.kind}\n${about.option}`
  let one = varied.get(key)
  if (one === undefined) varied.set(key, (one = { ...about, pure: new Map(), mixed: new Map() }))
  return one
}

function addPure({ pure }: Varied, ways: ReadonlyMap<string, Tally>, treatment: string): void {
  const runs = pure.get(treatment) ?? new Map<string, Moments>()
  pure.set(treatment, runs)
  for (const [shown, { taken, decisions }] of ways) {
    const moments = runs.get(shown) ?? noMoments()
    runs.set(shown, moments)
    addMoment(moments, taken / decisions)
  }
}

function addMixed({ mixed }: Varied, ways: ReadonlyMap<string, Tally>): void {
  const all = { taken: 0, decisions: 0 }
  for (const { taken, decisions } of ways.values()) {
    all.taken += taken
    all.decisions += decisions
  }
  for (const [shown, { taken, decisions }] of ways) {
    const one = mixed.get(shown) ?? {
      at: noMoments(),
      against: noMoments(),
      difference: noMoments(),
    }
    mixed.set(shown, one)
    const [at, against] = [taken / decisions, (all.taken - taken) / (all.decisions - decisions)]
    addMoment(one.at, at)
    addMoment(one.against, against)
    addMoment(one.difference, at - against)
  }
}

function effectsOf(one: Varied): PresentationEffect[] {
  const ways = new Set([
    ...[...one.pure.values()].flatMap((runs) => [...runs.keys()]),
    ...one.mixed.keys(),
  ])
  if (ways.size < 2 || ways.size > MOST_WAYS) return []
  const isOrder = one.kind === 'order'
  const sorted = isOrder ? [FIRST, LATER] : [...ways].sort(compare)
  const told = sorted.length === 2 ? sorted.slice(0, 1) : sorted
  return told.map((shown) => {
    const against = sorted.length === 2 ? (sorted[1] ?? '') : 'other labels'
    const { role, ask, kind, option } = one
    return { role, ask, kind, option, shown, against, ...effectOf(one, shown) }
  })
}

type Effect = Omit<PresentationEffect, 'role' | 'ask' | 'kind' | 'option' | 'shown' | 'against'>

/** Within runs where more of them saw both ways than saw one. */
function effectOf({ pure, mixed }: Varied, shown: string): Effect {
  const blocks = [...pure.values()]
    .map((runs) => {
      const others = [...runs].flatMap(([name, moments]) => (name === shown ? [] : [moments]))
      return { at: runs.get(shown) ?? noMoments(), against: togetherOf(others) }
    })
    .filter(({ at, against }) => at.n > 0 && against.n > 0)
  const [at, against] = [
    togetherOf(blocks.map((block) => block.at)),
    togetherOf(blocks.map((block) => block.against)),
  ]
  const own = mixed.get(shown)
  if (own !== undefined && own.difference.n > at.n + against.n)
    return {
      ...sharesOf(own.at, own.against),
      ...meanDifference(own.difference),
      method: 'within-runs',
    }
  return {
    ...sharesOf(at, against),
    ...blockedDifference(blocks),
    method: blocks.length === 0 ? null : 'between-runs',
  }
}

function sharesOf(
  at: Moments,
  against: Moments,
): Pick<Effect, 'share' | 'shareAgainst' | 'runs' | 'runsAgainst'> {
  return {
    share: at.n === 0 ? null : at.sum / at.n,
    shareAgainst: against.n === 0 ? null : against.sum / against.n,
    runs: at.n,
    runsAgainst: against.n,
  }
}
