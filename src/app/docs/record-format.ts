/** Writes docs/record-format.md from the schemas of entries and the definitions of views. `npm run docs` runs it. */
import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { views } from '../../io/store/views.ts'
import { Entry } from '../../record/entry.ts'
import { SEMANTICS } from '../../play/kernel/semantics.ts'

const HEAD = `# The record format

Generated from the schemas by \`npm run docs\`; a test fails when it is stale.

A record is one SQLite file for each experiment. **The views below are public**: their names and columns stay. The tables beneath them may change with
a numbered migration. Everything can be read with any SQLite tool:

\`\`\`sh
sqlite3 logs/showcase.sqlite "select round, participant, value from decisions limit 10"
\`\`\`

Current kernel semantics: ${SEMANTICS}.

## What a record is

A run's record is a sequence of entries: \`run-started\`, then the entries of every tick in order, then \`run-ended\`. Within a tick
come, participant by participant, what was asked, what was shown in words, every call of a model, and the decision; then what followed
from the decisions: chance, payoffs, messages, facts shown.

Ticks that are alike are stored once: \`tick\` says when (run, tick, round), \`content\` what happened (its phase and its facts in
order), \`fact\` holds each entry as JSON. Texts that participants read are stored line by line, each line after its prefix, so that a history which grows by a line costs a line.

A call of a server that failed in passing (busy, unreachable) is made again, with waiting in between. That is no new attempt of the
participant: the one \`model-called\` then says in \`tries\` how often the call was made and in \`retried\` why the earlier tries failed. Calls that
were made once have neither key. \`costUsd\` and \`uncertainUsd\` say what the call cost and what may have been charged besides. All four stand in the entry and in
no hash: a busy hour or another price is no other play. The waiting is part of \`latency_ms\`.

Where an agent is told to estimate \`probabilities\`, further calls may follow whose replies decide nothing: these have a \`sample\`, counted from 1, and
are left out wherever attempts are counted. Then comes \`probability-estimated\`. With \`source\` \`logprobs\` it follows from the \`answerTokens\` of the
first call, so that a replay works it out again; with \`samples\` from the readings of the samples. No participant ever knows of either.

## The hash

\`record_hash\` is the SHA-256 of these lines, each ended by a line feed:

1. the canonical JSON of \`run-started\`;
2. for every tick \`[tick,round,"digest"]\`, where \`digest\` is the SHA-256 of the canonical JSON of \`{"entries": […], "phase": "…"}\`, in which
   every \`model-called\` has \`costUsd\` null, unless it is 0, and no \`tries\`, \`retried\` and \`uncertainUsd\`;
3. the canonical JSON of \`run-ended\`.

Canonical JSON has sorted keys and no white space (RFC 8785). Wall time (\`started_at\`, \`ended_at\`, \`latency_ms\`) is beside the record
and in no hash. The run's id is \`run_\` and the first 16 digits of the SHA-256 of its plan.
`

const RECIPES = `## Recipes

\`\`\`sql
-- how often each option was chosen, by treatment and role
select treatment, role, value, count(*) from decisions join runs using (run_id) group by 1, 2, 3;

-- decisions that were not valid at the first attempt, by treatment
select treatment, decisions.status, count(*) from decisions join runs using (run_id) where decisions.status <> 'valid' group by 1, 2;

-- how likely each option was on average, by treatment, role and how that is known
select treatment, role, ask, source, given, coalesce(option, outcome), avg(probability)
from probabilities join runs using (run_id) group by 1, 2, 3, 4, 5, 6;

-- earnings of every participant
select run_id, participant, sum(points) as earnings from payoffs group by 1, 2;

-- cumulative points by round
select run_id, participant, round, sum(points) over (partition by run_id, participant order by tick) as total from payoffs;

-- what p1 read before its third decision
select text from observations where run_id = 'run_…' and participant = 'p1' order by tick limit 1 offset 2;
\`\`\`
`

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
}

/** The whole document. */
export function recordFormat(): string {
  return `${HEAD}
## Entries

${Entry.options.map(entryTable).join('\n')}
## Views

${views
  .map(
    ({ name, means, columns }) =>
      `### ${name}\n\n${means}\n\n${table(
        ['column', 'means'],
        columns.map((column) => [`\`${column.name}\``, column.means]),
      )}`,
  )
  .join('\n')}
${RECIPES}`
}

function entryTable(schema: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    unrepresentable: 'any',
    io: 'output',
  }) as JsonSchema
  const kind = String(properties['kind']?.const)
  const rows = Object.entries(properties)
    .filter(([key]) => key !== 'kind')
    .map(([key, value]) => [
      `\`${key}\``,
      `${typeOf(value)}${required.includes(key) ? '' : ', optional'}`,
    ])
  return `### ${kind}\n\n${table(['key', 'type'], rows)}`
}

/** A schema's type in a few words; objects by their keys. */
function typeOf(schema: JsonSchema): string {
  const options = schema.anyOf ?? schema.oneOf
  if (options !== undefined) return [...new Set(options.map(typeOf))].join(' or ')
  if (schema.enum !== undefined)
    return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  if (schema.const !== undefined) return `\`${String(schema.const)}\``
  if (schema.type === 'array')
    return `list of ${schema.items === undefined ? 'JSON' : typeOf(schema.items)}`
  if (schema.type === 'object') {
    const keys = Object.keys(schema.properties ?? {})
    return keys.length === 0 ? 'object' : `{ ${keys.join(', ')} }`
  }
  return typeof schema.type === 'string' ? schema.type : (schema.type?.join(' or ') ?? 'JSON')
}

/** A Markdown table as Prettier lays it out. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = head.map((cell, i) =>
    Math.max(3, cell.length, ...safe.map((row) => (row[i] ?? '').length)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  return [
    line(head),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...safe.map(line),
    '',
  ].join('\n')
}

if (import.meta.main)
  writeFileSync(new URL('../../../docs/record-format.md', import.meta.url), recordFormat())
