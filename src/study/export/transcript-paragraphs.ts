/**
 * A run as text for tools that code by speaker (MAXQDA's focus groups, NVivo's autocode): one paragraph for each turn, `Name: words`. Nothing else has a
 * colon where such tools look for a speaker.
 */
import { sanitiseLine } from '../../base/sanitise.ts'
import type { RunSummary } from '../../io/store/store.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Tick } from '../../record/tick.ts'
import { nameAndId, namesIn, type Names } from '../../record/names.ts'
import { roundsOf, type Told } from './rounds.ts'
import { speakerNames, SPEAKER_LENGTH } from './speaker-names.ts'
import { endOf, lineOf, marksOf, roundInWords, titleOf, voiceOf } from './transcript-text.ts'

/** Whatever some reader takes for the end of a line. */
const LINE_BREAK = /\r\n|[\n\r\u000b\u000c\u0085\u2028\u2029]/u

/** What stands for a line break within a turn. */
const BREAK = ' ↵ '

/** Head, then rounds. What no participant said stands in brackets. */
export function* transcriptParagraphs(run: RunSummary, ticks: Iterable<Tick>): Iterable<string> {
  let isHeadless = true
  for (const round of roundsOf(run.plan, ticks, { inPieces: true })) {
    if (isHeadless) yield headOf(run, round.names)
    isHeadless = false
    const title = roundInWords(round)
    if (!round.isGoingOn) yield `\n${title === '' ? '' : `${uncoloned(title)}\n`}`
    const speakers = speakerNames(run.plan, round.names)
    for (const entry of round.told) {
      const line = paragraphOf(entry, speakers, round.names)
      if (line !== undefined) yield `${line}\n`
    }
  }
  if (isHeadless) yield headOf(run, namesIn(run.plan))
  yield `\n${uncoloned(endOf(run))}\n`
}

function headOf(run: RunSummary, names: Names): string {
  const seats = run.plan.seats.map(({ participant, role, agent }) =>
    uncoloned(sanitiseLine(`${nameAndId(participant, names)} is ${role}, played by ${agent}`)),
  )
  return [uncoloned(`${titleOf(run)} · ${sanitiseLine(run.runId)}`), ...seats, ''].join('\n')
}

function paragraphOf(
  entry: Told,
  speakers: ReadonlyMap<ParticipantId, string>,
  names: Names,
): string | undefined {
  if (entry.kind === 'message-sent') {
    const speaker = entry.from === null ? voiceOf(entry) : (speakers.get(entry.from) ?? entry.from)
    const marks = marksOf(entry).map((mark) => `[${sanitiseLine(mark)}] `)
    return `${speaker}: ${marks.join('')}${oneLine(entry.text)}`
  }
  // The questions of a probe are told with their answers.
  const line =
    entry.kind === 'probe-asked'
      ? `probe ${entry.probe}, to ${entry.of}: ${entry.question}`
      : lineOf(entry, names)
  const plain = oneLine(line.replace(/^[[|{] ?/u, '').replace(/[\]}]$/u, ''))
  return uncoloned(`[${plain}]`)
}

/** The words on one line. */
function oneLine(words: string): string {
  const lines = words.split(LINE_BREAK).map((line) => line.trim())
  return sanitiseLine(lines.join(BREAK).replaceAll('↵  ↵', '↵ ↵'))
}

/** The line without a colon where a speaker's name could stand; U+2236 (∶) stands for it. */
function uncoloned(line: string): string {
  const [start, rest] = [line.slice(0, SPEAKER_LENGTH + 1), line.slice(SPEAKER_LENGTH + 1)]
  return start.replaceAll(/[:\uff1a]/gu, '∶') + rest
}
