/** The pages of a record. */
import { CodingsPage } from './codings/codings-page.tsx'
import { ComparePage } from './compare/compare-page.tsx'
import { ForksPage } from './forks/forks-page.tsx'
import { KnewPage } from './knew/knew-page.tsx'
import { PlotsPage } from './plots/plots-page.tsx'
import { RunPage } from './run/run-page.tsx'
import type { Page } from './page.ts'
import { RunsPage } from './runs/runs-page.tsx'

const tab = (name: string, title: string, component: Page['component']): Page => ({
  name,
  title,
  tab: name,
  isTab: true,
  component,
})

const within = (
  tabName: string,
  name: string,
  title: string,
  component: Page['component'],
): Page => ({
  name,
  title,
  tab: tabName,
  isTab: false,
  component,
})

/** The first is where a record opens. */
export const pages: readonly Page[] = [
  tab('runs', 'Runs', RunsPage),
  within('runs', 'run', 'Run', RunPage),
  within('runs', 'knew', 'Who knew what', KnewPage),
  tab('plots', 'Plots', PlotsPage),
  tab('forks', 'Forks', ForksPage),
  within('forks', 'compare', 'Compare', ComparePage),
  tab('codings', 'Coding', CodingsPage),
]
