/** A run as a page of its own: nothing is loaded, nothing is executed, every tick can be linked to. */
import { sanitise, sanitiseLine } from '../../base/sanitise.ts'
import type { RunSummary } from '../../io/store/store.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Tick } from '../../record/tick.ts'
import { nameAndId, nameOf, namesIn, type Names } from '../../record/names.ts'
import { roundsOf, type Round, type Told, type ToldTick } from './rounds.ts'
import { endOf, lineOf, marksOf, roundInWords, titleOf, voiceOf } from './transcript-text.ts'

const STYLE = `:root { color-scheme: light dark }
body { font: 1.05rem/1.55 Georgia, 'Times New Roman', serif; max-width: 42rem; margin: 2.5rem auto; padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.35rem; line-height: 1.3 } h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem }
p { margin: .45rem 0; white-space: pre-wrap } ul { padding-left: 1.2rem }
.tick { position: relative } .tick > a { position: absolute; left: -4.5rem; width: 4rem; text-align: right; font: .75rem/2 system-ui, sans-serif; color: #888; text-decoration: none }
.tick:target { background: #ffdf6b40 } .aside, .end { color: #777; font-size: .92em } .mark { color: #a33; font-size: .85em }
@media (max-width: 52rem) { .tick > a { position: static; width: auto } }
@media print { body { margin: 0; max-width: none } .tick > a { left: -3rem } }`

/** Any words, as text of a page: what would be markup or steer the reading is shown. */
export function escapeHtml(words: string): string {
  return sanitise(words).replaceAll(/[&<>"']/g, (mark) => `&#${mark.codePointAt(0)};`)
}

/** The whole page. */
export function* transcriptHtml(run: RunSummary, ticks: Iterable<Tick>): Iterable<string> {
  const title = escapeHtml(titleOf(run))
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
${STYLE}
</style>
</head>
<body>
<h1>${title}</h1>
<p class="aside">${escapeHtml(run.runId)}</p>
`
  let isHeadless = true
  for (const round of roundsOf(run.plan, ticks, { inPieces: true })) {
    if (isHeadless) yield seatsOf(run, round.names)
    isHeadless = false
    yield* roundOf(round)
  }
  if (isHeadless) yield seatsOf(run, namesIn(run.plan))
  yield `<p class="end">${escapeHtml(endOf(run))}</p>\n</body>\n</html>\n`
}

function seatsOf({ plan }: RunSummary, names: Names): string {
  const items = plan.seats.map(
    ({ participant, role, agent }) =>
      `<li><b>${escapeHtml(sanitiseLine(nameAndId(participant, names)))}</b> is ${escapeHtml(role)}, played by ${escapeHtml(agent)}</li>\n`,
  )
  return `<ul>\n${items.join('')}</ul>\n`
}

function* roundOf(round: Round): Iterable<string> {
  const title = roundInWords(round)
  if (title !== '' && !round.isGoingOn)
    yield `<h2${round.round === null ? '' : ` id="round-${round.round}"`}>${escapeHtml(title)}</h2>\n`
  for (const tick of round.ticks) yield tickOf(tick, round.names)
}

function tickOf({ tick, told }: ToldTick, names: Names): string {
  const lines = told.map((entry) => `${paragraphOf(entry, names)}\n`)
  return `<section class="tick" id="tick-${tick}"><a href="#tick-${tick}">tick ${tick}</a>\n${lines.join('')}</section>\n`
}

function paragraphOf(entry: Told, names: Names): string {
  if (entry.kind !== 'message-sent') {
    const line =
      entry.kind === 'probe-asked'
        ? `| probe ${entry.probe}, to ${entry.of}: ${entry.question}`
        : lineOf(entry, names)
    return `<p class="aside">${escapeHtml(line)}</p>`
  }
  const name = (participant: ParticipantId): string => sanitiseLine(nameOf(participant, names))
  const voice = entry.from === null ? voiceOf(entry) : name(entry.from)
  const marks = marksOf(entry).map((mark) => ` <span class="mark">[${escapeHtml(mark)}]</span>`)
  return `<p><b>${escapeHtml(voice)}</b>${marks.join('')}: ${escapeHtml(entry.text)}</p>`
}
