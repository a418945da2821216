/** A run as Markdown: a heading, who sat where, a table of rounds where there are several, and what was said. */
import { sanitiseLine } from '../../base/sanitise.ts'
import type { RunSummary } from '../../io/store/store.ts'
import type { Tick } from '../../record/tick.ts'
import {
  decisionInWords,
  earningsOf,
  probabilitiesInWords,
  roundsOf,
  type Round,
  type Told,
} from './rounds.ts'
import { endOf, titleOf } from './transcript-text.ts'

/** Whatever Markdown or the HTML in it would take for anything but a letter. */
const MARKUP = /[\\`*_{}[\]()<>#+\-.!|~&$^=:@]/g

/** Words that stand in Markdown as they are, on one line. */
export function escapeMarkdown(words: string): string {
  const lines = words.split(/\r\n|\n/)
  return lines
    .map((line) => sanitiseLine(line).replaceAll(MARKUP, (mark) => `\\${mark}`))
    .join('<br>')
}

/** One run. `ticks` is called for each pass over the record: once for the table, once for the words. */
export function* transcriptMarkdown(
  run: RunSummary,
  ticks: () => Iterable<Tick>,
): Iterable<string> {
  yield `## ${escapeMarkdown(titleOf(run))}\n\n${escapeMarkdown(run.runId)} ${escapeMarkdown(endOf(run))}\n\n`
  yield run.plan.seats
    .map(
      ({ participant, role, agent }) =>
        `- **${escapeMarkdown(participant)}** is ${escapeMarkdown(role)}, played by ${escapeMarkdown(agent)}\n`,
    )
    .join('')
  yield* tableOf(run, ticks())
  yield* wordsOf(ticks())
  yield '\n'
}

function* tableOf(run: RunSummary, ticks: Iterable<Tick>): Iterable<string> {
  const seats = run.plan.seats.map(({ participant }) => participant)
  let hasHead = false
  for (const { round, told } of roundsOf(ticks)) {
    const decisions = told.filter(
      (entry) => entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted',
    )
    const earnings = earningsOf(told)
    if (decisions.length === 0 && earnings.size === 0) continue
    if (!hasHead)
      yield `\n| round | ${seats
        .map(escapeMarkdown)
        .map((seat) => `${seat} | ${seat} earns`)
        .join(' | ')} |\n|${' --- |'.repeat(1 + 2 * seats.length)}\n`
    hasHead = true
    const cells = seats.flatMap((seat) => {
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
    yield `| ${round ?? ''} | ${cells.join(' | ')} |\n`
  }
}

function* wordsOf(ticks: Iterable<Tick>): Iterable<string> {
  for (const { round, told } of roundsOf(ticks)) {
    const messages = told.filter((entry) => entry.kind === 'message-sent')
    if (messages.length === 0) continue
    yield headingOf(round)
    for (const message of messages) yield `\n${messageIn(message)}\n`
  }
}

function headingOf(round: Round['round']): string {
  return round === null ? '' : `\n### Round ${round}\n`
}

function messageIn({
  from,
  channel,
  text,
  onRecord,
}: Extract<Told, { kind: 'message-sent' }>): string {
  const where = channel === 'public' ? '' : ` (${escapeMarkdown(channel)})`
  const aside = onRecord ? '' : ' (off the record)'
  return `**${escapeMarkdown(from ?? 'news')}**${where}${aside}: ${escapeMarkdown(text)}`
}
