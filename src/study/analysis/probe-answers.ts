/** What was answered to probes, by role, under each treatment. */
import { inOrder, type Design } from './design.ts'
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'
import type { EntryOf } from '../../io/store/store.ts'
import type { Question } from './read-runs.ts'
import { meanOf } from '../statistics/running-sum.ts'

/** One probe of one role under one treatment. Finished runs only. */
export interface ProbeReport {
  readonly treatment: string
  readonly role: string
  readonly probe: string
  /** How often it was put to somebody who could answer, in all these runs, and how often a valid answer came. */
  readonly asked: number
  readonly answered: number
  /** Of amounts: the mean of all answers of a run; null where there are none. */
  readonly mean: Estimate | null
  /** Of amounts: the means of each seat's first and last answer in a run. */
  readonly first: Estimate | null
  readonly last: Estimate | null
  /** Of options: shares of the answers, in the order of their names; a null value is a pass. */
  readonly shares: readonly { readonly value: string | null; readonly share: Estimate }[]
}

type Answered = EntryOf<'probe-answered'>

interface Group {
  readonly treatment: string
  readonly role: string
  readonly probe: string
  asked: number
  answered: number
  readonly means: number[]
  readonly firsts: number[]
  readonly lasts: number[]
  /** For each run with answers that are options: option → its share. */
  readonly shares: ReadonlyMap<string | null, number>[]
}

/** Means within each run, then over runs. Words are not summed up: they are there to be coded. */
export function probeAnswersQuestion(design: Design): Question<readonly ProbeReport[]> {
  const groups = new Map<string, Group>()
  return {
    kinds: ['probe-answered'],
    add({ treatment, status, roles, ticks }) {
      if (status !== 'finished') return
      const byProbe = Map.groupBy(
        ticks.flat().filter((entry): entry is Answered => entry.kind === 'probe-answered'),
        ({ of, probe }) => JSON.stringify([treatment, roles.get(of) ?? '', probe]),
      )
      for (const [key, answers] of byProbe) {
        const group = groups.get(key) ?? noAnswers(key)
        groups.set(key, group)
        addRun(group, answers)
      }
    },
    answer: () => inOrder(design, [...groups.values()].map(reportOf)),
  }
}

function noAnswers(key: string): Group {
  const [treatment, role, probe] = JSON.parse(key) as [string, string, string]
  const none = { means: [], firsts: [], lasts: [], shares: [] }
  return { treatment, role, probe, asked: 0, answered: 0, ...none }
}

function addRun(group: Group, answers: readonly Answered[]): void {
  const asked = answers.filter(({ status }) => status !== 'not-asked')
  const valid = asked.filter(({ status }) => status !== 'unanswered')
  group.asked += asked.length
  group.answered += valid.length
  const amounts = valid.filter(
    (one): one is Answered & { value: number } => typeof one.value === 'number',
  )
  if (amounts.length > 0) {
    const bySeat = [...Map.groupBy(amounts, ({ of }) => of).values()]
    group.means.push(meanOf(amounts.map(({ value }) => value)))
    group.firsts.push(meanOf(bySeat.map((own) => own[0]?.value ?? NaN)))
    group.lasts.push(meanOf(bySeat.map((own) => own.at(-1)?.value ?? NaN)))
  }
  // Only options are displayed under a label; words are neither counted nor shared out.
  const options = valid.filter(({ value, displayed }) => value === null || displayed !== null)
  if (options.length === 0) return
  const shares = new Map<string | null, number>()
  for (const { value } of options) {
    const option = value === null ? null : String(value)
    shares.set(option, (shares.get(option) ?? 0) + 1 / options.length)
  }
  group.shares.push(shares)
}

function reportOf({ means, firsts, lasts, shares, ...rest }: Group): ProbeReport {
  const values = [...new Set(shares.flatMap((one) => [...one.keys()]))]
  // A pass comes last.
  values.sort((a, b) => Number(a === null) - Number(b === null) || ((a ?? '') < (b ?? '') ? -1 : 1))
  return {
    ...rest,
    mean: means.length === 0 ? null : estimateOf(means),
    first: firsts.length === 0 ? null : estimateOf(firsts),
    last: lasts.length === 0 ? null : estimateOf(lasts),
    shares: values.map((value) => ({
      value,
      share: estimateOf(
        shares.map((one) => one.get(value) ?? 0),
        A_RATE,
      ),
    })),
  }
}
