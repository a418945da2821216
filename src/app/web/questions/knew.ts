/** What a page asks of who knew what: the frame of a run, what happened in its ticks, and one ask of one participant. */
import { BadInputError, UnknownNameError } from '../../../base/errors.ts'
import type { RunSummary, StoredTick } from '../../../io/store/store.ts'
import { messagesOf } from '../../../play/agent/compose-prompt.ts'
import type { ObservationShown } from '../../../record/decision-entries.ts'
import type { TickEntry } from '../../../record/entry.ts'
import { invalidInWords } from '../../../study/viewing/knew/policy-words.ts'
import { asksOf, type Latencies } from '../../../study/viewing/knew/attempts.ts'
import {
  blockOf,
  holderOf,
  holderOfBlock,
  LOOKED_AHEAD,
  TICKS_A_BLOCK,
  type HappenedBlock,
  type Holder,
} from '../../../study/viewing/knew/known-boundary.ts'
import type {
  AskKnown,
  KnewAnswer,
  KnewFrame,
  ShownMessage,
} from '../../../study/viewing/knew/known-shapes.ts'
import { seatTold } from '../../../study/viewing/seat-told.ts'
import { happenedIn } from '../../../study/viewing/knew/known-truth.ts'
import { shownIn } from '../../known-to.ts'
import type { Opened } from '../records.ts'
import type { Question } from './question.ts'
import { rangesOf } from './knew-asked.ts'
import { everyRun, runOf, wholeNumber } from './run-named.ts'
import { namesOf } from './run-named.ts'

export const knewFrame: Question = {
  path: 'run/:run/knew',
  answer: (record, { run }): KnewFrame => frameOf(record, runOf(record, run)),
  instances: everyRun,
}

export const happened: Question = {
  path: 'run/:run/happened/:block',
  answer: (record, { run, block }): HappenedBlock =>
    blockAt(record, runOf(record, run), wholeNumber(block, 'block')),
  *instances(record) {
    for (const run of record.store.runs()) {
      const line = lineOf(record, run)
      for (let block = 0; block * TICKS_A_BLOCK < run.ticks; block++)
        if (holderOfBlock(line, block) === run.runId) yield { run: run.runId, block: String(block) }
    }
  },
}

/**
 * A static site holds one for each tick and participant, those that a fork shares once: about 400 bytes, and for each ask of a model the words of its prompt, 150 bytes a part, and 800
 * bytes a call with its reply. In 200 rounds of a game whose whole history is told that is 15 kB a decision.
 */
export const knew: Question = {
  path: 'run/:run/knew/:tick/:participant',
  answer: (record, { run, tick, participant }): KnewAnswer =>
    knewAt(record, runOf(record, run), wholeNumber(tick, 'tick'), participant ?? ''),
  *instances(record) {
    for (const run of record.store.runs()) {
      const line = lineOf(record, run)
      for (let tick = 0; tick < run.ticks; tick++)
        if (holderOf(line, tick) === run.runId)
          for (const { participant } of run.plan.seats)
            yield { run: run.runId, tick: String(tick), participant }
    }
  },
}

/** The runs whose ticks a run consists of, the oldest first; parents that are not in the record are none of them. */
function lineOf({ store }: Opened, run: RunSummary): Holder[] {
  const line: Holder[] = []
  let at: RunSummary | undefined = run
  let end = Infinity
  while (at !== undefined && line.every(({ runId }) => runId !== at?.runId)) {
    const { fork }: RunSummary['plan'] = at.plan
    const parent: RunSummary | undefined = fork === undefined ? undefined : store.run(fork.parent)
    const from = parent === undefined ? 0 : (fork?.tick ?? 0)
    // A fork of a fork may leave its parent before that left its own.
    if (from < end) line.unshift({ runId: at.runId, from })
    end = Math.min(end, from)
    at = parent
  }
  return line
}

function frameOf(record: Opened, run: RunSummary): KnewFrame {
  const { runId, plan, status, ticks } = run
  const { scenario, treatment, replicate, seats, history } = plan
  const names = namesOf(record, run)
  return {
    runId,
    scenario: scenario.name,
    treatment,
    replicate,
    status,
    ticks,
    line: lineOf(record, run),
    history: history === undefined ? null : JSON.stringify(history),
    invalid: invalidInWords(plan.invalid),
    seats: seats.map((seat) => seatTold(seat, names)),
    asked: record.kept(`asked ${runId}`, () => rangesOf(record.tables, runId, seats)),
  }
}

function blockAt({ store }: Opened, { runId, plan }: RunSummary, block: number): HappenedBlock {
  const from = block * TICKS_A_BLOCK
  const read = [...store.ticks(runId, from, from + TICKS_A_BLOCK + LOOKED_AHEAD)]
  const participants = plan.seats.map(({ participant }) => participant)
  const ticks = happenedIn(read, participants)
  return { runId, block, ticks: ticks.filter(({ tick }) => blockOf(tick) === block) }
}

/** @throws BadInputError where the run has no such tick or participant. */
function knewAt(record: Opened, run: RunSummary, number: number, participant: string): KnewAnswer {
  const { store, tables } = record
  const { runId, plan } = run
  const seat = plan.seats.find((one) => one.participant === participant)
  if (seat === undefined) {
    const known = plan.seats.map((one) => one.participant)
    throw new UnknownNameError('participant', participant, known, `They sit in ${runId}.`)
  }
  const [tick] = store.ticks(runId, number, number + 1)
  if (tick === undefined)
    throw new BadInputError(`${runId} has no tick ${number}: it has ${run.ticks}, numbered from 0.`)
  const { entries } = tick.content
  const shown = shownIn(store, run, tick, seat.participant)
  const told = asksOf(entries, participant, plan.invalid, latenciesOf(tables, runId, tick))
  const asks = told.map((ask): AskKnown => {
    const seen = shown.find((one) => one.ask === ask.ask)
    const observed = observedIn(entries, participant, ask.ask)
    return {
      ...ask,
      shown: seen ?? null,
      messages: observed === undefined ? [] : shownMessages(observed),
    }
  })
  return {
    runId,
    tick: tick.tick,
    round: tick.round,
    phase: tick.content.phase,
    participant,
    role: seat.role,
    consents: entries.flatMap((entry) =>
      entry.kind === 'consent-answered' && entry.of === participant
        ? [{ text: entry.text, given: entry.given }]
        : [],
    ),
    asks,
  }
}

/** Each part stands for itself by its place: what is joined is then seen. */
function shownMessages({ parts }: ObservationShown): ShownMessage[] {
  const places = parts.map((part, place) => ({
    ...part,
    text: part.text === '' ? '' : String(place),
  }))
  return messagesOf({ parts: places }).map(({ role, text }) => ({
    role,
    parts: text.split('\n\n').map(Number),
  }))
}

function observedIn(
  entries: readonly TickEntry[],
  participant: string,
  ask: string,
): ObservationShown | undefined {
  return entries.find(
    (entry): entry is ObservationShown =>
      entry.kind === 'observation-shown' && entry.to === participant && entry.ask === ask,
  )
}

/** Latencies stand beside the record, by the place of their entry in it. */
function latenciesOf(
  tables: Opened['tables'],
  runId: string,
  { tick, content }: StoredTick,
): Latencies {
  const places = content.entries.flatMap(({ kind }, place) =>
    kind === 'model-called' || kind === 'human-answered' ? [{ kind, place }] : [],
  )
  const found = new Map<number, number>()
  for (const [kind, table] of [
    ['model-called', 'calls'],
    ['human-answered', 'human_answers'],
  ] as const) {
    const own = places.filter((one) => one.kind === kind)
    if (own.length === 0) continue
    let at = 0
    for (const row of tables.rows(table, { runId, columns: ['latency_ms'], where: { tick } })) {
      const place = own[at++]?.place
      const { latency_ms: ms } = row
      if (place !== undefined && typeof ms === 'number') found.set(place, ms)
    }
  }
  return found
}
