/** What banks of people and of items have in common: keys, texts, attributes. */
import type { Attributes } from '../../play/experiment/bank.ts'
import type { Row } from './row.ts'

/** Keys that are missing, cannot be written in an experiment, or are there twice. */
export function keyFaults(rows: readonly Row[]): string[] {
  const first = new Map<string, string>()
  if (rows.length === 0) return ['there is nothing in this bank.']
  return rows.flatMap(({ place, fields: { key } }) => {
    if (typeof key !== 'string' && typeof key !== 'number')
      return [`${place}: there is no "key". Give every entry one of its own.`]
    const name = String(key)
    if (/[\s/]/.test(name))
      return [`${place}: the key "${name}" has white space or a slash in it. Write it without.`]
    const before = first.get(name)
    if (before !== undefined)
      return [`${place}: the key "${name}" is there twice, first at ${before}. Rename one.`]
    first.set(name, place)
    return []
  })
}

/** A field in words; undefined where it is absent or at fault. Numbers of a CSV column are words here. */
export function textIn(
  { place }: Row,
  name: string,
  value: unknown,
  faults: string[],
): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  faults.push(`${place}: "${name}" must be text.`)
  return undefined
}

/** Fields as attributes; those under `attributes` stand beside the others. */
export function attributesIn(
  { place }: Row,
  fields: Readonly<Record<string, unknown>>,
  faults: string[],
): Attributes {
  const { attributes: inner, ...outer } = fields
  const isBag = typeof inner === 'object' && inner !== null && !Array.isArray(inner)
  if (inner !== undefined && !isBag) faults.push(`${place}: "attributes" must be an object.`)
  const attributes: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries({ ...outer, ...(isBag ? inner : {}) })) {
    if (typeof value === 'string' || typeof value === 'boolean') attributes[name] = value
    else if (typeof value === 'number' && Number.isFinite(value)) attributes[name] = value
    else faults.push(`${place}: "${name}" must be a text, a number, or true or false.`)
  }
  return attributes
}
