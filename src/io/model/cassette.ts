/**
 * A cassette, not a cache: every completion has the place of its call (run, tick, participant, ask, attempt, sample), and what was sent is checked when it
 * is given back. Two participants who are asked the same never share an answer, nor do two replicates.
 */
import { contentHash } from '../../base/hash.ts'
import type { RecordedCall } from '../../record/call-entries.ts'
import type { KeptCall, OpenCalls } from '../../record/kept-call.ts'
import type { Completion, Prompt, Provider } from './provider.ts'
import {
  callKey,
  describedCall,
  failedForGood,
  recordedCalls,
  type RecordedCalls,
} from './recorded-calls.ts'

/** What was answered before, and where answers are kept. */
export interface Cassette {
  /** What is on the cassette for this call. A call that was made with another prompt fails for good. */
  play(prompt: Prompt): Completion | undefined
  keep(prompt: Prompt, completion: Completion): void
  /** Whether a tick stands in the record: all its calls do, then. */
  isClosed(tick: number): boolean
  readonly capabilitiesOf: RecordedCalls['capabilitiesOf']
}

/**
 * `record`: every call is made and kept; one that is there already fails. `replay`: nothing is called; what is missing fails for good. `resume`: what is
 * there is given back, the rest is made and kept. `passthrough`: calls are made, and nothing is kept.
 */
export type CassetteMode = 'record' | 'replay' | 'resume' | 'passthrough'

/** The cassette of one run: the calls of its closed ticks stand in its record, those of the open one are kept beside it. */
export function cassetteOf(recorded: Iterable<RecordedCall>, open: OpenCalls | null): Cassette {
  const record = recordedCalls(recorded)
  const kept = new Map<string, KeptCall>()
  for (const call of open?.kept ?? []) kept.set(keptKey(call), call)
  return {
    capabilitiesOf: record.capabilitiesOf,
    isClosed: (tick) => open !== null && tick < open.from,
    play: (prompt) => record.play(prompt) ?? playKept(kept.get(callKey(prompt.address)), prompt),
    keep(prompt, completion) {
      if (!isWorthKeeping(completion)) return
      open?.keep(() => {
        const { tick, participant, ask, attempt, sample = 0 } = prompt.address
        const place = { tick, participant, ask, attempt, sample }
        const request = requestHash(prompt)
        return { ...place, request, completion: JSON.stringify(completion) }
      })
    },
  }
}

/** The provider of a name before its cassette, or what is on the cassette and nothing else: then `inner` is null. */
export function withCassette(
  name: string,
  inner: Provider | null,
  cassette: Cassette,
  mode: CassetteMode,
): Provider {
  return {
    ...(inner ?? cassette.capabilitiesOf(name)),
    name,
    complete: async (prompt, signal) => {
      const found = mode === 'passthrough' ? undefined : cassette.play(prompt)
      if (found !== undefined) {
        return mode === 'record'
          ? failedForGood(`the cassette holds ${describedCall(prompt.address)} already`)
          : found
      }
      if (mode === 'replay' || inner === null)
        return failedForGood(`the record holds no call for ${describedCall(prompt.address)}`)
      if (cassette.isClosed(prompt.address.tick)) {
        return failedForGood(
          `the record holds no call for ${describedCall(prompt.address)}, and its tick is closed: the scenario, the agent or the record was changed since`,
        )
      }
      const completion = await inner.complete(prompt, signal)
      if (mode !== 'passthrough') cassette.keep(prompt, completion)
      return completion
    },
  }
}

/** What is to be mended before it can be asked must be asked again, and what was withheld did not happen. */
function isWorthKeeping(completion: Completion): boolean {
  if (completion.kind !== 'failed') return completion.kind === 'completed'
  return completion.cause !== 'setup' && completion.cause !== 'unreached'
}

function playKept(call: KeptCall | undefined, prompt: Prompt): Completion | undefined {
  if (call === undefined) return undefined
  return call.request === requestHash(prompt)
    ? (JSON.parse(call.completion) as Completion)
    : failedForGood(
        `${describedCall(prompt.address)} was answered before, but to another prompt: the scenario, the agent or the record was changed since`,
      )
}

function requestHash({ model, messages, sampling, schema, topLogprobs }: Prompt): string {
  return contentHash({ model, messages, sampling, schema, topLogprobs: topLogprobs ?? null })
}

function keptKey({ tick, participant, ask, attempt, sample }: KeptCall): string {
  return callKey({ tick, participant, ask, attempt, sample })
}
