/** Writes docs/measures.md from the list of measures and of human reference lines. `npm run docs` runs it. */
import { writeFileSync } from 'node:fs'
import type { MeasureDefinition } from '../../study/analysis/measures/measure.ts'
import { measureChapters } from '../../study/analysis/measures/measures.ts'
import { automata } from '../../study/analysis/measures/strategies.ts'
import { referenceLines } from '../../study/analysis/reference-lines/references-for.ts'
import type { ReferenceLine } from '../../study/analysis/reference-lines/reference-line.ts'
import { markdownTable } from './markdown-table.ts'

const HEAD = `# Measures

Generated from the source by \`npm run docs\`; a test fails when it is stale.

A measure is a number, or a few words, worked out of one run. \`coterie measures DB\` prints means by treatment, \`--csv FILE\` writes the tidy table (a row for each run, participant and measure, with its unit, and the reason where it is null), \`--json\` prints it, \`--list\` prints what stands here.

- Finished runs that were played on their own are measured. Forks share ticks with other runs and are no independent evidence; runs that did not finish are counted and left out.
- Decisions count where a participant made them itself: valid, also when it was asked again. What was forfeited, put to a default, or planted by an intervention is no decision of anybody; own-decisions, lost-decisions and planted-decisions count them. What others see and answer is what was played, whoever decided it.
- A measure that is undefined is null, with its reason, and never 0.
- Values of participants are averaged within a run and a role, then over runs: the run is the unit of inference.
- A share is from 0 to 1. C is to cooperate, D to defect; in states and outcomes the own move stands first.
`

const FURTHER = `## Of more than one run, and of codings

- **Shares of strategies.** \`coterie measures DB --measure strategy\` also estimates how common each strategy is among the players of a role: the shares that, with one rate of errors for all, make all their decisions likeliest (strategy frequency estimation method, Dal Bó & Fréchette 2011, AER 101(1):411–429), found by expectation maximisation; 95 % intervals by resampling runs. Strategies that contradict the same decisions of every player share one share.
- **Similarity of behaviour.** Of codings, the profile of a participant is the share of its coded units in which each code is true; the similarity of a run is the mean cosine over all pairs of profiles, its differentiation 1 minus that. Participants without any of the behaviour have no direction: they are dropped, and named. Missing codings are neither true nor false.
`

/** The whole page. */
export function measuresPage(): string {
  return [
    HEAD,
    ...measureChapters.map(
      ({ title, definitions }) => `## ${title}\n\n${definitions.map(entry).join('\n')}`,
    ),
    FURTHER,
    strategySet(),
    references(),
  ].join('\n')
}

function entry(one: MeasureDefinition): string {
  const { name, means, definition, undefinedWhen, citation, applies } = one
  return [
    `### ${name}`,
    '',
    `${sentence(means)}`,
    '',
    `- Unit: ${unitOf(one)}`,
    `- Value for: ${one.of === 'run' ? 'the run' : 'each participant'}${one.by === undefined ? '' : `, by ${one.by}`}`,
    `- Applies to: ${plain(applies)}`,
    `- Definition: ${plain(definition)}`,
    `- Null: ${plain(undefinedWhen)}`,
    ...(citation === null ? [] : [`- Source: ${plain(citation)}`]),
    '',
  ].join('\n')
}

function unitOf({ unit, range: [low, high] }: MeasureDefinition): string {
  if (low === null && high === null) return unit
  return `${unit}, from ${low ?? '−∞'} to ${high ?? '∞'}`
}

function strategySet(): string {
  const rows = automata.map(({ name, means, citation }) => [`\`${name}\``, means, citation])
  return `## Strategies\n\nThose among which \`strategy\` decides, besides the toss of a fair coin (\`coin\`). They see what was carried out, not what was meant.\n\n${table(['strategy', 'rule', 'source'], rows)}`
}

function references(): string {
  const shown = referenceLines.filter(({ grade }) => grade !== 'C')
  return `## What people did\n\nReference lines: figures of studies of people, to be drawn beside one’s own, never as targets. A line is drawn only where a run matches it on every parameter that is named; where it is only near, what differs is told. Grade A: worked out again from raw data, or read in the paper’s table. B: as an abstract or a second source has it. Figures that are not confirmed (C) are kept apart and not listed.\n\n${table(
    ['scenario', 'parameters', 'statistic', 'value', 'n', 'grade', 'source'],
    shown.map(lineOf),
  )}`
}

function lineOf({ scenario, parameters, statistic, value, n, grade, citation }: ReferenceLine) {
  const set = Object.entries(parameters).map(([name, level]) => `${name} ${rounded(level)}`)
  return [
    scenario ?? 'none here',
    set.length === 0 ? 'any' : set.join(', '),
    statistic,
    String(rounded(value)),
    n === null ? '' : String(n),
    grade,
    citation,
  ]
}

function rounded(value: string | number): string | number {
  return typeof value === 'number' ? Number(value.toFixed(4)) : value
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** Markdown would take these for its own. */
function plain(words: string): string {
  return words.replaceAll('\\', '\\\\').replaceAll('*', '\\*').replaceAll('_', '\\_')
}

/** A table whose cells are words, and nothing of Markdown's. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable(
    head,
    rows.map((row) => row.map(plain)),
  )
}

if (import.meta.main)
  writeFileSync(new URL('../../../docs/measures.md', import.meta.url), measuresPage())
