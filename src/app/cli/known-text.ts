/** What a participant knew at a tick, as people read it. */
import { sanitise, sanitiseLine } from '../../base/sanitise.ts'
import type { Known, KnownPart, ShownAsk } from '../known-to.ts'

export function knownText(known: Known): string {
  const { participant, role, tick, round, phase, asked, shown } = known
  const where = `tick ${tick}${round === null ? '' : `, round ${round}`}, phase ${phase}`
  const head = sanitiseLine(`${participant} (${role}) at ${where}`)
  if (shown.length > 0) return [head, ...shown.flatMap(shownLines)].join('\n')
  const why = asked.length === 0 ? 'It was not asked then.' : 'Nothing was put into words for it.'
  return [head, `${why} What it had seen:`, ...partsOf(known.seen)].join('\n')
}

function shownLines({ ask, parts, dropped }: ShownAsk): string[] {
  const left =
    dropped === null
      ? []
      : [
          '',
          `  Left out of the past: ${dropped.parts} parts of rounds ${dropped.rounds.join('–')}, ${dropped.characters} characters.`,
        ]
  return ['', sanitiseLine(`Shown for ${ask}:`), ...left, ...partsOf(parts)]
}

function partsOf(parts: readonly (KnownPart & { readonly role?: string })[]): string[] {
  return parts.flatMap(({ name, role, source, from, text }) => {
    const told = source === null ? from : `${from} (${source})`
    const voice = role === undefined ? '' : ` [${role}]`
    return ['', sanitiseLine(`  ${name}${voice}, from: ${told}`), indented(text)]
  })
}

function indented(words: string): string {
  return words === ''
    ? '    (no words)'
    : sanitise(words)
        .split('\n')
        .map((line) => `    ${line}`)
        .join('\n')
}
