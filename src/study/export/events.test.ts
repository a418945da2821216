/** Events: one line for each thing that somebody did, with the tick as its time. */
import { expect, test } from 'vitest'
import { samplePlan } from '../../io/store/testing/sample-plan.ts'
import { sampleTicks } from '../../io/store/testing/sample-record.ts'
import { runIdOf } from '../../record/plan.ts'
import { exported } from './exported.contract.ts'

test('events are a line each, whatever was said, and no cell begins a formula', async () => {
  const counts: number[] = []
  const plan = samplePlan()
  const [first, ...others] = sampleTicks()
  const asked = {
    kind: 'decision-taken' as const,
    of: plan.seats[0]!.participant,
    ask: '=ask',
    value: -1,
    displayed: null,
    status: 'valid' as const,
    attempts: 1,
  }
  const ticks = [
    { ...first!, content: { ...first!.content, entries: [asked, ...first!.content.entries] } },
    ...others,
  ]
  const files = await exported([[plan, ticks]], 'events', {
    defused: (cells) => void counts.push(cells),
  })
  const lines = files.get('events.tsv')!.trimEnd().split('\n')
  const run = runIdOf(plan)
  expect(lines.slice(0, 3).map((line) => line.split('\t').slice(0, 7))).toEqual([
    [
      ...['Observation id', 'Subject', 'Behavior', 'Behavioral category', 'Modifier #1'],
      ...['Behavior type', 'Time'],
    ],
    [run, 'p1', "'=ask", 'decision', '-1', 'POINT', '0'],
    [run, 'p1', 'choice', 'decision', 'cooperate', 'POINT', '0'],
  ])
  expect(counts).toEqual([1])
  // Two decisions and one more, two payoffs, two messages; then two decisions.
  expect(lines).toHaveLength(1 + 3 + 2 + 2 + 2)
  for (const line of lines) expect(line.split('\t')).toHaveLength(10)
})
