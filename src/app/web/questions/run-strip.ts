/** The game of a run: an outline that is gathered in one pass and kept, and pages of its strip. */
import { setImmediate } from 'node:timers/promises'
import type { RunSummary } from '../../../io/store/store.ts'
import { stripColumns, type StripPage } from '../../../study/viewing/run/game-strip.ts'
import {
  outlineOf,
  type OutlineSoFar,
  type RunOutline,
} from '../../../study/viewing/run/run-outline.ts'
import type { Opened } from '../records.ts'
import type { Arguments, Question } from './question.ts'
import { everyRun, participantsOf, runOf, wholeNumber } from './run-named.ts'

/** A record only grows: what is known of a run stays true, and what is added to it is taken in. */
const known = new WeakMap<Opened, Map<string, OutlineSoFar>>()
/** More runs than these are forgotten, those that were read first. */
const MOST_KNOWN = 16
/** Ticks that are taken in before others are served. */
const SLICE = 1_000

/** Takes in what the run has, for `mostMs` at most; other questions are answered in between. */
async function outlined(record: Opened, run: RunSummary, mostMs = Infinity): Promise<OutlineSoFar> {
  const soFar = knownOf(record, run)
  const until = performance.now() + mostMs
  while (soFar.ticks < run.ticks && performance.now() < until) {
    const { ticks } = soFar
    for (const tick of record.store.ticks(run.runId, ticks, ticks + SLICE)) soFar.add(tick)
    // A tick that the summary counts and nobody can read would have us ask for ever.
    if (soFar.ticks === ticks) break
    await setImmediate()
  }
  return soFar
}

function knownOf(record: Opened, run: RunSummary): OutlineSoFar {
  let runs = known.get(record)
  if (runs === undefined) known.set(record, (runs = new Map()))
  const found = runs.get(run.runId)
  if (found !== undefined) return found
  const made = outlineOf(participantsOf(run))
  runs.set(run.runId, made)
  const [oldest] = runs.keys()
  if (runs.size > MOST_KNOWN && oldest !== undefined) runs.delete(oldest)
  return made
}

/** `within`: milliseconds after which it tells what it has so far. `pages`: so many pages of its strip are known to whoever asks. */
export const runOutlined: Question = {
  path: 'run/:run/outline',
  answer: async (record, given, query): Promise<RunOutline> => {
    const run = runOf(record, given['run'])
    const soFar = await outlined(record, run, timeIn(query))
    const outline = soFar.outline(soFar.ticks >= run.ticks)
    const known = wholeNumber(query['pages'] ?? '0', 'page')
    return { ...outline, stripPages: outline.stripPages.slice(known) }
  },
  instances: everyRun,
}

function timeIn({ within }: Arguments): number {
  return within === undefined ? Infinity : wholeNumber(within, 'time')
}

/** `from`: columns that begin before this tick are known to whoever asks. */
export const runStrip: Question = {
  path: 'run/:run/strip/:page',
  answer: async (record, given, query): Promise<StripPage> => {
    const run = runOf(record, given['run'])
    const page = wholeNumber(given['page'], 'page')
    const participants = participantsOf(run)
    const { stripPages } = (await outlined(record, run)).outline(true)
    const begin = stripPages[page]
    if (begin === undefined) return { page, participants, columns: [] }
    const end = stripPages[page + 1]?.tick ?? run.ticks
    const ticks = record.store.ticks(run.runId, begin.tick, end)
    const from = wholeNumber(query['from'] ?? '0', 'tick')
    const columns = stripColumns(ticks, participants, begin.earnings)
    return { page, participants, columns: columns.filter(({ tick }) => tick >= from) }
  },
  *instances(record) {
    for (const run of record.store.runs()) {
      const soFar = outlineOf(participantsOf(run))
      for (const tick of record.store.ticks(run.runId)) soFar.add(tick)
      const { stripPages } = soFar.outline(true)
      for (const page of stripPages.keys()) yield { run: run.runId, page: String(page) }
    }
  },
}
