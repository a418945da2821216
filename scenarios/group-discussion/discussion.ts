/** The course of a discussion: rounds of turns, votes, and when it is over. Every step is a pure function. */
import { say, scheduleOf, show, type Decided, type Effect, type Turn } from '../../src/index.ts'
import { askForWords, asksForVotes, asksOf } from './asks.ts'
import { afterFailures, ALL_THERE, hasNotice, isThere, readmitted } from './attendance.ts'
import { emptyRound, floorOf, wish, type Context, type Phase, type RoundOfTalk } from './context.ts'
import { deliver, noticeOf } from './delivery.ts'
import { settingsFor } from './setting.ts'
import type { Table } from './table.ts'
import { isReached, voteText } from './vote.ts'

/** The discussion before its first word: everybody learns its name and reads the brief, and the first are asked. */
export function begin(table: Table): Context {
  const context: Context = {
    round: 0,
    phase: 'over',
    table,
    attendance: ALL_THERE,
    talk: emptyRound(table, [], 0),
    isLastVote: false,
    wishes: [...settingsFor(table), announce(table, 'brief', table.parameters.brief)],
  }
  return nextRound(context, 0)
}

/** Words to all that nobody who is seated says. */
export function announce({ everyone }: Table, channel: 'brief' | 'vote', text: string): Effect {
  return say({ from: null, channel, audience: [...everyone], text, onRecord: true })
}

/** The step that follows from the decisions of a tick. */
export function step(before: Context, event: Decided): Context {
  const tick = event.tick ?? 0
  const context = markFailures({ ...before, wishes: [] }, event)
  switch (before.phase) {
    case 'voting':
      return afterVote(context, event, tick)
    case 'opening': {
      const { moderator } = context.table
      const opening: Turn = { who: moderator === null ? [] : [moderator], wanted: 'words' }
      return takeTheFloor(deliver(context, opening, event.decisions, 'opening'), tick)
    }
    default:
      return goOn(takeTurn(context, event), tick)
  }
}

/** The next round in which anybody can be asked; where there is none, the end. `tick` is the one that opens with it. */
function nextRound(context: Context, tick: number): Context {
  const { table, round: last } = context
  if (last >= table.parameters.rounds) return finish(context)
  const round = last + 1
  const { attendance, effects } = readmitted(context.attendance, round)
  const present = table.places.filter((one) => isThere(attendance, one))
  const talk = emptyRound(table, present, tick)
  const opened = { ...wish(context, ...effects), round, attendance, talk }
  if (present.length === 0) return nextRound(opened, tick)
  const told = wish(opened, ...table.everyone.map((one) => show(one, 'round', { round, tick })))
  const { moderator } = table
  if (moderator === null || !isThere(attendance, moderator)) return takeTheFloor(told, tick - 1)
  return { ...wish(told, askForWords(moderator, table, true)), phase: 'opening' }
}

/** The first turn of a round, after `tick`. A round in which only the moderator has opened its mouth is silent. */
function takeTheFloor(context: Context, tick: number): Context {
  const { stagger } = context.talk.table
  const schedule = stagger === null ? null : scheduleOf(stagger, floorOf(context))
  const talk = { ...context.talk, schedule, firstTick: tick + 1, said: 0 }
  return goOn({ ...context, talk }, tick)
}

/** Asks whoever has the next turn of the round; where nobody has, the round is over. */
function goOn(context: Context, tick: number): Context {
  const { talk, attendance } = context
  const turn = talk.table.order(floorOf(context))
  const isLeaderless = turn?.wanted === 'next' && !turn.who.every((one) => isThere(attendance, one))
  if (turn === null || isLeaderless) return endRound(context, tick)
  const asked = [...new Set([...talk.asked, ...turn.who])]
  const asking = { ...context, phase: phaseOf(turn), talk: { ...talk, turn, asked } }
  return wish(asking, ...asksOf(asking.talk, turn))
}

function phaseOf({ wanted }: Turn): Phase {
  return wanted === 'hand' ? 'raising' : wanted === 'next' ? 'choosing' : 'talking'
}

/** Who could not be asked is counted, and the rules for it are applied; the others read the words for a call that failed. */
function markFailures(context: Context, { lost = {} }: Decided): Context {
  const { table, round, talk } = context
  const rules = table.parameters.failures
  const { attendance, effects, failed } = afterFailures(context.attendance, lost, round, rules)
  if (failed.length === 0) return context
  const { notice } = rules
  const notices = failed.flatMap((from): Effect[] => {
    if (notice === undefined || hasNotice(lost[from] ?? '')) return []
    return [noticeOf(from, notice, table)]
  })
  const all = [...new Set([...talk.failed, ...failed])]
  return wish({ ...context, attendance, talk: { ...talk, failed: all } }, ...notices, ...effects)
}

/** What was said in the turn is heard, or is on its way; hands and choices are kept for the order. */
function takeTurn(context: Context, { decisions }: Decided): Context {
  const { talk } = context
  const { turn } = talk
  if (turn === null) return context
  const taken = { ...talk, turn: null, held: [...talk.held, { ...turn, decisions }] }
  const after = { ...context, talk: taken }
  return turn.wanted === 'words' ? deliver(after, turn, decisions, `${talk.held.length}`) : after
}

function endRound(context: Context, tick: number): Context {
  const { table, talk } = context
  const { vote, failures, pass } = table.parameters
  if (isTooMany(talk, failures.stopAbove)) return { ...context, phase: 'over' }
  const maySayNothing = pass || talk.held.some(({ wanted }) => wanted !== 'words')
  if (talk.said === 0 && maySayNothing) return finish(context)
  return vote?.when === 'every-round' ? callVote(context, tick) : nextRound(context, tick + 1)
}

function isTooMany({ asked, failed }: RoundOfTalk, share: number | undefined): boolean {
  if (share === undefined || failed.length === 0) return false
  return failed.length === asked.length || failed.length / asked.length > share
}

/** The last vote, where there is one; it was taken already where every round has one and this round's is counted. */
function finish(context: Context): Context {
  const { vote } = context.table.parameters
  const over: Context = { ...context, phase: 'over' }
  return vote === undefined ? over : callVote({ ...over, isLastVote: true }, 0)
}

/** Asks all speakers who are there for their vote. */
function callVote(context: Context, tick: number): Context {
  const { table, attendance, isLastVote } = context
  const voters = table.places.filter((one) => isThere(attendance, one))
  if (voters.length === 0) return isLastVote ? context : nextRound(context, tick + 1)
  return wish({ ...context, phase: 'voting' }, ...asksForVotes(table, voters))
}

function afterVote(context: Context, { decisions }: Decided, tick: number): Context {
  const { table, round, isLastVote } = context
  const { vote, rounds } = table.parameters
  if (vote === undefined) return { ...context, phase: 'over' }
  const votes = table.places.flatMap((of) => {
    const value = decisions[of]
    return value === undefined ? [] : [{ of, value }]
  })
  const text = voteText(vote, round, votes, table.names)
  const told = text === null ? context : wish(context, announce(table, 'vote', text))
  const values = votes.map(({ value }) => value)
  const isOver = isLastVote || round >= rounds || isReached(vote, values)
  return isOver ? { ...told, phase: 'over' } : nextRound(told, tick + 1)
}
