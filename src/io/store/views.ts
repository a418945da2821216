/** The views that users read: public, and described in docs/record-format.md from this very list. */
import { codebooks, coders, codings, corrections, judgeCalls } from './views/coding-views.ts'
import { entries } from './views/entry-views.ts'
import { consents, humanAnswers } from './views/human-views.ts'
import { calls, probabilities } from './views/model-views.ts'
import { observations } from './views/observation-views.ts'
import { interventions, presence, probes } from './views/outside-views.ts'
import { decisions, messages, payoffs } from './views/play-views.ts'
import { attributes, participants, runs, treatments } from './views/run-views.ts'
import type { View } from './view.ts'

export const views: readonly View[] = [
  runs,
  treatments,
  participants,
  decisions,
  payoffs,
  messages,
  observations,
  calls,
  probabilities,
  entries,
  codings,
  attributes,
  probes,
  interventions,
  presence,
  codebooks,
  coders,
  corrections,
  judgeCalls,
  humanAnswers,
  consents,
]

/** The statements that make the views anew. */
export function viewStatements(): string[] {
  return views.flatMap(({ name, columns, from, where }) => {
    const list = columns.map((column) => `${column.sql} as ${column.name}`).join(',\n  ')
    const condition = where === undefined ? '' : `\nwhere ${where}`
    return [
      `drop view if exists ${name}`,
      `create view ${name} as select\n  ${list}\nfrom ${from}${condition}`,
    ]
  })
}
