/** Watches and steers a sitting from another process, or from the same: what pages and the command line ask. */
import { connect } from 'node:net'
import { BadInputError } from '../../base/errors.ts'
import type { SittingStatus, SteeringCommand } from '../../study/viewing/sitting-status.ts'
import { readAnswer, type Answer, type Request } from './messages.ts'
import { isPrivate, socketOf } from './sitting-place.ts'

/** What became of a command. `status` is that of the sitting after it. */
export type Obeyed =
  | { readonly kind: 'done'; readonly status: SittingStatus }
  | { readonly kind: 'refused'; readonly why: string }

/** A sitting that plays may be busy for a moment, never for so long. */
const PATIENCE_MS = 10_000

/**
 * How the sitting stands that writes to a record; null where nobody plays it.
 * @throws BadInputError where a process does, and does not answer.
 */
export async function sittingOf(recordPath: string): Promise<SittingStatus | null> {
  const answer = await ask(recordPath, { do: 'status' })
  return answer?.kind === 'status' ? answer.status : null
}

/**
 * Pauses, resumes, retunes or stops the sitting that writes to a record; null where nobody plays it.
 * @throws BadInputError where a process does, and does not answer.
 */
export async function steer(recordPath: string, command: SteeringCommand): Promise<Obeyed | null> {
  const answer = await ask(recordPath, command)
  if (answer === null) return null
  return answer.kind === 'status' ? { kind: 'done', status: answer.status } : answer
}

/**
 * Tells how the sitting stands, at once and after changes, a few times a second at most. It resolves when the sitting has ended, or `signal` is aborted; false
 * where nobody plays the record.
 */
export async function watchSitting(
  recordPath: string,
  onStatus: (status: SittingStatus) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  let hasAnswered = false
  for await (const answer of answersTo(recordPath, { do: 'watch' }, signal)) {
    hasAnswered = true
    if (answer.kind === 'status') onStatus(answer.status)
  }
  return hasAnswered
}

/** The first answer; null where nobody is there. */
async function ask(recordPath: string, request: Request): Promise<Answer | null> {
  const late = AbortSignal.timeout(PATIENCE_MS)
  for await (const answer of answersTo(recordPath, request, late)) return answer
  if (late.aborted)
    throw new BadInputError(
      `${recordPath}: the process that plays it does not answer. If it was suspended, let it go on (fg, or kill -CONT).`,
    )
  return null
}

/** All answers until one side leaves; none where nobody is there. */
async function* answersTo(
  recordPath: string,
  request: Request,
  signal?: AbortSignal,
): AsyncIterable<Answer> {
  const path = socketOf(recordPath)
  if (path === null || !isPrivate(path) || signal?.aborted === true) return
  const socket = connect(path)
  const leave = (): void => void socket.destroy()
  signal?.addEventListener('abort', leave, { once: true })
  socket.setEncoding('utf8')
  socket.write(`${JSON.stringify(request)}\n`)
  let heard = ''
  try {
    for await (const text of socket) {
      const lines = `${heard}${text}`.split('\n')
      heard = lines.pop() ?? ''
      for (const line of lines) {
        const answer = readAnswer(line)
        if (answer !== undefined) yield answer
      }
    }
  } catch {
    // Nobody is there, or no longer.
  } finally {
    signal?.removeEventListener('abort', leave)
    leave()
  }
}
