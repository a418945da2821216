/** A run as plain text, a line for each thing that happened: `Name: words`. */
import { sanitise, sanitiseLine } from '../../base/sanitise.ts'
import type { RunSummary } from '../../io/store/store.ts'
import type { ModelCalled } from '../../record/call-entries.ts'
import type { ObservationShown } from '../../record/decision-entries.ts'
import type { HumanAnswered } from '../../record/human-entries.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { MessageSent } from '../../record/play-entries.ts'
import type { Tick } from '../../record/tick.ts'
import {
  consentInWords,
  decisionInWords,
  deedInWords,
  presenceInWords,
  probabilitiesInWords,
  probeInWords,
} from './in-words.ts'
import { nameAndId, nameOf, namesIn, type Names } from '../../record/names.ts'
import { roundsOf, type Round, type Telling, type Told, type ToldTick } from './rounds.ts'

/**
 * Head, then rounds. Words of several lines go on indented, so that nobody can write a line in another's name; control characters are
 * shown, not obeyed. What no participant said or did stands in brackets, what was asked beside the play behind a bar.
 */
export function* transcriptText(
  run: RunSummary,
  ticks: Iterable<Tick>,
  telling: Telling = {},
): Iterable<string> {
  let isHeadless = true
  for (const round of roundsOf(run.plan, ticks, { ...telling, inPieces: true })) {
    // Names are told in the first round, if there are any.
    if (isHeadless) yield headOf(run, round.names)
    isHeadless = false
    if (!round.isGoingOn) yield '\n'
    yield telling.ticks === true ? roundWithTicks(round) : roundInText(round)
  }
  if (isHeadless) yield headOf(run, namesIn(run.plan))
  yield `\n${endOf(run)}\n`
}

/** What a run is, in a line: `forgiveness · matrix-game 1 · grim · replicate 3`. */
export function titleOf({ plan }: RunSummary): string {
  const { experiment, scenario, treatment, replicate, imported } = plan
  const parts =
    imported === undefined
      ? [experiment, `${scenario.name} ${scenario.version}`]
      : [`imported from ${imported.file} (${imported.format})`]
  return sanitiseLine(
    [...parts, treatment, `replicate ${replicate}`].filter((part) => part !== '').join(' · '),
  )
}

/** How a run ended, in words. */
export function endOf({ status, why }: RunSummary): string {
  if (status === 'started') return '(not yet ended)'
  return sanitiseLine(why === null ? `(${status})` : `(${status}: ${why})`)
}

/** `Round 3`; of an imported run with the source's own name for it, where that is another. */
export function roundInWords({ round, sourceName }: Round): string {
  if (round === null) return ''
  return `Round ${round}${sourceName === null ? '' : ` (${sanitiseLine(sourceName)} in the source)`}`
}

function headOf(run: RunSummary, names: Names): string {
  const seats = run.plan.seats.map(({ participant, role, agent }) =>
    sanitiseLine(`${nameAndId(participant, names)} is ${role}, played by ${agent}`),
  )
  return [`${titleOf(run)} · ${sanitiseLine(run.runId)}`, ...seats, ''].join('\n')
}

function titleOfRound(round: Round): string {
  const title = roundInWords(round)
  return title === '' || round.isGoingOn ? '' : `${title}\n`
}

function roundInText(round: Round): string {
  return `${titleOfRound(round)}${linesOf(round.told, round.names).join('')}`
}

/**
 * The round with its ticks: those of a stretch of one phase stand behind the head of the round, or before each stretch where there are several
 * (`[ticks 12-19] talking`). As a rule there is a line for each tick.
 */
function roundWithTicks(round: Round): string {
  const { ticks, names } = round
  const title = titleOfRound(round)
  const stretches = stretchesOf(ticks).map((stretch) => ({
    head: stretchInWords(stretch),
    phase: sanitiseLine(stretch[0]?.phase ?? ''),
    lines: linesOf(
      stretch.flatMap(({ told }) => told),
      names,
    ).join(''),
  }))
  const [first] = stretches
  if (title !== '' && stretches.length === 1 && first !== undefined)
    return `${title.trimEnd()} ${first.head}\n${first.lines}`
  return title + stretches.map(({ head, phase, lines }) => `${head} ${phase}\n${lines}`).join('')
}

/** Ticks that follow one another in the same phase. */
function stretchesOf(ticks: readonly ToldTick[]): ToldTick[][] {
  const stretches: ToldTick[][] = []
  for (const tick of ticks) {
    const last = stretches.at(-1)
    if (last?.[0]?.phase === tick.phase) last.push(tick)
    else stretches.push([tick])
  }
  return stretches
}

function stretchInWords(stretch: readonly ToldTick[]): string {
  const [first, last] = [stretch[0]?.tick, stretch.at(-1)?.tick]
  return first === last ? `[tick ${first}]` : `[ticks ${first}-${last}]`
}

function linesOf(told: readonly Told[], names: Names): string[] {
  /** The question that stands above: several may be asked the same. */
  let question = ''
  return told.map((entry) => {
    if (entry.kind !== 'probe-asked') return `${lineOf(entry, names)}\n`
    const asked = `| probe ${sanitiseLine(entry.probe)}: ${indented(entry.question)}`
    if (asked === question) return ''
    question = asked
    return `${asked}\n`
  })
}

/** One thing that happened, in a line; words of several lines go on indented. */
export function lineOf(entry: Exclude<Told, { kind: 'probe-asked' }>, names: Names): string {
  const name = (participant: ParticipantId): string => sanitiseLine(nameOf(participant, names))
  switch (entry.kind) {
    case 'message-sent':
      return messageLine(entry, name)
    case 'probability-estimated':
      return `${name(entry.of)}, ${sanitiseLine(entry.ask)}: ${sanitiseLine(probabilitiesInWords(entry))}`
    case 'decision-taken':
    case 'decision-defaulted':
      return `${name(entry.of)} decides ${sanitiseLine(entry.ask)}: ${indented(decisionInWords(entry))}`
    case 'chance-drawn':
      return `${entry.of === null ? 'chance' : `chance, for ${name(entry.of)}`} (${sanitiseLine(entry.stream)}): ${sanitiseLine(JSON.stringify(entry.value))}`
    case 'payoff-awarded':
      return `${name(entry.to)} earns ${entry.points}`
    case 'intervention-applied':
      return `[intervention: ${sanitiseLine(deedInWords(entry.deed, name))}]`
    case 'participant-crashed':
    case 'participant-removed':
    case 'participant-returned':
      return `[${sanitiseLine(presenceInWords(entry, name))}]`
    case 'probe-answered':
      return `| ${name(entry.of)} answers ${sanitiseLine(entry.probe)}: ${indented(probeInWords(entry))}`
    case 'observation-shown':
      return promptLines(entry, name(entry.to))
    case 'model-called':
      return callLines(entry, name(entry.of))
    case 'consent-answered':
      return `{${name(entry.of)} ${consentInWords(entry)}:\n    ${indented(entry.text)}}`
    case 'human-answered':
      return submissionLines(entry, name(entry.of))
  }
}

/** Who says a message where nobody who is seated does. */
export function voiceOf({ channel }: Pick<MessageSent, 'channel'>): string {
  return channel === 'news' ? 'news' : 'announcement'
}

/** What a reader must know of a message besides its words: where it was said, and that they are not its speaker's own. */
export function marksOf({ channel, onRecord, notice, planted }: MessageSent): string[] {
  return [
    ...(channel === 'public' || channel === 'news' ? [] : [channel]),
    ...(onRecord ? [] : ['off the record']),
    ...(notice === true ? ['notice'] : []),
    ...(planted === true ? ['planted'] : []),
  ]
}

function messageLine(message: MessageSent, name: (participant: ParticipantId) => string): string {
  const marks = marksOf(message).map((mark) => ` [${sanitiseLine(mark)}]`)
  const voice = message.from === null ? voiceOf(message) : name(message.from)
  return `${voice}${marks.join('')}: ${indented(message.text)}`
}

function promptLines({ ask, parts, dropped }: ObservationShown, name: string): string {
  const shown = parts.map(
    (part) =>
      `\n    <${sanitiseLine(part.role)}: ${sanitiseLine(part.name)}${part.source === undefined ? '' : `, from ${sanitiseLine(part.source)}`}>\n    ${indented(part.text)}`,
  )
  const left = dropped === undefined ? '' : `, without ${dropped.parts} parts of the past`
  return `{${name} is shown, for ${sanitiseLine(ask)}${left}:${shown.join('')}}`
}

/** The `further` messages are the replies before and what was said to them: told with the calls they belong to. */
function callLines(call: ModelCalled, name: string): string {
  const { ask, attempt, sample, model, completion, error, reading } = call
  const which = `${sanitiseLine(ask)}, attempt ${attempt}${sample === undefined ? '' : `, sample ${sample}`}`
  const reply = completion === null ? `no reply: ${error ?? ''}` : completion
  return `{${name}, ${which}, replies by ${sanitiseLine(model)} (${sanitiseLine(reading)}):\n    ${indented(reply)}}`
}

function submissionLines({ ask, attempt, reply, reading }: HumanAnswered, name: string): string {
  const which = `${sanitiseLine(ask)}, attempt ${attempt}`
  const how = `answers by hand (${sanitiseLine(reading)})`
  return reply === null
    ? `{${name}, ${which}, ${how}}`
    : `{${name}, ${which}, ${how}:\n    ${indented(reply)}}`
}

function indented(words: string): string {
  return sanitise(words).replaceAll('\n', '\n    ')
}
