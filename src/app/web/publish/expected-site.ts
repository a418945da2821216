/** What a static site will come to, from some of its runs. */
import { setImmediate } from 'node:timers/promises'
import type { Question } from '../questions/question.ts'
import type { Opened } from '../records.ts'
import { answerPacks } from './answer-packs.ts'
import { onlyRuns } from './only-runs.ts'
import { packedScript } from './packed-script.ts'
import { answersOfRuns, OF_WHOLE } from './site-answers.ts'

export interface ExpectedSite {
  readonly runs: number
  readonly bytes: number
  readonly seconds: number
}

/** One run in so many is tried, so that trying takes a small part of the time of writing. */
const OF_SO_MANY = 20
const MOST_TRIED = 400
const MOST_MS = 2_000
/** The list of runs and the values of each measure name each run: compressed, about so much. */
const LISTED_BYTES = 700

/** Null where there are too few runs for trying some of them to be worth while, or where somebody interrupts. Nothing is written. */
export async function expectedSite(
  records: readonly Opened[],
  questions: readonly Question[],
  stop: AbortSignal,
): Promise<ExpectedSite | null> {
  const counted = records.map((record) => ({ record, runs: record.store.runs() }))
  const runs = counted.reduce((sum, one) => sum + one.runs.length, 0)
  const wanted = Math.min(MOST_TRIED, Math.floor(runs / OF_SO_MANY))
  let [tried, bytes] = [0, 0]
  const times: number[] = []
  const packs = answerPacks((name, json) => (bytes += packedScript(name, json).length))
  for (const { record, runs: own } of counted) {
    const share = Math.floor((wanted * own.length) / runs)
    const some = Array.from({ length: share }, (_, i) => own[Math.floor((i * own.length) / share)])
    const sample = onlyRuns(record, new Set(some.flatMap((run) => run?.runId ?? [])))
    let from = performance.now()
    const until = from + MOST_MS / records.length
    const onRun = (): void => {
      tried++
      times.push(performance.now() - from)
      from = performance.now()
    }
    for (const { path, question, given } of answersOfRuns(sample, questions, onRun)) {
      packs.add(path, await question.answer(sample, given, {}))
      if (performance.now() > until) break
    }
    await setImmediate()
    if (stop.aborted) return null
  }
  if (tried === 0) return null
  packs.finish()
  // Of the later runs, when the code is compiled, one of the quicker ones: all will be quicker still once it is optimised.
  const late = times.slice(Math.floor(tried / 2)).sort((a, b) => a - b)
  const msOfRun = late[Math.floor(late.length / 4)] ?? 0
  return {
    runs,
    bytes: (bytes / tried + LISTED_BYTES) * runs,
    seconds: (msOfRun * runs * (1 + OF_WHOLE)) / 1_000,
  }
}
