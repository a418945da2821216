/** Which treatments the page is of, as it stands in its address: so that it can be passed on. */
import {
  plotChoiceIn,
  plotChoiceQuery,
  type PlotChoice,
} from '../../../../../study/viewing/plots/plot-choice.ts'
import { go, href, route } from '../../shell/route.ts'

export function addressedChoice(): PlotChoice {
  return plotChoiceIn(route.value.query)
}

/** The same plot of other treatments. */
export function showTreatments(record: string, choice: PlotChoice): void {
  go([record, 'plots', ...route.value.rest], plotChoiceQuery(choice))
}

/** Another plot of the same treatments. */
export function plotHref(record: string, plot: string): string {
  return href([record, 'plots', plot], plotChoiceQuery(addressedChoice()))
}
