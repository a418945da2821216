/** Asks and tells the server, beneath the secret in the address of the page. */
import type {
  AnswerReply,
  CodingTask,
  TaskUnit,
  WaitingCell,
} from '../../../../study/viewing/coder/coding-task.ts'

const ROOT = location.pathname.replace(/\/$/, '')

/** @throws Error in words for people. */
export async function askTask(): Promise<CodingTask> {
  return read<CodingTask>(await asked('task'))
}

/** @throws Error in words for people. */
export async function askUnits(ids: readonly string[]): Promise<TaskUnit[]> {
  return read<TaskUnit[]>(await asked(`units?ids=${ids.join(',')}`))
}

/** What became of answers: `busy` and `away` are to be tried again, `refused` is not. */
export type Sent =
  | { readonly kind: 'written'; readonly replies: readonly AnswerReply[] }
  | { readonly kind: 'busy' | 'away' }
  | { readonly kind: 'refused'; readonly why: string }

export async function sendAnswers(answers: readonly WaitingCell[]): Promise<Sent> {
  const response = await fetch(`${ROOT}/answers`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ answers }),
    // A page that is closed sends what it has begun to send.
    keepalive: true,
  }).catch(() => undefined)
  if (response === undefined) return { kind: 'away' }
  if (response.ok) {
    const replies = (await response.json().catch(() => undefined)) as AnswerReply[] | undefined
    return replies === undefined ? { kind: 'away' } : { kind: 'written', replies }
  }
  const told = (await response.json().catch(() => ({}))) as { fault?: string; isBusy?: boolean }
  if (told.isBusy === true) return { kind: 'busy' }
  return { kind: 'refused', why: told.fault ?? `The server answered with ${response.status}.` }
}

function asked(path: string): Promise<Response> {
  return fetch(`${ROOT}/${path}`).catch(() => {
    throw new Error('The server does not answer. Ask whoever gave you the link.')
  })
}

async function read<T>(response: Response): Promise<T> {
  const answer = (await response.json().catch(() => undefined)) as { fault?: string } | undefined
  if (response.ok && answer !== undefined) return answer as T
  throw new Error(
    response.status === 404
      ? 'This link opens nothing: it is misspelt, or was ended. Ask whoever gave it to you.'
      : (answer?.fault ?? `The server answered with ${response.status}.`),
  )
}
