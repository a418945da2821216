/** A run as Markdown: a heading, who sat where, a table of rounds where there are several, and what was said. */
import { sanitiseLine } from '../../base/sanitise.ts'
import type { RunSummary } from '../../io/store/store.ts'
import type { ParticipantId } from '../../record/ids.ts'
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
import { pointsIn } from '../../record/points-in.ts'
import { roundsOf, type Round, type Telling, type Told } from './rounds.ts'
import { endOf, marksOf, roundInWords, titleOf, voiceOf } from './transcript-text.ts'

/** Whatever Markdown or the HTML in it would take for anything but a letter. */
const MARKUP = /[\\`*_{}[\]()<>#+\-.!|~&$^=:@]/g

/** Words that stand in Markdown as they are, on one line. */
export function escapeMarkdown(words: string): string {
  const lines = words.split(/\r\n|\n/)
  return lines
    .map((line) => sanitiseLine(line).replaceAll(MARKUP, (mark) => `\\${mark}`))
    .join('<br>')
}

/** One run. `ticks` is called for each pass over the record: once for the names, once for the table, once for the words. */
export function* transcriptMarkdown(
  run: RunSummary,
  ticks: () => Iterable<Tick>,
  telling: Telling = {},
): Iterable<string> {
  yield `## ${escapeMarkdown(titleOf(run))}\n\n${escapeMarkdown(run.runId)} ${escapeMarkdown(endOf(run))}\n\n`
  const names = firstNames(run, ticks())
  yield run.plan.seats
    .map(
      ({ participant, role, agent }) =>
        `- **${escapeMarkdown(nameAndId(participant, names))}** is ${escapeMarkdown(role)}, played by ${escapeMarkdown(agent)}\n`,
    )
    .join('')
  yield* tableOf(run, ticks(), names)
  yield* wordsOf(run, ticks(), telling)
  yield '\n'
}

/** The names that are told in the first round. */
function firstNames({ plan }: RunSummary, ticks: Iterable<Tick>): Names {
  for (const { names } of roundsOf(plan, ticks, { inPieces: true })) return names
  return namesIn(plan)
}

function* tableOf({ plan }: RunSummary, ticks: Iterable<Tick>, names: Names): Iterable<string> {
  const seats = plan.seats.map(({ participant }) => participant)
  let hasHead = false
  for (const round of roundsOf(plan, ticks, { only: isInTable })) {
    const cells = cellsOf(round, seats)
    if (cells === undefined) continue
    if (!hasHead)
      yield `\n| round | ${seats
        .map((seat) => escapeMarkdown(nameOf(seat, names)))
        .map((seat) => `${seat} | ${seat} earns`)
        .join(' | ')} |\n|${' --- |'.repeat(1 + 2 * seats.length)}\n`
    hasHead = true
    yield `| ${round.round ?? ''} | ${cells.join(' | ')} |\n`
  }
}

/** What the table of rounds tells; everything else stands below it. */
function isInTable({ kind }: Told): boolean {
  return (
    kind === 'decision-taken' ||
    kind === 'decision-defaulted' ||
    kind === 'probability-estimated' ||
    kind === 'payoff-awarded'
  )
}

/** What each seat decided and earned; undefined where there was nothing of either. */
function cellsOf({ told }: Round, seats: readonly ParticipantId[]): string[] | undefined {
  const decisions = told.filter(
    (entry) => entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted',
  )
  const earnings = pointsIn(told)
  if (decisions.length === 0 && earnings.size === 0) return undefined
  return seats.flatMap((seat) => {
    const own = decisions.filter(({ of }) => of === seat)
    const isOne = own.length === 1
    const words = own.map((one) =>
      escapeMarkdown(isOne ? decisionInWords(one) : `${one.ask}: ${decisionInWords(one)}`),
    )
    const estimates = told.flatMap((one) =>
      one.kind === 'probability-estimated' && one.of === seat
        ? [
            escapeMarkdown(
              isOne ? probabilitiesInWords(one) : `${one.ask}: ${probabilitiesInWords(one)}`,
            ),
          ]
        : [],
    )
    return [[...words, ...estimates].join('<br>'), String(earnings.get(seat) ?? '')]
  })
}

function* wordsOf({ plan }: RunSummary, ticks: Iterable<Tick>, telling: Telling): Iterable<string> {
  for (const round of roundsOf(plan, ticks, { ...telling, inPieces: true })) {
    const lines = round.told.flatMap((entry) => lineIn(entry, round.names) ?? [])
    if (lines.length === 0) continue
    const title = escapeMarkdown(roundInWords(round))
    yield title === '' || round.isGoingOn ? '' : `\n### ${title}\n`
    for (const line of lines) yield `\n${line}\n`
  }
}

/** A line of what was said and of what happened to whom; undefined for what stands in the table. */
function lineIn(entry: Told, names: Names): string | undefined {
  const plain = (participant: ParticipantId): string => nameOf(participant, names)
  const name = (participant: ParticipantId): string => `**${escapeMarkdown(plain(participant))}**`
  switch (entry.kind) {
    case 'message-sent': {
      const voice = entry.from === null ? `**${voiceOf(entry)}**` : name(entry.from)
      const marks = marksOf(entry).map((mark) => ` (${escapeMarkdown(mark)})`)
      return `${voice}${marks.join('')}: ${escapeMarkdown(entry.text)}`
    }
    case 'intervention-applied':
      return `_intervention: ${escapeMarkdown(deedInWords(entry.deed, plain))}_`
    case 'participant-crashed':
    case 'participant-removed':
    case 'participant-returned':
      return `_${escapeMarkdown(presenceInWords(entry, plain))}_`
    case 'probe-asked':
      return `> probe ${escapeMarkdown(entry.probe)}, ${name(entry.of)}: ${escapeMarkdown(entry.question)}`
    case 'probe-answered':
      return `> ${name(entry.of)} answers ${escapeMarkdown(entry.probe)}: ${escapeMarkdown(probeInWords(entry))}`
    case 'observation-shown': {
      const parts = entry.parts.map(
        ({ name: part, role, source, text }) =>
          `> _${escapeMarkdown(`${role}: ${part}${source === undefined ? '' : `, from ${source}`}`)}_<br>${escapeMarkdown(text)}`,
      )
      return [`> ${name(entry.to)} is shown, for ${escapeMarkdown(entry.ask)}:`, ...parts].join(
        '\n>\n',
      )
    }
    case 'model-called': {
      const { of, ask, attempt, model, reading, completion, error } = entry
      return `> ${name(of)}, ${escapeMarkdown(`${ask}, attempt ${attempt}, replies by ${model} (${reading})`)}:<br>${escapeMarkdown(completion ?? `no reply: ${error ?? ''}`)}`
    }
    case 'consent-answered':
      return `> ${name(entry.of)} ${consentInWords(entry)}:<br>${escapeMarkdown(entry.text)}`
    case 'human-answered': {
      const { of, ask, attempt, reading, reply } = entry
      return `> ${name(of)}, ${escapeMarkdown(`${ask}, attempt ${attempt}, answers by hand (${reading})`)}:<br>${escapeMarkdown(reply ?? '')}`
    }
    case 'probability-estimated':
    case 'decision-taken':
    case 'decision-defaulted':
    case 'payoff-awarded':
    case 'chance-drawn':
      return undefined
  }
}
