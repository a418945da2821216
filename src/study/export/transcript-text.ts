/** A run as plain text, a line for each thing that happened: `Name: words`. */
import { sanitise, sanitiseLine } from '../../base/sanitise.ts'
import type { RunSummary } from '../../io/store/store.ts'
import type { Tick } from '../../record/tick.ts'
import { decisionInWords, probabilitiesInWords, roundsOf, type Told } from './rounds.ts'

/**
 * Head, then rounds. Words of several lines go on indented, so that nobody can write a line in another's name; control characters are
 * shown, not obeyed.
 */
export function* transcriptText(run: RunSummary, ticks: Iterable<Tick>): Iterable<string> {
  yield headOf(run)
  for (const { round, told } of roundsOf(ticks)) {
    yield `\n${round === null ? '' : `Round ${round}\n`}${told.map((entry) => `${lineOf(entry)}\n`).join('')}`
  }
  yield `\n${endOf(run)}\n`
}

/** What a run is, in a line: `forgiveness · matrix-game 1 · grim · replicate 3`. */
export function titleOf({ plan }: RunSummary): string {
  const { experiment, scenario, treatment, replicate } = plan
  const parts = [
    experiment,
    `${scenario.name} ${scenario.version}`,
    treatment,
    `replicate ${replicate}`,
  ]
  return sanitiseLine(parts.filter((part) => part !== '').join(' · '))
}

/** How a run ended, in words. */
export function endOf({ status, why }: RunSummary): string {
  if (status === 'started') return '(not yet ended)'
  return sanitiseLine(why === null ? `(${status})` : `(${status}: ${why})`)
}

function headOf(run: RunSummary): string {
  const seats = run.plan.seats.map(({ participant, role, agent }) =>
    sanitiseLine(`${participant} is ${role}, played by ${agent}`),
  )
  return [`${titleOf(run)} · ${sanitiseLine(run.runId)}`, ...seats, ''].join('\n')
}

function lineOf(entry: Told): string {
  switch (entry.kind) {
    case 'message-sent': {
      const where = entry.channel === 'public' ? '' : ` [${sanitiseLine(entry.channel)}]`
      const aside = entry.onRecord ? '' : ' [off the record]'
      return `${sanitiseLine(entry.from ?? 'news')}${where}${aside}: ${indented(entry.text)}`
    }
    case 'probability-estimated':
      return `${sanitiseLine(entry.of)}, ${sanitiseLine(entry.ask)}: ${sanitiseLine(probabilitiesInWords(entry))}`
    case 'decision-taken':
    case 'decision-defaulted':
      return `${sanitiseLine(entry.of)} decides ${sanitiseLine(entry.ask)}: ${indented(decisionInWords(entry))}`
    case 'chance-drawn':
      return `${entry.of === null ? 'chance' : `chance, for ${sanitiseLine(entry.of)}`} (${sanitiseLine(entry.stream)}): ${sanitiseLine(JSON.stringify(entry.value))}`
    case 'payoff-awarded':
      return `${sanitiseLine(entry.to)} earns ${entry.points}`
  }
}

function indented(words: string): string {
  return sanitise(words).replaceAll('\n', '\n    ')
}
