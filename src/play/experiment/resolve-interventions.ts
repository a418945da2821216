/** Declared interventions become those of a plan: one for each round, participants by id, agents as seats, audiences listed. */
import type { Json } from '../../base/canonical-json.ts'
import { assertNever } from '../../base/assert-never.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Deed, Intervention, When } from '../../record/intervention.ts'
import type { Seat } from '../../record/seat.ts'
import type { AgentRef } from './agent-ref.ts'
import { deedsIn, type InterventionFields } from './declared-intervention.ts'
import type { Experiment } from './define-experiment.ts'
import { note, phaseProblem, roundProblem, tickProblem, type PlaySpan } from './play-span.ts'
import type { FieldProblem } from './problems.ts'
import type { NamedSeats, SeatNames } from './seat-names.ts'

/** What the names in an intervention stand for. */
export interface Cell {
  readonly seats: NamedSeats
  readonly span: PlaySpan
  /** Describes an agent that takes a seat; undefined where there is a problem. */
  readonly seat: (ref: AgentRef, place: Seat, path: FieldProblem['path']) => Seat | undefined
  readonly problems: FieldProblem[]
}

/** The interventions that are not switched off, in the order in which they are declared. Problems are added to the cell's. */
export function resolveInterventions(
  declared: NonNullable<Experiment['interventions']>,
  cell: Cell,
): Intervention[] {
  return Object.entries(declared).flatMap(([name, fields]) => {
    if (fields === 'off') return []
    const path = ['interventions', name]
    const times = timesOf(fields.at, [...path, 'at'], cell)
    const deeds = deedsOf(fields, path, cell)
    return times.flatMap((at) => deeds.map((deed) => ({ at, deed })))
  })
}

function timesOf(
  { tick, round, rounds, phase }: InterventionFields['at'],
  path: FieldProblem['path'],
  { span, problems }: Cell,
): When[] {
  const within = phase === undefined ? {} : { phase }
  if (phase !== undefined) note(problems, [...path, 'phase'], phaseProblem(phase, span))
  if (tick !== undefined) {
    note(problems, [...path, 'tick'], tickProblem(tick, span))
    return [{ tick }]
  }
  if (round !== undefined) {
    note(problems, [...path, 'round'], roundProblem(round, span))
    return [{ round, ...within }]
  }
  if (rounds === undefined) return phase === undefined ? [] : [{ phase }]
  rounds.forEach((one, i) => note(problems, [...path, 'rounds', i], roundProblem(one, span)))
  return [...new Set(rounds)].map((one) => ({ round: one, ...within }))
}

function deedsOf(fields: InterventionFields, path: FieldProblem['path'], cell: Cell): Deed[] {
  const { seats, problems } = cell
  const [deed] = deedsIn(fields)
  const several = (key: 'crash' | 'remove' | 'to', names: SeatNames = 'all') =>
    seats.several(names, [...path, key])
  switch (deed) {
    case undefined:
      return []
    case 'crash':
      return crashesOf(
        fields,
        several('crash', fields.crash),
        several('to', fields.to),
        path,
        problems,
      )
    case 'remove':
      return (several('remove', fields.remove) ?? []).map((who) => ({ do: 'remove', who }))
    case 'pay': {
      const points = fields.pay ?? 0
      return (several('to', fields.to) ?? []).map((who) => ({ do: 'pay', who, points }))
    }
    case 'set':
      return [{ do: 'set', parameters: (fields.set ?? {}) as Record<string, Json> }]
    case 'news': {
      const audience = several('to', fields.to)
      return audience === undefined ? [] : [{ do: 'news', audience, text: fields.news ?? '' }]
    }
    case 'replace': {
      const place = seats.one(fields.replace ?? '', [...path, 'replace'])
      const seat = place && cell.seat(fields.by as AgentRef, place, [...path, 'by'])
      return seat === undefined ? [] : [{ do: 'replace', who: seat.participant, seat }]
    }
    case 'answer': {
      const who = seats.one(fields.as ?? '', [...path, 'as'])?.participant
      const value = fields.answer ?? null
      return who === undefined ? [] : [{ do: 'answer', who, ask: fields.ask ?? null, value }]
    }
    case 'say': {
      const who = seats.one(fields.as ?? '', [...path, 'as'])?.participant
      const heard = several('to', fields.to)
      if (who === undefined || heard === undefined) return []
      const { channel = 'public', say = '' } = fields
      return [{ do: 'say', who, channel, audience: withOwn(heard, who), text: say }]
    }
    default:
      return assertNever(deed)
  }
}

function crashesOf(
  { lasting = 'permanent', notice = null, told }: InterventionFields,
  crashed: readonly ParticipantId[] = [],
  heard: readonly ParticipantId[] | undefined,
  path: FieldProblem['path'],
  problems: FieldProblem[],
): Deed[] {
  if (heard === undefined) return []
  if (notice === null && told !== undefined && told !== 'never') {
    problems.push({
      path: [...path, 'told'],
      message: 'there is nothing to tell: give the notice in words, or leave "told" out',
    })
    return []
  }
  return crashed.map((who) => ({
    do: 'crash',
    who,
    lasting,
    notice,
    told: told ?? (notice === null ? 'never' : 'at-once'),
    audience: withOwn(heard, who),
  }))
}

/** An audience with whoever speaks in it, in the order of the seats. */
function withOwn(
  audience: readonly ParticipantId[],
  own: ParticipantId,
): [ParticipantId, ...ParticipantId[]] {
  const number = (id: ParticipantId): number => Number(id.slice(1))
  return [...new Set([...audience, own])].sort((a, b) => number(a) - number(b)) as [ParticipantId]
}
