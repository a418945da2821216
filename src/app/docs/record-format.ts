/** Writes docs/record-format.md from the schemas of entries and the definitions of views. `npm run docs` runs it. */
import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { views } from '../../io/store/views.ts'
import { LedgerEntry } from '../../record/coding-entries.ts'
import { Entry } from '../../record/entry.ts'
import { HEAD, LEDGER, RECIPES } from './record-format-words.ts'
import { markdownTable } from './markdown-table.ts'

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
${LEDGER}
${LedgerEntry.options.map(entryTable).join('\n')}
## Views

${views
  .map(
    ({ name, means, columns }) =>
      `### ${name}\n\n${means}\n\n${markdownTable(
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
  return `### ${kind}\n\n${markdownTable(['key', 'type'], rows)}`
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

if (import.meta.main)
  writeFileSync(new URL('../../../docs/record-format.md', import.meta.url), recordFormat())
