import { expect, test } from 'vitest'
import { ParticipantId, RunId } from '../../../record/ids.ts'
import type { Completed, Prompt } from '../provider.ts'
import { simulatedProvider } from './simulated.ts'

const SYSTEM = `You code.

# Codebook

## proposes
Definition: The speaker proposes a plan or a next step.
Examples:
- "I propose that we start with a prototype."

## mood
Definition: How it sounds.
Values:
- calm: quiet and friendly words
- harsh: angry words and blame`

const ask = (unit: string) => `The unit, a message:
<<<UNIT 0123456789ab>>>
${unit}
<<<END UNIT 0123456789ab>>>

Codes to decide for the unit: proposes, mood`

function prompt(model: string, unit: string, n = 0): Prompt {
  const run = RunId.parse(`run_${String(n).padStart(16, '0')}`)
  const address = { run, tick: 0, participant: ParticipantId.parse('p1'), ask: 'code', attempt: 0 }
  const messages = [
    { role: 'system' as const, text: SYSTEM },
    { role: 'user' as const, text: ask(unit) },
  ]
  return { model, messages, sampling: {}, schema: null, address }
}

interface Answers {
  readonly codes: Record<string, { value: unknown; quote: string; reason: string }>
}

async function judge(model: string, unit: string, n = 0): Promise<Completed> {
  return (await simulatedProvider().complete(prompt(model, unit, n))) as Completed
}
const answers = async (model: string, unit: string) =>
  (JSON.parse((await judge(model, unit)).text ?? '') as Answers).codes

const PROPOSAL =
  'Hello. I propose a plan: we start with a prototype as the next step, friendly and quiet.'

test('decides by shared words, quotes the unit, and says that it is simulated', async () => {
  const codes = await answers('judge', PROPOSAL)
  expect(codes['proposes']).toMatchObject({ value: 1 })
  expect(PROPOSAL).toContain(codes['proposes']?.quote)
  expect(codes['proposes']?.reason).toMatch(/^simulated: /)
  expect(codes['mood']).toMatchObject({ value: 'calm' })
  expect((await answers('strict-judge', 'Good morning.'))['proposes']).toMatchObject({
    value: 0,
    quote: '',
  })
  expect(await judge('judge', PROPOSAL)).toMatchObject({
    servedModel: 'simulated/judge',
    costUsd: 0,
  })
})

test('one call is always answered alike; strictness and carelessness show over many', async () => {
  expect(await judge('careless-judge', PROPOSAL)).toEqual(await judge('careless-judge', PROPOSAL))
  const units = Array.from(
    { length: 200 },
    (_, i) =>
      `${PROPOSAL.split(' ')
        .slice(i % 9)
        .join(' ')} ${i}`,
  )
  const counted = async (model: string): Promise<number> => {
    const all = await Promise.all(units.map((unit) => answers(model, unit)))
    return all.filter(({ proposes }) => proposes?.value === 1).length
  }
  expect(await counted('strict-judge')).toBeLessThan(await counted('lenient-judge'))
  const careless = await Promise.all(units.map((unit, n) => judge('careless-judge', unit, n)))
  const texts = careless.map(({ text }) => text)
  expect(texts).toContain(null)
  expect(texts.some((text) => text?.includes('as everybody here agreed before'))).toBe(true)
  expect(texts.some((text) => text !== null && !text.endsWith('}'))).toBe(true)
})
