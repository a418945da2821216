/** What the calls of a record came to, run by run, so that only runs that were played since need to be read again. */
import type { Design } from '../../analysis/design.ts'
import { spendQuestion } from '../../analysis/spend.ts'
import type { RecordSpend } from './record-spend.ts'
import type { RunReader } from './run-values.ts'

export const NO_SPEND: RecordSpend = { calls: 0, usd: 0, uncertainUsd: 0, unpriced: 0 }

export function addedSpend(a: RecordSpend, b: RecordSpend): RecordSpend {
  return {
    calls: a.calls + b.calls,
    usd: a.usd + b.usd,
    uncertainUsd: a.uncertainUsd + b.uncertainUsd,
    unpriced: a.unpriced + b.unpriced,
  }
}

/** Of one run; what a fork shares with its parent is counted there. Each try of a call is counted. */
export function spendReader(design: Design): RunReader<RecordSpend> {
  return {
    kinds: spendQuestion(design).kinds,
    valueOf(run) {
      const question = spendQuestion(design)
      question.add(run)
      return question
        .answer()
        .map(({ tries, costUsd, uncertainUsd, unpriced }) => ({
          calls: tries,
          usd: costUsd,
          uncertainUsd,
          unpriced,
        }))
        .reduce(addedSpend, NO_SPEND)
    },
  }
}

/** What was spent beyond what runs show, as a record keeps it (JSON); undefined where it keeps none. */
export function unrecordedSpendIn(text: string | undefined): RecordSpend {
  if (text === undefined) return NO_SPEND
  return { ...NO_SPEND, ...(JSON.parse(text) as Partial<RecordSpend>) }
}
