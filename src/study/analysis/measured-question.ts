/** Collects the measures of a record's decisions, run by run. */
import { inOrder, type Design } from './design.ts'
import { addForms, addRun, newGroup, type HandledGroup } from './handled-values.ts'
import { measuredIn, type Measured } from './measured.ts'
import type { Question } from './read-runs.ts'
import type { DecisionTally } from './run-tallies.ts'

/** Measures in the order of treatments. Values are those of finished runs; aborted runs are counted. */
export function measuredQuestion(design: Design): Question<readonly Measured[]> {
  const groups = new Map<string, HandledGroup>()
  const aborted = new Map<string, number>()
  const groupOf = (treatment: string, tally: DecisionTally): HandledGroup => {
    const key = JSON.stringify([treatment, tally.role, tally.ask])
    let group = groups.get(key)
    if (group === undefined) groups.set(key, (group = newGroup(treatment, tally)))
    return group
  }
  return {
    kinds: ['decision-asked', 'decision-taken', 'decision-defaulted'],
    add(run) {
      const { treatment, status, decisions } = run
      if (status === 'finished') addRun(run, (tally) => groupOf(treatment, tally))
      if (status !== 'aborted') return
      aborted.set(treatment, (aborted.get(treatment) ?? 0) + 1)
      for (const tally of decisions) addForms(groupOf(treatment, tally), tally)
    },
    answer: () =>
      inOrder(design, [...groups.values()]).flatMap((group) =>
        measuredIn(group, aborted.get(group.treatment) ?? 0),
      ),
  }
}
