import { expect, test } from 'vitest'
import { noCalls, withOpenCounted, withTriesCounted } from './call-counts.ts'
import { samplePrompt } from './provider.contract.ts'
import type { Provider } from './provider.ts'
import { cannedProvider, type CannedReply } from './providers/canned.ts'
import { delayedProvider } from './testing/delayed-provider.ts'
import { virtualPace } from './testing/virtual-pace.ts'
import { withRetry } from './with-retry.ts'

const failing = (cause: 'passing' | 'timeout' | 'prompt', isBusy = false): CannedReply => ({
  kind: 'failed',
  why: `it was ${isBusy ? 'busy' : cause}`,
  cause,
  ...(isBusy ? { isBusy: true as const } : {}),
})

test('tries are counted by what became of them, calls for as long as somebody waits', async () => {
  const pace = virtualPace()
  const counts = noCalls()
  const replies: CannedReply[] = [
    failing('passing', true),
    failing('passing'),
    { kind: 'completed', text: 'ANSWER: J', usage: { inputTokens: 40, outputTokens: 3 } },
    failing('prompt'),
  ]
  const server = delayedProvider(
    cannedProvider(() => replies.shift() as CannedReply),
    pace,
    100,
  )
  const retried = withRetry(withTriesCounted(server, counts), { wait: pace.wait, startMs: 1000 })
  const provider = withOpenCounted(retried, counts)

  const call = provider.complete(samplePrompt('m'))
  await pace.wait(50)
  expect(counts).toMatchObject({ open: 1, inFlight: 1, made: 0 })
  await pace.wait(100)
  expect(counts).toMatchObject({ open: 1, inFlight: 0, made: 1, refused: 1 })
  expect(await call).toMatchObject({ kind: 'completed', tries: 3 })
  expect(await provider.complete(samplePrompt('m'))).toMatchObject({ kind: 'failed' })
  expect(counts).toMatchObject({
    open: 0,
    inFlight: 0,
    made: 4,
    refused: 1,
    failures: { passing: 1, timeout: 0, unreached: 0, prompt: 1, setup: 0 },
    inputTokens: 40,
    outputTokens: 3,
    unpriced: 0,
    lastFailure: 'it was prompt',
  })
})

test('replies whose cost is not known are counted apart, and failures are none', async () => {
  const counts = noCalls()
  const replies: CannedReply[] = [{ kind: 'completed', text: 'ANSWER: J' }, failing('timeout')]
  const canned = cannedProvider(() => replies.shift() as CannedReply)
  const free: Provider = {
    ...canned,
    complete: async (prompt) => {
      const reply = await canned.complete(prompt)
      return reply.kind === 'completed' ? { ...reply, costUsd: null } : reply
    },
  }
  const provider = withTriesCounted(free, counts)
  await provider.complete(samplePrompt('m'))
  await provider.complete(samplePrompt('m'))
  expect(counts).toMatchObject({ made: 2, unpriced: 1, failures: { timeout: 1 } })
})

test('what was withheld was not sent, and an error leaves nothing in flight', async () => {
  const counts = noCalls()
  const withheld: Provider = {
    ...cannedProvider(() => failing('passing')),
    complete: () => Promise.resolve({ kind: 'withheld' }),
  }
  await withOpenCounted(withTriesCounted(withheld, counts), counts).complete(samplePrompt('m'))
  expect(counts).toEqual(noCalls())
  const broken: Provider = { ...withheld, complete: () => Promise.reject(new Error('broken')) }
  await expect(
    withOpenCounted(withTriesCounted(broken, counts), counts).complete(samplePrompt('m')),
  ).rejects.toThrow('broken')
  expect(counts).toEqual(noCalls())
})
