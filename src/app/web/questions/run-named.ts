/** Which run a question is about, and which part of it. */
import { BadInputError } from '../../../base/errors.ts'
import type { RunSummary } from '../../../io/store/store.ts'
import type { RunId } from '../../../record/ids.ts'
import { namesIn, namesShown, type Names } from '../../../record/names.ts'
import { everySeatOf } from '../../../record/plan.ts'
import { runNamed } from '../../run-named.ts'
import type { Opened } from '../records.ts'

/**
 * The run of an id; the beginning of one is enough where no other begins so.
 * @throws BadInputError where the record has no such run.
 */
export function runOf({ store }: Opened, id = ''): RunSummary {
  return store.run(id as RunId) ?? runNamed(id, store.runs())
}

/** @throws BadInputError where it is none. */
export function wholeNumber(text = '', what: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new BadInputError(
    `"${text.slice(0, 40)}" is no ${what}: these are whole numbers, counted from 0.`,
  )
}

/** Everybody who may sit in the run, in the order of the seats. */
export function participantsOf({ plan }: RunSummary): string[] {
  return [...new Set(everySeatOf(plan).map(({ participant }) => participant))]
}

/** Names are told in facts when play begins. */
const TICKS_OF_NAMES = 5

export function namesOf(record: Opened, { runId, plan }: RunSummary): Names {
  return record.kept(`run-names ${runId}`, () => {
    let names = namesIn(plan)
    for (const { content } of record.store.ticks(runId, 0, TICKS_OF_NAMES))
      names = namesShown(names, content.entries)
    return names
  })
}

/** The arguments of every run, for a static site. */
export function* everyRun(record: Opened): Iterable<{ readonly run: string }> {
  for (const { runId } of record.store.runs()) yield { run: runId }
}

/** Of every run, the arguments of each of its pages. */
export function* everyPage(
  record: Opened,
  pagesOf: (run: RunSummary) => number,
): Iterable<{ readonly run: string; readonly page: string }> {
  for (const run of record.store.runs())
    for (let page = 0; page < pagesOf(run); page++) yield { run: run.runId, page: String(page) }
}
