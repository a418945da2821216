/** The report as one JSON document, its keys spelled like columns. */
import { estimateOf } from '../../../study/analysis/estimate.ts'
import type { Gathered } from './gather-report.ts'
import { methodsJson } from './methods-text.ts'
import type { PairTable } from './pair-tables.ts'
import { snakeCased } from './snake-cased.ts'

/** Values run by run are left out: exports and `--r` write them. */
export function reportJson(
  db: string,
  { report, latencies, tests, furtherTests, coded, references, measured }: Gathered,
  pairs: readonly PairTable[],
  written: readonly string[],
): object {
  const { methods, outcomes: _values, tests: _fewer, ...others } = report
  const codes =
    coded === null
      ? null
      : { ...coded, prevalence: coded.prevalence.map(({ values: _, ...one }) => one) }
  return {
    ...(snakeCased({
      db,
      ...others,
      callLatencies: latencies,
      tests,
      furtherTests,
      coded: codes,
      references,
      measures: measuresJson(measured),
      pairs,
      written,
    }) as object),
    methods: methodsJson(methods),
  }
}

function measuresJson(measured: Gathered['measured']): object[] {
  return measured.map(({ measure, treatment, role, about, values, undefinedRuns }) => ({
    measure: measure.name,
    about,
    role,
    treatment,
    unit: measure.unit,
    estimate: estimateOf(values),
    undefinedRuns: [...undefinedRuns].map(([reason, runs]) => ({ reason, runs })),
  }))
}
