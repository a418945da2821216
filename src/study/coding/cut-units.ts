/** Cuts the record into units, in its own order and run by run. */
import type { Store } from '../../io/store/store.ts'
import { UNIT_KINDS, type UnitKind } from '../../record/coding-entries.ts'
import type { ParticipantId, RunId } from '../../record/ids.ts'
import {
  decisionLine,
  isOwnMessage,
  messageLine,
  ownDecisions,
  unitDecision,
  type OwnMessage,
} from './own-words.ts'
import { runWorldOf, type PlacedDecision, type RunWorld } from './run-world.ts'
import { unitText } from './unit-text.ts'
import { unitIdOf, type Unit } from './unit.ts'

/**
 * The units of some kinds, by run id, then by place, then in the order of `UNIT_KINDS`. Only runs that have ended are cut, however they ended: what was said in an
 * aborted run was said, but a run that goes on could still grow its last unit.
 *
 * Coded is what participants said and decided themselves. Notices, planted words, words off the record and words of nobody who is seated (a brief, news) are no
 * units and are in none, and neither are decisions that were defaulted, forfeited or planted.
 * - message: each message.
 * - turn: messages of one participant on one channel within a round, with nothing said on that channel between them.
 * - exchange: a channel's messages of a round, with the decisions of those who are on that channel and no other; the decisions of all others are the round's
 *   exchange without a channel.
 * - decision: each decision, but for those that are nothing but the words of a message.
 * - run: all of it; also where nothing was said or decided.
 *
 * What a fork shares with its parent is the parent's: a fork has the units that end in ticks of its own. A unit that began before the fork is whole in both.
 * @throws Error where `runs` names a run that the store has not.
 */
export function* cutUnits(
  store: Pick<Store, 'runs' | 'ticks'>,
  kinds: readonly UnitKind[],
  runs?: readonly RunId[],
): Iterable<Unit> {
  const summaries = new Map(store.runs().map((one) => [one.runId, one]))
  const wanted = [...new Set(runs ?? summaries.keys())].sort()
  for (const run of wanted) {
    const summary = summaries.get(run)
    if (summary === undefined) throw new Error(`there is no run ${run} in the record`)
    if (summary.status === 'started') continue
    yield* unitsOf(runWorldOf(summary, store.ticks(run)), kinds)
  }
}

/** The units of one run. */
export function unitsOf(world: RunWorld, kinds: readonly UnitKind[]): Unit[] {
  const first = world.plan.fork?.tick ?? 0
  return UNIT_KINDS.filter((kind) => kinds.includes(kind))
    .flatMap((kind) => CUTS[kind](world).map((piece) => unitOf(kind, piece, world)))
    .filter(({ kind, lastTick }) => kind === 'run' || lastTick >= first)
    .map(({ unit }) => unit)
    .sort((a, b) => a.seq - b.seq || UNIT_KINDS.indexOf(a.kind) - UNIT_KINDS.indexOf(b.kind))
}

/** What a unit is made of, in order. */
type Part = OwnMessage | PlacedDecision

interface Piece {
  readonly parts: readonly Part[]
  readonly channel: string | null
  readonly participant: ParticipantId | null
}

const CUTS: Readonly<Record<UnitKind, (world: RunWorld) => Piece[]>> = {
  message: (world) => world.messages.filter(isOwnMessage).map(saidAlone),
  turn: turnsIn,
  exchange: exchangesIn,
  decision: (world) =>
    ownDecisions(world).map((part) => ({
      parts: [part],
      channel: null,
      participant: part.entry.of,
    })),
  run: (world) => [{ parts: partsOf(world), channel: null, participant: null }],
}

function saidAlone(message: OwnMessage): Piece {
  const { from, channel } = message.entry
  return { parts: [message], channel, participant: from }
}

function partsOf(world: RunWorld): Part[] {
  return [...world.messages.filter(isOwnMessage), ...ownDecisions(world)].sort(bySeq)
}

function bySeq(a: Part, b: Part): number {
  return a.seq - b.seq
}

function turnsIn({ messages }: RunWorld): Piece[] {
  const turns: OwnMessage[][] = []
  /** channel → the turn that is open on it. */
  const open = new Map<string, OwnMessage[]>()
  for (const message of messages) {
    const { channel, from } = message.entry
    const turn = open.get(channel)
    const [begun] = turn ?? []
    if (!isOwnMessage(message)) {
      open.delete(channel)
    } else if (turn !== undefined && begun?.entry.from === from && begun.round === message.round) {
      turn.push(message)
    } else {
      const started = [message]
      turns.push(started)
      open.set(channel, started)
    }
  }
  return turns.map((parts) => ({ ...saidAlone(parts[0] as OwnMessage), parts }))
}

function exchangesIn(world: RunWorld): Piece[] {
  const rounds = new Map<number | null, Part[]>()
  for (const part of partsOf(world)) {
    const round = rounds.get(part.round)
    if (round === undefined) rounds.set(part.round, [part])
    else round.push(part)
  }
  return [...rounds.values()].flatMap(exchangesOfRound)
}

function exchangesOfRound(parts: readonly Part[]): Piece[] {
  const audiences = new Map<string, Set<ParticipantId>>()
  for (const { entry } of parts) {
    if (entry.kind !== 'message-sent') continue
    const audience = audiences.get(entry.channel) ?? new Set()
    audiences.set(entry.channel, audience)
    for (const one of entry.audience) audience.add(one)
  }
  const exchanges = new Map<string | null, Part[]>()
  for (const part of parts) {
    const channel = channelOf(part, audiences)
    const exchange = exchanges.get(channel)
    if (exchange === undefined) exchanges.set(channel, [part])
    else exchange.push(part)
  }
  return [...exchanges].map(([channel, own]) => ({ parts: own, channel, participant: null }))
}

function channelOf(
  { entry }: Part,
  audiences: ReadonlyMap<string, ReadonlySet<ParticipantId>>,
): string | null {
  if (entry.kind === 'message-sent') return entry.channel
  const own = [...audiences].filter(([, audience]) => audience.has(entry.of))
  return own.length === 1 ? (own[0]?.[0] ?? null) : null
}

function unitOf(
  kind: UnitKind,
  { parts, channel, participant }: Piece,
  world: RunWorld,
): { readonly kind: UnitKind; readonly lastTick: number; readonly unit: Unit } {
  const [first] = parts
  const last = parts.at(-1)
  const lines = parts.map((part) =>
    part.entry.kind === 'message-sent'
      ? messageLine(part as OwnMessage)
      : decisionLine(part as PlacedDecision),
  )
  const isRun = kind === 'run'
  const seq = isRun ? 0 : (first?.seq ?? 0)
  const decided = kind === 'decision' ? (first as PlacedDecision).entry : null
  const unit: Unit = {
    id: unitIdOf(kind, world.run, seq),
    kind,
    run: world.run,
    tick: isRun ? null : (first?.tick ?? null),
    seq,
    lastSeq: isRun ? world.lastSeq : (last?.seq ?? 0),
    round: isRun ? null : (first?.round ?? null),
    participant,
    channel,
    lines,
    text: unitText(lines, world.names),
    decision: decided === null ? null : unitDecision(decided, world),
  }
  return { kind, lastTick: last?.tick ?? 0, unit }
}
