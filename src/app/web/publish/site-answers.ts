/** All answers that a static site holds of a record, in the order in which people ask for them: what is of the whole record, then one run after another. */
import type { Arguments, Question } from '../questions/question.ts'
import type { Opened } from '../records.ts'

export interface WantedAnswer {
  /** As a page asks for it. */
  readonly path: string
  readonly question: Question
  readonly given: Arguments
}

/** Whatever is of a run stands together: who opens a run asks for all of it. */
const isOfRun = ({ path }: Question): boolean => path.split('/').includes(':run')

/** What is of the whole record reads all of its runs a score of times: it takes about so much of what the runs take, measured of 10⁴ to 10⁵ of them. */
export const OF_WHOLE = 0.5

/** How many steps `onStep` is told of: one for each run, and for the whole record as many as it takes time. */
export function stepsOf(record: Opened): number {
  return record.store.runs().length * (1 + OF_WHOLE)
}

/**
 * @param onStep told of some steps, or parts of one, after each answer of the whole record and after each run.
 * @throws TypeError where a question lists its answers in another order than that of the runs.
 */
export function* wantedAnswers(
  record: Opened,
  questions: readonly Question[],
  onStep: (steps: number) => void,
): Iterable<WantedAnswer> {
  const whole = questions
    .filter((one) => !isOfRun(one))
    .flatMap((question) =>
      Array.from(question.instances(record), (given) => wanted(record, question, given)),
    )
  const steps = (record.store.runs().length * OF_WHOLE) / whole.length
  for (const one of whole) {
    yield one
    onStep(steps)
  }
  yield* answersOfRuns(record, questions, () => onStep(1))
}

/** Those of the runs alone. */
export function* answersOfRuns(
  record: Opened,
  questions: readonly Question[],
  onRun: () => void,
): Iterable<WantedAnswer> {
  const lists = questions.filter(isOfRun).map((question) => listOf(record, question))
  for (const { runId } of record.store.runs()) {
    for (const list of lists) yield* list.of(runId)
    onRun()
  }
  for (const list of lists) list.assertEnded()
}

/** The answers to a question, taken a run at a time. */
function listOf(record: Opened, question: Question) {
  const all = question.instances(record)[Symbol.iterator]()
  let next = all.next()
  return {
    *of(run: string): Iterable<WantedAnswer> {
      for (; next.done !== true && next.value['run'] === run; next = all.next())
        yield wanted(record, question, next.value)
    },
    assertEnded() {
      if (next.done !== true)
        throw new TypeError(
          `${question.path}: answers of ${next.value['run']} are not listed where the record has that run.`,
        )
    },
  }
}

function wanted({ id }: Opened, question: Question, given: Arguments): WantedAnswer {
  const named = question.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = given[name]
    if (value === undefined) throw new TypeError(`${question.path}: no ${name} was given`)
    return encodeURIComponent(value)
  })
  return { path: `records/${id}/${named}`, question, given }
}
