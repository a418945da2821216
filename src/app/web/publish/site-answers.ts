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

/** How many steps `onStep` is told of. */
export function stepsOf(record: Opened, questions: readonly Question[]): number {
  return questions.filter((one) => !isOfRun(one)).length + record.store.runs().length
}

/**
 * @param onStep after each question of the whole record, and after each run.
 * @throws TypeError where a question lists its answers in another order than that of the runs.
 */
export function* wantedAnswers(
  record: Opened,
  questions: readonly Question[],
  onStep: () => void,
): Iterable<WantedAnswer> {
  for (const question of questions) {
    if (isOfRun(question)) continue
    for (const given of question.instances(record)) yield wanted(record, question, given)
    onStep()
  }
  const lists = questions.filter(isOfRun).map((question) => listOf(record, question))
  for (const { runId } of record.store.runs()) {
    for (const list of lists) yield* list.of(runId)
    onStep()
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
