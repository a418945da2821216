/** Everything that a page may ask, in one list. */
import { codingAgreement } from './codings-agreement.ts'
import { codedUnit, codingDifferences } from './codings-differences.ts'
import { codingOverview } from './codings.ts'
import { compareFrame, compareTicks } from './compare.ts'
import { forks } from './forks.ts'
import { happened, knew, knewFrame } from './knew.ts'
import { plotQuestion, plotTreatmentsQuestion } from './plots.ts'
import type { Question } from './question.ts'
import { oneRunQuestions } from './run.ts'
import { runQuestions } from './runs.ts'

export const questions: readonly Question[] = [
  knewFrame,
  happened,
  knew,
  forks,
  compareFrame,
  compareTicks,
  ...runQuestions,
  ...oneRunQuestions,
  plotTreatmentsQuestion,
  plotQuestion,
  codingOverview,
  codingAgreement,
  codingDifferences,
  codedUnit,
]
