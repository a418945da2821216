/** What is said over the socket of a sitting: one JSON document a line, a request from the one side, answers from the other. */
import { z } from 'zod'
import type { SittingStatus, SteeringCommand } from '../../study/viewing/sitting-status.ts'

const Most = z.int().min(1).max(100_000)

const Pause = z.strictObject({ do: z.literal('pause') })
const Resume = z.strictObject({ do: z.literal('resume') })
const Stop = z.strictObject({ do: z.literal('stop') })
const Retune = z.strictObject({
  do: z.literal('retune'),
  runs: Most.optional(),
  calls: Most.nullable().optional(),
})

/** What steers a sitting. */
export const Command = z.discriminatedUnion('do', [Pause, Resume, Stop, Retune])

const Request = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('status') }),
  z.strictObject({ do: z.literal('watch') }),
  Pause,
  Resume,
  Stop,
  Retune.refine(({ runs, calls }) => runs !== undefined || calls !== undefined),
])

/** `status`: once. `watch`: whenever something has changed, until either side leaves. */
export type Request = SteeringCommand | { readonly do: 'status' } | { readonly do: 'watch' }

export type Answer =
  | { readonly kind: 'status'; readonly status: SittingStatus }
  | { readonly kind: 'refused'; readonly why: string }

/** Longer lines are nobody's request. */
export const LONGEST_REQUEST = 4_096

const KNOWN = Request.options.map((option) => option.shape.do.value).join(', ')

/** The request of one line, or why it is none. */
export function readRequest(line: string): Request | { readonly refused: string } {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { refused: 'this is not JSON: send one request a line, such as {"do":"status"}' }
  }
  const read = Request.safeParse(value)
  if (read.success) return read.data as Request
  return (value as { do?: unknown } | null)?.do === 'retune'
    ? { refused: 'retune takes runs, calls or both: whole numbers from 1, calls also null' }
    : { refused: `there is no such request; known: ${KNOWN}` }
}

/** The answer of one line; undefined where it is none. */
export function readAnswer(line: string): Answer | undefined {
  try {
    const answer = JSON.parse(line) as Partial<Record<string, unknown>> | null
    if (answer?.['kind'] === 'refused' && typeof answer['why'] === 'string') return answer as Answer
    const status = answer?.['status'] as Partial<SittingStatus> | undefined
    return answer?.['kind'] === 'status' && typeof status?.pid === 'number'
      ? (answer as Answer)
      : undefined
  } catch {
    return undefined
  }
}
