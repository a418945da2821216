/** Which runs measures are worked out of, and which entries of them are read. */
import type { Design } from '../design.ts'
import type { RunRead } from '../read-runs.ts'
import type { ReadKind } from '../run-ticks.ts'

/** How many runs of a record the measures leave out, and why. */
export function leftOut(design: Design): { readonly forks: number; readonly unfinished: number } {
  const unfinished = [...design.runs.values()].filter(({ status }) => status !== 'finished').length
  return { forks: design.forks.size, unfinished }
}

/** True for a finished run that was played on its own. */
export function isCounted({ runs }: Design, { runId, status }: RunRead): boolean {
  return status === 'finished' && runs.has(runId)
}

/** Facts are read only where a measure needs them: they are most of a record. */
const WITHOUT_FACTS = new Set([
  'matrix-game',
  'dictator-game',
  'ultimatum-game',
  'lottery-choice',
  'public-goods',
  'belief-elicitation',
  'keyed-vignette',
  'choose-play-punish',
  'imported',
])

/** The kinds of entries that measures of these runs are read from. */
export function kindsFor({ runs }: Design): readonly ReadKind[] {
  const plain: readonly ReadKind[] = [
    'decision-asked',
    'decision-taken',
    'decision-defaulted',
    'payoff-awarded',
    'chance-drawn',
    'message-sent',
    'participant-crashed',
  ]
  for (const { plan } of runs.values()) {
    const { name } = plan.scenario
    if (WITHOUT_FACTS.has(name)) continue
    if (name === 'trust-game' && plan.seats.length === 2) continue
    return [...plain, 'fact-shown']
  }
  return plain
}
