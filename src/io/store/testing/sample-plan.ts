/** A hand-made plan for tests. */
import { ParticipantId } from '../../../record/ids.ts'
import type { Plan } from '../../../record/plan.ts'

export const p1 = ParticipantId.parse('p1')
export const p2 = ParticipantId.parse('p2')

/** A plan like another, apart from what is changed. */
export function samplePlan(changes: Partial<Plan> = {}): Plan {
  return {
    experiment: 'samples',
    scenario: { name: 'sample', version: 3 },
    parameters: { rounds: 2, note: 'a "quoted" note' },
    seats: [
      {
        participant: p1,
        role: 'row',
        agent: 'careful',
        policy: 'llm',
        settings: { model: 'canned/one' },
        persona: 'You are\ncareful.',
      },
      {
        participant: p2,
        role: 'column',
        agent: 'grim',
        policy: 'grim',
        settings: {},
        persona: null,
      },
    ],
    treatment: 'plain',
    levels: {},
    counterbalance: { labels: 1 },
    replicate: 1,
    seed: 7,
    invalid: { reask: 2, then: 'forfeit' },
    ...changes,
  }
}
