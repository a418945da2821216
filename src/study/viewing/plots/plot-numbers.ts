/** Works out the numbers of a plot of a record, whichever it is. */
import { assertNever } from '../../../base/assert-never.ts'
import type { Store } from '../../../io/store/store.ts'
import type { Tables } from '../../../io/store/tables.ts'
import type { Design } from '../../analysis/design.ts'
import type { PlotName } from './plot-catalogue.ts'
import { courseNumbers } from './course.ts'
import type { PlotNumbers } from './plot-figure.ts'
import { networkNumbers } from './network.ts'
import { payoffsNumbers } from './payoffs.ts'
import { profilesNumbers } from './profiles.ts'
import { reliabilityNumbers } from './reliability.ts'
import { statesNumbers } from './states.ts'
import { strategiesNumbers } from './strategies.ts'

/** What numbers are worked out of. */
export interface PlotSource {
  readonly store: Store
  readonly tables: Tables
  /** Of the treatments that were chosen. */
  readonly design: Design
  /** Treatments by whose places colours go, so that each has one colour in all plots. */
  readonly order: readonly string[]
}

/** Reads what the plot needs of the record once, run by run. */
export function plotNumbers(
  name: PlotName,
  { store, tables, design, order }: PlotSource,
): PlotNumbers {
  switch (name) {
    case 'course':
      return courseNumbers(store, design, order)
    case 'states':
      return statesNumbers(store, design)
    case 'payoffs':
      return payoffsNumbers(store, design, order)
    case 'strategies':
      return strategiesNumbers(store, design)
    case 'network':
      return networkNumbers(store, design)
    case 'profiles':
      return profilesNumbers(tables, design, order)
    case 'reliability':
      return reliabilityNumbers(tables, design)
    default:
      return assertNever(name)
  }
}
