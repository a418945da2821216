/** The transcript of a run, a page of ticks at a time: as people read it, entry by entry, and where something stands in it. */
import { canonicalJson } from '../../../base/canonical-json.ts'
import { BadInputError } from '../../../base/errors.ts'
import type { RunSummary, StoredTick } from '../../../io/store/store.ts'
import { pageTicksOf } from '../../../study/viewing/run/run-pages.ts'
import { rawTick, type RawPage } from '../../../study/viewing/run/transcript-entries.ts'
import {
  entryWanted,
  lineWanted,
  type FoundTicks,
  type TranscriptFilter,
} from '../../../study/viewing/run/transcript-filter.ts'
import { LINE_GROUPS, type LineGroup } from '../../../study/viewing/run/line-groups.ts'
import { transcriptTick } from '../../../study/viewing/run/transcript-lines.ts'
import type { TranscriptPage } from '../../../study/viewing/run/transcript.ts'
import type { Opened } from '../records.ts'
import type { Arguments, Question } from './question.ts'
import { everyPage, namesOf, runOf, wholeNumber } from './run-named.ts'
import { inWordsWith } from '../../../study/viewing/run/entry-words.ts'

const pagesOf = ({ ticks, plan }: RunSummary): number =>
  Math.ceil(ticks / pageTicksOf(plan.seats.length))

/** The ticks of the page that is asked for; those before `from` are known to whoever asks: a page that grows is not told twice. */
function ticksOf(
  record: Opened,
  { runId, plan }: RunSummary,
  page: number,
  { from }: Arguments,
): Iterable<StoredTick> {
  const size = pageTicksOf(plan.seats.length)
  const first = from === undefined ? 0 : wholeNumber(from, 'tick')
  return record.store.ticks(runId, Math.max(first, page * size), (page + 1) * size)
}

function readerOf(record: Opened, run: RunSummary) {
  const seated = run.plan.seats.map(({ participant }) => participant)
  const inWords = inWordsWith(namesOf(record, run))
  return (tick: StoredTick) => transcriptTick(tick, seated, inWords)
}

export const runTicks: Question = {
  path: 'run/:run/ticks/:page',
  answer: (record, given, query): TranscriptPage => {
    const run = runOf(record, given['run'])
    const page = wholeNumber(given['page'], 'page')
    return { page, ticks: Array.from(ticksOf(record, run, page, query), readerOf(record, run)) }
  },
  instances: (record) => everyPage(record, pagesOf),
}

export const runEntries: Question = {
  path: 'run/:run/entries/:page',
  answer: (record, given, query): RawPage => {
    const run = runOf(record, given['run'])
    const page = wholeNumber(given['page'], 'page')
    return { page, ticks: Array.from(ticksOf(record, run, page, query), rawTick) }
  },
  instances: (record) => everyPage(record, pagesOf),
}

/** One entry, whole. */
export const runEntry: Question = {
  path: 'run/:run/tick/:tick/entry/:seq',
  answer: (record, given) => {
    const { runId } = runOf(record, given['run'])
    const tick = wholeNumber(given['tick'], 'tick')
    const wanted = wholeNumber(given['seq'], 'entry')
    for (const { seq, content } of record.store.ticks(runId, tick, tick + 1)) {
      const entry = content.entries[wanted - seq]
      if (entry !== undefined) return { seq: wanted, body: canonicalJson(entry) }
    }
    throw new BadInputError(`tick ${tick} of ${runId} has no entry ${wanted}.`)
  },
  // An entry that is cut on its page stays so: whole prompts belong to the pages of what was known.
  instances: () => [],
}

/** So many ticks are looked through for one answer, and so many are told. */
const MOST_LOOKED_AT = 10_000
const MOST_FOUND = 500

/** Ticks with lines that are wanted, from the tick `from` on. */
export const runFound: Question = {
  path: 'run/:run/found',
  answer: (record, given, query): FoundTicks => {
    const run = runOf(record, given['run'])
    const from = wholeNumber(query['from'] ?? '0', 'tick')
    const isWanted = wantedTick(record, run, query)
    const ticks: number[] = []
    for (const tick of record.store.ticks(run.runId, from, from + MOST_LOOKED_AT)) {
      if (!isWanted(tick)) continue
      ticks.push(tick.tick)
      if (ticks.length === MOST_FOUND) return { ticks, next: tick.tick + 1 }
    }
    const next = from + MOST_LOOKED_AT
    return { ticks, next: next < run.ticks ? next : null }
  },
  // A static site looks through its own pages.
  instances: () => [],
}

function wantedTick(
  record: Opened,
  run: RunSummary,
  query: Arguments,
): (tick: StoredTick) => boolean {
  const filter = filterIn(query)
  if (query['as'] === 'entries') {
    const isWanted = entryWanted(filter)
    return (tick) => rawTick(tick).raw.some(isWanted)
  }
  const isWanted = lineWanted(filter)
  const read = readerOf(record, run)
  return (tick) => read(tick).lines.some(isWanted)
}

function filterIn({ who = '', group = '', words = '' }: Arguments): TranscriptFilter {
  return { who, words, group: Object.hasOwn(LINE_GROUPS, group) ? (group as LineGroup) : '' }
}
