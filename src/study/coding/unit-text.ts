/** How the lines of a unit become the one text that coders quote, and where each line stands in it. */
import { sanitiseLine } from '../../base/sanitise.ts'
import type { ParticipantId } from '../../record/ids.ts'
import { nameOf, type Names } from '../../record/names.ts'
import type { UnitLine } from './unit.ts'

/** A stretch of a unit's text: a speaker's name in front of its words, words as they were said, or what stands between. */
export interface TextPart {
  readonly text: string
  /** `name`: of that participant, nobody where null. `words`: of the line with that index. `join`: what the form adds. */
  readonly kind: 'name' | 'words' | 'join'
  readonly line: number
}

/**
 * The words alone where there is one line; else a line `Name: words` for each, in which words of several lines go on indented, so that nobody can write a
 * line in another's name. A decision stands as `Name decides send: 5`.
 */
export function textParts(
  lines: readonly UnitLine[],
  call: (participant: ParticipantId | null) => string,
): TextPart[] {
  const [only] = lines
  if (only !== undefined && lines.length === 1) return [{ text: only.text, kind: 'words', line: 0 }]
  return lines.flatMap(({ participant, text, kind }, line): TextPart[] => [
    ...(line === 0 ? [] : [{ text: '\n', kind: 'join' as const, line }]),
    { text: call(participant), kind: 'name', line },
    { text: kind === 'decision' ? ' decides ' : ': ', kind: 'join', line },
    ...text
      .split(LINE_ENDS)
      .flatMap((words, i): TextPart[] => [
        ...(i === 0 ? [] : [{ text: INDENT, kind: 'join' as const, line }]),
        { text: words, kind: 'words', line },
      ]),
  ])
}

const INDENT = '    '
/** After whatever a reader may take for the end of a line. */
const LINE_ENDS = /(?<=\r\n|\r(?!\n)|[\n\v\f\u0085\u2028\u2029])/u

/** What somebody is called in front of its words. */
export function calledBy(names: Names): (participant: ParticipantId | null) => string {
  return (participant) => (participant === null ? NOBODY : sanitiseLine(nameOf(participant, names)))
}

/** Words that nobody who is seated says: a brief, news. */
export const NOBODY = 'Announcement'

/** The text of a unit's lines, with the names that participants see. */
export function unitText(lines: readonly UnitLine[], names: Names): string {
  return textParts(lines, calledBy(names))
    .map(({ text }) => text)
    .join('')
}
