/** What every provider must keep to; adapters run it as it is. */
import { afterEach, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../base/canonical-json.ts'
import { ParticipantId, RunId } from '../../record/ids.ts'
import { Usage } from '../../record/prompt.ts'
import type { Completed, Completion, Prompt, Provider } from './provider.ts'

/** A provider under test, open for one test. */
export interface OpenedProvider {
  readonly provider: Provider
  /** A model that it serves. */
  readonly model: string
  /** One that it does not, or why there is none. */
  readonly unknownModel: string | { readonly skip: string }
  close(): Promise<void>
}

export interface ProviderContract {
  readonly name: string
  readonly open: () => Promise<OpenedProvider>
}

/** A prompt for a choice between J and F, as the policy `llm` writes it. */
export function samplePrompt(model: string, changes: Partial<Prompt['address']> = {}): Prompt {
  const format =
    'How to answer: reply with your reasoning if you wish, then end with one line that is exactly one of these:'
  const address = {
    run: RunId.parse('run_0123456789abcdef'),
    tick: 0,
    participant: ParticipantId.parse('p1'),
    ask: 'choice',
    attempt: 0,
  }
  return {
    model,
    messages: [
      { role: 'system', text: 'You are careful.' },
      { role: 'user', text: `Choose.\n\n${format}\nANSWER: J\nANSWER: F` },
    ],
    sampling: { temperature: 0, maxTokens: 50 },
    schema: null,
    address: { ...address, ...changes },
  }
}

/** The completion, or an error of the test. */
export function completedOf(completion: Completion): Completed {
  if (completion.kind === 'completed') return completion
  throw new Error(`no completion: ${completion.kind === 'failed' ? completion.why : 'withheld'}`)
}

/** Runs the suite. */
export function providerContract({ name, open }: ProviderContract): void {
  describe(`the provider ${name} keeps the contract`, () => {
    const opened: OpenedProvider[] = []
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close()
    })
    const fresh = async (): Promise<OpenedProvider> => {
      const one = await open()
      opened.push(one)
      return one
    }

    test('its name has no slash, so that it can stand before one', async () => {
      const { provider } = await fresh()
      expect(provider.name).toMatch(/^[^/\s]+$/)
    })

    test('it completes a prompt, and everything that it says can be recorded', async () => {
      const { provider, model } = await fresh()
      const completion = completedOf(await provider.complete(samplePrompt(model)))
      expect(completion.text).toEqual(expect.any(String))
      expect(() => canonicalJson(completion)).not.toThrow()
      expect(Usage.safeParse(completion.usage).success).toBe(true)
      expect(completion.costUsd ?? 0).toBeGreaterThanOrEqual(0)
      expect(completion.latencyMs).toBeGreaterThanOrEqual(0)
    })

    test('it completes many prompts at once', async () => {
      const { provider, model } = await fresh()
      const prompts = Array.from({ length: 8 }, (_, tick) => samplePrompt(model, { tick }))
      const completions = await Promise.all(prompts.map((prompt) => provider.complete(prompt)))
      expect(completions.map((one) => one.kind)).toEqual(prompts.map(() => 'completed'))
    })

    test('it leaves the prompt as it was', async () => {
      const { provider, model } = await fresh()
      const prompt = samplePrompt(model)
      const before = canonicalJson(prompt)
      await provider.complete(prompt)
      expect(canonicalJson(prompt)).toBe(before)
    })

    test('a call that is called off comes to an end, and not to an error', async () => {
      const { provider, model } = await fresh()
      const caller = new AbortController()
      const completion = provider.complete(samplePrompt(model), caller.signal)
      caller.abort(new Error('no longer of interest'))
      expect(['completed', 'failed']).toContain((await completion).kind)
      const never = await provider.complete(samplePrompt(model), caller.signal)
      expect(['completed', 'failed']).toContain(never.kind)
    })

    test('a model that it does not serve is a lasting failure, not an error', async ({ skip }) => {
      const { provider, unknownModel } = await fresh()
      if (typeof unknownModel !== 'string') return skip(unknownModel.skip)
      const completion = await provider.complete(samplePrompt(unknownModel))
      expect(completion).toMatchObject({
        kind: 'failed',
        cause: 'setup',
        why: expect.stringContaining(unknownModel),
      })
    })
  })
}
