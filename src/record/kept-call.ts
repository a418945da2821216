/** What was answered while its tick is still open, by a model or a person: kept beside the record, so that nobody is asked and paid again. */
import type { ParticipantId } from './ids.ts'

/** Its place is unique within a run; `sample` is 0 where the answer counts. */
export interface KeptCall {
  readonly tick: number
  readonly participant: ParticipantId
  readonly ask: string
  readonly attempt: number
  readonly sample: number
  /** SHA-256 of what was sent, behind `person:` where a person was asked: what was kept for one request is never given back for another. */
  readonly request: string
  /** What came back, as JSON. */
  readonly completion: string
}

/** The kept calls of one run, and where further ones are kept. */
export interface OpenCalls {
  readonly kept: Iterable<KeptCall>
  /** The first tick that is not closed. */
  readonly from: number
  /** Takes a call that is written out when it is wanted: the tick may be closed before. */
  keep(call: () => KeptCall): void
}

const PERSON = 'person:'

/** The request of a kept answer that a person gave, from the hash of what it was asked. */
export function personRequest(hash: string): string {
  return PERSON + hash
}

/** True for what a person answered: no model was called for it, and nothing was paid. */
export function isOfPerson({ request }: Pick<KeptCall, 'request'>): boolean {
  return request.startsWith(PERSON)
}
