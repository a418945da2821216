/** Simulated models that are told no form of answer take part in a discussion. */
import { describe, expect, test } from 'vitest'
import type { PromptMessage } from '../../../record/prompt.ts'
import { completedOf, samplePrompt } from '../provider.contract.ts'
import { simulatedProvider } from './simulated.ts'

const BRIEF: PromptMessage = { role: 'user', text: 'A client wants a delivery app for a city.' }
const SYSTEM: PromptMessage = {
  role: 'system',
  text: 'You are Agent-A in a group chat.\n\nOther agents: Agent-B, Agent-C',
}
const said = (name: string, text: string): PromptMessage => ({
  role: 'user',
  text: `[${name}]: ${text}`,
})

async function lines(
  model: string,
  messages: readonly PromptMessage[],
  calls = 120,
): Promise<string[]> {
  const provider = simulatedProvider()
  const made: string[] = []
  for (let tick = 0; tick < calls; tick++) {
    const prompt = { ...samplePrompt(model, { tick }), messages }
    const completion = completedOf(await provider.complete(prompt))
    expect(completion.fingerprint).toBe('simulated-talk-1')
    made.push(completion.text ?? '')
  }
  return made
}

const share = (made: readonly string[], pattern: RegExp): number =>
  made.filter((line) => pattern.test(line)).length / made.length

describe('a simulated model that is told no form of answer', () => {
  test('says one of several lines, the same again to the same call', async () => {
    const made = await lines('cooperator', [SYSTEM, BRIEF])
    expect(new Set(made).size).toBeGreaterThan(10)
    expect(await lines('cooperator', [SYSTEM, BRIEF])).toEqual(made)
  })

  test('names others that it reads of, and never itself', async () => {
    const chat = [SYSTEM, BRIEF, said('Agent-B', 'Let us begin with the city.')]
    const made = await lines('mixed', chat)
    expect(share(made, /Agent-B/)).toBeGreaterThan(0.3)
    expect(share(made, /Agent-A/)).toBe(0)
  })

  test('knows nobody where nobody was named to it', async () => {
    expect(share(await lines('cooperator', [BRIEF]), /Agent/)).toBe(0)
  })

  test('agrees the more, the kinder it is', async () => {
    const chat = [BRIEF, said('Bravo', 'The city comes first.')]
    const agreeing = /agree with Bravo\. |Good point|is right/
    expect(share(await lines('cooperator', chat), agreeing)).toBeGreaterThan(
      share(await lines('defector', chat), agreeing) + 0.2,
    )
  })

  test('now and then speaks of somebody who has failed', async () => {
    const chat = [BRIEF, said('Golf', '⚠ The model has been decommissioned.'), said('Echo', 'Hm.')]
    const rate = share(await lines('cooperator', chat), /Golf/)
    expect(rate).toBeGreaterThan(0.03)
    expect(rate).toBeLessThan(0.6)
  })

  test('says nothing at times where it is sloppy, and begins with a bracket at others', async () => {
    const made = await lines('sloppy', [SYSTEM, BRIEF])
    expect(share(made, /^$/)).toBeGreaterThan(0.02)
    expect(share(made, /^\[me\]: /)).toBeGreaterThan(0.05)
  })
})
