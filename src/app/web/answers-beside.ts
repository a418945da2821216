/** Answers that take seconds are worked out in a thread of their own, one after another, so that everything else is answered meanwhile. */
import { fileURLToPath } from 'node:url'
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { BadInputError } from '../../base/errors.ts'
import type { Arguments } from './questions/question.ts'
import { questions } from './questions/questions.ts'
import { heldRecords, type RecordPlace } from './records.ts'

export interface AnswersBeside {
  /**
   * JSON. Whoever asks what is asked already, and not answered yet, is given the same answer.
   * @throws BadInputError, and whatever else the question throws.
   */
  answer(record: RecordPlace, path: string, given: Arguments, query: Arguments): Promise<string>
  /** Ends the thread; what is not answered by then is not answered. */
  end(): void
}

interface Asked {
  readonly key: string
  readonly place: RecordPlace
  readonly path: string
  readonly given: Arguments
  readonly query: Arguments
}

type Told = { readonly key: string } & (
  { readonly json: string } | { readonly fault: string; readonly isBadInput: boolean }
)

interface Awaited {
  readonly promise: Promise<string>
  readonly resolve: (json: string) => void
  readonly reject: (error: Error) => void
}

/** A thread that nobody has asked for so long is ended, and its memory with it. */
const IDLE_MS = 120_000

/** The thread begins with the first question; it does not keep the process going. */
export function answersBeside(idleMs = IDLE_MS): AnswersBeside {
  const awaited = new Map<string, Awaited>()
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  const settled = (key: string, settle: (one: Awaited) => void): void => {
    const one = awaited.get(key)
    awaited.delete(key)
    if (one !== undefined) settle(one)
    if (awaited.size > 0) return
    thread?.unref()
    idle = setTimeout(end, idleMs).unref()
  }
  const end = (): void => {
    void thread?.terminate()
    thread = undefined
  }
  const begun = (): Worker => {
    const made = new Worker(fileURLToPath(import.meta.url), { workerData: WORKER_DATA })
    made.on('message', (told: Told) =>
      settled(told.key, ({ resolve, reject }) => {
        if ('json' in told) resolve(told.json)
        else reject(told.isBadInput ? new BadInputError(told.fault) : new Error(told.fault))
      }),
    )
    // One that has run out of memory answers nothing any more; the next question has another.
    made.on('error', (error) => {
      if (thread === made) thread = undefined
      for (const key of [...awaited.keys()]) settled(key, ({ reject }) => reject(error as Error))
    })
    return made
  }
  return {
    end,
    answer(place, path, given, query) {
      const { id, path: file } = place
      const key = JSON.stringify([id, path, given, query])
      const known = awaited.get(key)
      if (known !== undefined) return known.promise
      const one = Promise.withResolvers<string>()
      awaited.set(key, one)
      clearTimeout(idle)
      thread ??= begun()
      thread.ref()
      thread.postMessage({ key, place: { id, path: file }, path, given, query } satisfies Asked)
      return one.promise
    },
  }
}

const WORKER_DATA = 'answers beside'

/** What the thread does: a question at a time. */
function answerAll(port: NonNullable<typeof parentPort>): void {
  const records = heldRecords()
  const answered = async ({ key, place, path, given, query }: Asked): Promise<Told> => {
    try {
      const question = questions.find((one) => one.path === path)
      return { key, json: JSON.stringify(await question?.answer(records.at(place), given, query)) }
    } catch (error) {
      const isBadInput = error instanceof BadInputError
      const { message, stack } = error as Error
      return { key, fault: isBadInput ? message : (stack ?? message), isBadInput }
    }
  }
  let last: Promise<unknown> = Promise.resolve()
  port.on('message', (asked: Asked) => {
    last = last.then(async () => port.postMessage(await answered(asked)))
  })
}

if (workerData === WORKER_DATA && parentPort !== null) answerAll(parentPort)
