/** Tells a model its situation: as much of the past as its budget allows, within its session, in the experiment's words. */
import type { Ask } from '../../record/ask.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { PromptMessage, TextPart } from '../../record/prompt.ts'
import type { HistoryBudget, PromptDesign } from '../../record/prompt-design.ts'
import type { AnswerStyle } from './answer-format.ts'
import { composePrompt, type ComposedPrompt } from './compose-prompt.ts'
import type { Conversation, Session, Summary, Turn } from './conversation.ts'
import { edited, switchedOn } from './design-parts.ts'
import { droppedOf, isDue, keptItems, type PastItem } from './history-budget.ts'
import { OPENING, replySource, summarySource, type ShownPart } from './shown-part.ts'
import { toldAlready, type ToldAlready } from './told-already.ts'

/** How one seat is told what it is told, for the length of its run. */
export interface Teller {
  readonly self: ParticipantId
  readonly persona: string | null
  readonly personaName: string | undefined
  readonly session: Session
  /** A scripted history, before the first ask. */
  readonly opening: readonly PromptMessage[]
  readonly design: PromptDesign | undefined
  readonly history: HistoryBudget | undefined
  /** Null where nothing is said of the form of an answer. */
  readonly style: AnswerStyle | null
}

/** How a seat of a model is told: there, something always is said of the form of an answer. */
export interface ModelTeller extends Teller {
  readonly style: AnswerStyle
}

export interface ToldSituation {
  readonly ask: Ask
  /** The round that is being played; ticks count as rounds where there are none. */
  readonly round: number
  /** What the participant reads, as the scenario renders it. */
  readonly parts: readonly TextPart[]
}

/** What is to be written into the running summary: told for the last time, or not told any more. */
export interface SummaryDue {
  readonly parts: readonly ShownPart[]
  /** The last round among them. */
  readonly upTo: number
}

export interface Telling extends ComposedPrompt {
  /** Null where nothing has fallen out of the window that the summary does not cover. It is told in full until the summary does. */
  readonly due: SummaryDue | null
}

/** A piece of the past: a turn of the thread, or a part that tells a round. */
interface Past extends PastItem {
  /** What a summary is written from. */
  readonly shown: readonly ShownPart[]
  readonly turn?: Turn
  readonly part?: TextPart
}

/** The prompt for an ask. Depends on nothing but what is handed in. */
export function tell(
  teller: Teller,
  { turns, summary }: Conversation,
  { ask, round, parts }: ToldSituation,
): Telling {
  const { persona, personaName, design, history, style } = teller
  const read = withoutStanding(switchedOn(parts, design), turns, teller)
  const past: Past[] = [...turns.map(pastTurn), ...read.flatMap(pastPart)]
  const moment = { round, summarised: summary?.upTo ?? 0 }
  const kept = keptItems(history, past, moment)
  const told = past.filter((_, i) => kept[i] === true)
  const left = droppedOf(past.filter((_, i) => kept[i] !== true))
  const due = told.filter((item) => isDue(history, item, moment))
  const summaries = summary === null ? [] : [summaryPart(summary)]
  const hasThread = turns.length > 0
  const ahead = [
    ...inWords([...openingParts(teller), ...(hasThread ? summaries : [])], design),
    ...told.flatMap(({ turn }) => (turn === undefined ? [] : turnParts(turn))),
  ]
  const untold = new Set(past.flatMap(({ part }, i) => (kept[i] === true ? [] : part)))
  const tellable = withSummary(read, hasThread ? [] : summaries).filter((part) => !untold.has(part))
  const { shown, messages } = composePrompt({
    ask,
    persona,
    personaName,
    parts: tellable,
    style,
    design,
    ahead,
  })
  return {
    shown: left === undefined ? shown : { ...shown, dropped: left },
    messages,
    due: due.length === 0 ? null : summaryDue(due, parts),
  }
}

/** Of what tells a round, only what stands in no turn, nor stood in one that is told no more: a participant's own words do, as its reply. */
function withoutStanding(
  parts: readonly TextPart[],
  turns: readonly Turn[],
  { self, design }: Teller,
): readonly TextPart[] {
  if (turns.length === 0) return parts
  const already = toldAlready(turns.flatMap((turn) => turn.parts))
  const own = new Set(turns.map(({ tick }) => `message:${self}@${tick}`))
  return parts.filter((part) => {
    if (part.source !== undefined && own.has(part.source)) return false
    if (part.round === undefined || part.role === 'system') return true
    return !already.holds(part) && !already.holds(edited(part, design))
  })
}

function inWords(parts: readonly ShownPart[], design?: PromptDesign): readonly ShownPart[] {
  return switchedOn(parts, design).map((part) => edited(part, design))
}

function openingParts({ opening }: Teller): ShownPart[] {
  return opening.map(({ role, text }) => ({
    role,
    name: 'opening',
    text,
    turn: true,
    source: OPENING,
  }))
}

function turnParts({ parts, reply, tick }: Turn): ShownPart[] {
  return [...parts, { role: 'assistant', name: 'reply', text: reply, source: replySource(tick) }]
}

function summaryPart({ text, tick }: Summary): ShownPart {
  return {
    role: 'user',
    name: 'summary',
    text: `Summary of what happened before:\n${text}`,
    source: summarySource(tick),
  }
}

/** The summary stands where the past begins. */
function withSummary(
  parts: readonly TextPart[],
  summaries: readonly TextPart[],
): readonly TextPart[] {
  const at = Math.max(
    0,
    parts.findIndex(({ round }) => round !== undefined),
  )
  return [...parts.slice(0, at), ...summaries, ...parts.slice(at)]
}

function pastTurn(turn: Turn): Past {
  return { ...pastOf(turn.round, turnParts(turn)), turn }
}

function pastPart(part: TextPart): Past[] {
  const { round, role = 'user', ...rest } = part
  if (round === undefined || role === 'system') return []
  return [{ ...pastOf(round, [{ role, ...rest }]), part }]
}

function pastOf(round: number, shown: readonly ShownPart[]): Past {
  const characters = shown.reduce((sum, { text }) => sum + text.length, 0)
  return { round, parts: shown.length, characters, shown }
}

/** Of earlier turns, without what was said of the form of an answer, and without what is told still: that is not forgotten. */
function summaryDue(items: readonly Past[], parts: readonly TextPart[]): SummaryDue {
  const still = toldAlready(parts.filter(({ round }) => round === undefined))
  const shown = items.flatMap(({ shown: own, turn }) =>
    turn === undefined
      ? own
      : own.filter((part) => part.name !== 'answer-format' && !isStill(part, still)),
  )
  return { parts: shown, upTo: Math.max(...items.map(({ round }) => round)) }
}

function isStill(part: ShownPart, still: ToldAlready): boolean {
  return part.name !== 'question' && part.name !== 'reply' && still.holds(part)
}
