/** How often codes apply: run by run, then over the runs of a treatment. */
import { isYesOrNo, type CodedCode } from './coded-code.ts'
import type { Design } from './design.ts'
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'

/** How often a code has a value, in the finished runs of one treatment. */
export interface CodePrevalence extends Pick<CodedCode, 'codebook' | 'version' | 'code'> {
  readonly treatment: string
  /** The adjudication that settled the codings, or the coder where none is declared. */
  readonly source: string
  readonly settled: boolean
  /** 1 for binary codes and spans. */
  readonly category: string
  /** Units with a value. */
  readonly units: number
  /** Of those of a run, then over runs. */
  readonly share: Estimate
  /** One share for each run. */
  readonly values: readonly number[]
}

interface Source {
  readonly key: string
  readonly source: string
  readonly settled: boolean
  /** Run → how many units have which value. */
  readonly runs: Map<string, Map<string, number>>
}

/** Gathers codings one by one; those of runs that did not finish count for nothing. Where something of a code was settled, only that is told. */
export function sharesByRun(
  { runs, treatments }: Design,
  codes: ReadonlyMap<string, CodedCode>,
): {
  add(key: string, run: string, source: string, settled: boolean, value: string | null): void
  answer(): CodePrevalence[]
} {
  const sources = new Map<string, Source>()
  const finished = new Map<string, string>()
  for (const { runId, plan, status } of runs.values())
    if (status === 'finished') finished.set(runId, plan.treatment)
  return {
    add(key, run, source, settled, value) {
      if (value === null || !finished.has(run)) return
      const at = `${key}\n${source}\n${settled}`
      const known = sources.get(at) ?? { key, source, settled, runs: new Map() }
      sources.set(at, known)
      const counts = known.runs.get(run) ?? new Map<string, number>()
      known.runs.set(run, counts)
      counts.set(value, (counts.get(value) ?? 0) + 1)
    },
    answer() {
      const all = [...sources.values()]
      // Where something was settled, that is what is told.
      const settledKeys = new Set(all.flatMap(({ key, settled }) => (settled ? [key] : [])))
      const told = all.filter(({ key, settled }) => settled || !settledKeys.has(key))
      return [...codes].flatMap(([key, code]) =>
        told
          .filter((one) => one.key === key)
          .flatMap((one) =>
            treatments.flatMap(({ treatment }) => prevalencesOf(code, one, treatment, finished)),
          ),
      )
    },
  }
}

function prevalencesOf(
  { codebook, version, code, level, categories }: CodedCode,
  { source, settled, runs }: Source,
  treatment: string,
  finished: ReadonlyMap<string, string>,
): CodePrevalence[] {
  const own = [...runs].filter(([run]) => finished.get(run) === treatment)
  if (own.length === 0) return []
  const counts = own.map(([, values]) => ({
    values,
    units: [...values.values()].reduce((sum, count) => sum + count, 0),
  }))
  const units = counts.reduce((sum, one) => sum + one.units, 0)
  const used = new Set(counts.flatMap((one) => [...one.values.keys()]))
  const told = isYesOrNo(level) ? ['1'] : categories.length > 0 ? categories : [...used].sort()
  return told.map((category) => {
    const values = counts.map((one) => (one.values.get(category) ?? 0) / one.units)
    const share = estimateOf(values, A_RATE)
    return { codebook, version, code, treatment, source, settled, category, units, share, values }
  })
}
