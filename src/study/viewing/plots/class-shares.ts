/** Amounts in classes, by the n-th time they were asked for: how many decided on the least, a little, nearly all. */
import { inOrder, type Design } from '../../analysis/design.ts'
import type { Question, RunRead } from '../../analysis/read-runs.ts'
import { askKey } from '../../analysis/run-ticks.ts'
import type { StateSeries } from './state-series.ts'

/** Of the way from the least to the most that could be decided. */
export const amountClasses = ['the least', 'up to ¼', 'up to ½', 'up to ¾', 'more than ¾'] as const

/** More occasions than this are not told, as in the report. */
const MOST_OCCASIONS = 200

interface Group {
  readonly treatment: string
  readonly role: string
  readonly ask: string
  /** By occasion. */
  readonly runs: number[]
  /** By occasion, then class: sums of the shares of runs. */
  readonly sums: number[][]
}

/** Finished runs; amounts that participants decided themselves, where there was more than one to choose from. Seats of a role are averaged first. */
export function classSharesQuestion(design: Design): Question<readonly StateSeries[]> {
  const groups = new Map<string, Group>()
  return {
    kinds: ['decision-asked', 'decision-taken', 'decision-defaulted'],
    add(run) {
      if (run.status !== 'finished') return
      for (const [key, { role, ask, counts }] of classesIn(run)) {
        let group = groups.get(key)
        if (group === undefined)
          groups.set(key, (group = { treatment: run.treatment, role, ask, runs: [], sums: [] }))
        addRun(group, counts)
      }
    },
    answer: () =>
      inOrder(design, [...groups.values()]).map(({ treatment, role, ask, runs, sums }) => {
        const points: StateSeries['points'][number][] = []
        runs.forEach((n, occasion) => {
          const shares = (sums[occasion] ?? []).map((sum) => sum / n)
          points.push({ occasion: occasion + 1, runs: n, shares })
        })
        return { treatment, about: { role, ask }, states: amountClasses, isOrdered: true, points }
      }),
  }
}

interface RunClasses {
  readonly role: string
  readonly ask: string
  /** By occasion, then class. */
  readonly counts: number[][]
}

function classesIn({ treatment, ticks, roles }: RunRead): Map<string, RunClasses> {
  const all = new Map<string, RunClasses>()
  const asked = new Map<string, number>()
  for (const list of ticks) {
    const forms = new Map<string, { readonly min: number; readonly max: number }>()
    for (const entry of list) {
      if (entry.kind === 'decision-asked') {
        if (entry.form.kind === 'amount') forms.set(askKey(entry), entry.form)
      } else if (entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted') {
        const form = forms.get(askKey(entry))
        if (form === undefined) continue
        const occasion = asked.get(askKey(entry)) ?? 0
        asked.set(askKey(entry), occasion + 1)
        const { value, status } = entry
        if (occasion >= MOST_OCCASIONS || typeof value !== 'number' || form.max <= form.min)
          continue
        if (status !== 'valid' && status !== 'reasked') continue
        const role = roles.get(entry.of) ?? ''
        const key = JSON.stringify([treatment, role, entry.ask])
        let own = all.get(key)
        if (own === undefined) all.set(key, (own = { role, ask: entry.ask, counts: [] }))
        const line = (own.counts[occasion] ??= amountClasses.map(() => 0))
        const place = classOf((value - form.min) / (form.max - form.min))
        line[place] = (line[place] ?? 0) + 1
      }
    }
  }
  return all
}

/** @param share from 0, the least, to 1, the most. */
function classOf(share: number): number {
  return share <= 0 ? 0 : Math.min(4, Math.max(1, Math.ceil(share * 4)))
}

function addRun({ runs, sums }: Group, counts: readonly (readonly number[])[]): void {
  counts.forEach((line, occasion) => {
    const all = line.reduce((sum, count) => sum + count, 0)
    runs[occasion] = (runs[occasion] ?? 0) + 1
    const own = (sums[occasion] ??= amountClasses.map(() => 0))
    line.forEach((count, place) => (own[place] = (own[place] ?? 0) + count / all))
  })
}
