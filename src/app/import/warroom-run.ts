/**
 * A transcript of the eight-slot discussion study as a run. There is a tick for each message, in the order of arrival: a tick for each round would put messages in
 * an order of slots that nobody saw, and when a call was launched, and so what it had read, is not in the source.
 */
import type { TickEntry } from '../../record/entry.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Json } from '../../base/canonical-json.ts'
import type { Seat } from '../../record/seat.ts'
import {
  FINISHED,
  IMPORTED,
  participantAt,
  type ForeignRun,
  type ForeignTick,
} from './foreign-run.ts'
import type { Slot, WarroomFile, WarroomLine } from './warroom-file.ts'

type SlotLine = Extract<WarroomLine, { by: 'slot' }>

/** A failure of these words is for good: the rule of the platform, by which it asks the slot no more (core protocol of the study). */
const FOR_GOOD = /decommissioned|not found|not supported|does not exist|no longer available/i

/** The most UTF-16 code units that a text answer of an imported run can have: nothing was asked with a bound. */
const MOST_WORDS = 1_000_000

export function warroomRun(file: WarroomFile): ForeignRun {
  const { condition, environment, brief, slots, lines, batch } = file
  const { agentRanking: _, ...source } = environment
  const rounds = environment.mode === 'single' ? 1 : environment.maxRounds + 1
  const { label: _label, ...levels } = condition
  return {
    name: environment.id,
    plan: {
      treatment: condition.series,
      levels: levels as Record<string, Json>,
      replicate: batch?.index ?? 1,
      seats: slots.map(seatOf),
      parameters: {
        brief,
        names: slots.map(({ nickname }) => nickname),
        rounds,
        visibility: condition.isolatedMode === true ? 'isolated' : 'all',
        // Rounds are counted from 0 there and from 1 here.
        sourceRounds: Array.from({ length: rounds }, (_round, i) => String(i)),
        sourceTimes: lines.flatMap((line) => (line.by === 'system' ? [] : [line.time])),
        source: { ...source, batch: batch ?? null } as unknown as Json,
      },
    },
    ticks: ticksOf(file),
    end: { ...FINISHED, why: stopOf(lines) },
  }
}

function seatOf({ key, name, nickname, model, position, personality }: Slot, place: number): Seat {
  const said = typeof personality === 'string' ? { personality } : {}
  return {
    participant: participantAt(place),
    role: 'speaker',
    agent: name,
    policy: IMPORTED,
    settings: { model: `${IMPORTED}/${model}`, name: nickname, key, position, ...said },
    persona: null,
  }
}

function ticksOf({ condition, slots, lines }: WarroomFile): ForeignTick[] {
  const everybody = slots.map((_slot, place) => participantAt(place))
  const seated = new Map(slots.map((slot, place) => [slot, participantAt(place)]))
  const last = lastLines(lines)
  const crashed = new Map<Slot, 'permanent' | 'transient'>()
  let round = 1
  return lines.flatMap((line): ForeignTick[] => {
    if (line.by === 'system') return []
    if (line.by === 'user') {
      const entry = messageOf(null, everybody, line.text)
      return [{ round, phase: 'brief', entries: [entry] }]
    }
    round = line.round + 1
    const { slot } = line
    const of = seated.get(slot) as ParticipantId
    // In isolated mode nobody hears the others.
    const audience = condition.isolatedMode === true ? [of] : everybody
    const entries: TickEntry[] = []
    if (crashed.get(slot) === 'transient') {
      entries.push({ kind: 'participant-returned', of, why: 'the platform asked it again' })
      crashed.delete(slot)
    }
    if (line.isError) {
      const isForGood = FOR_GOOD.test(line.text)
      if (!crashed.has(slot)) {
        entries.push({
          kind: 'participant-crashed',
          of,
          lasting: isForGood ? 'permanent' : { rounds: 1 },
          notice: line.text,
          told: 'at-once',
        })
        crashed.set(slot, isForGood ? 'permanent' : 'transient')
      }
    }
    entries.push(...turnOf(line, of, audience))
    const isGone =
      crashed.get(slot) === 'permanent' &&
      condition.removeErrored === true &&
      last.bySlot.get(slot) === line &&
      line.round < last.round
    if (isGone)
      entries.push({ kind: 'participant-removed', of, why: 'the platform asked it no more' })
    return [{ round, phase: 'talking', entries }]
  })
}

/** A slot was asked: it spoke, said nothing, or failed. */
function turnOf(
  { text, isError }: SlotLine,
  of: ParticipantId,
  audience: readonly ParticipantId[],
): TickEntry[] {
  const ask = 'speak'
  const form = { kind: 'text' as const, maxLength: MOST_WORDS, passable: true }
  const asked: TickEntry = { kind: 'decision-asked', of, ask, form }
  const decided = { of, ask, displayed: null, attempts: 1 }
  if (isError) {
    const lost = { value: null, status: 'forfeited', why: 'crashed' } as const
    return [
      asked,
      { kind: 'decision-defaulted', ...decided, ...lost },
      { ...messageOf(of, audience, text), notice: true },
    ]
  }
  if (text === '')
    return [asked, { kind: 'decision-taken', ...decided, value: null, status: 'passed' }]
  return [
    asked,
    { kind: 'decision-taken', ...decided, value: text, status: 'valid' },
    messageOf(of, audience, text),
  ]
}

function messageOf(
  from: ParticipantId | null,
  audience: readonly ParticipantId[],
  text: string,
): Extract<TickEntry, { kind: 'message-sent' }> {
  const said = { channel: 'public', audience: [...audience], text, onRecord: true }
  return { kind: 'message-sent', from, ...said }
}

/** The last line of each slot, and the last round of all. */
function lastLines(lines: readonly WarroomLine[]): {
  readonly bySlot: ReadonlyMap<Slot, SlotLine>
  readonly round: number
} {
  const spoken = lines.filter((line) => line.by === 'slot')
  return {
    bySlot: new Map(spoken.map((line) => [line.slot, line])),
    round: spoken.reduce((most, line) => Math.max(most, line.round), 0),
  }
}

/** What the interface said after the last message: why the platform stopped. Null where it only counted rounds. */
function stopOf(lines: readonly WarroomLine[]): string | null {
  const line = lines.at(-1)
  return line?.by === 'system' && !/^\W*round \d+\W*$/i.test(line.text) ? line.text : null
}
