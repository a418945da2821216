/** The people of a bank: keys that are there once, and the same attributes of everybody. */
import type { Attributes, Person } from '../../play/experiment/bank.ts'
import { attributesIn, keyFaults, textIn } from './fields.ts'
import { BankFaults, type Row } from './row.ts'

/**
 * People from rows: `key`, perhaps `name` and `text`; every other field is an attribute.
 * @throws BankFaults with the line of every fault.
 */
export function readPeople(rows: readonly Row[]): Person[] {
  const faults = keyFaults(rows)
  const people = rows.map((row): Person => {
    const { key, name, text, ...others } = row.fields
    const given = textIn(row, 'name', name, faults)
    return {
      key: String(key),
      ...(given === undefined ? {} : { name: given }),
      text: textIn(row, 'text', text, faults) ?? null,
      attributes: attributesIn(row, others, faults),
      place: row.place,
    }
  })
  faults.push(...missingAttributes(people))
  if (faults.length > 0) throw new BankFaults(faults)
  return people
}

function missingAttributes(people: readonly Person[]): string[] {
  const names = new Set(people.flatMap(({ attributes }) => Object.keys(attributes)))
  const kinds = new Map<string, string>()
  return people.flatMap(({ key, attributes, place }) =>
    [...names].flatMap((name) => {
      const kind = kindOf(attributes, name)
      if (kind === undefined)
        return [
          `${place}: "${key}" has no ${name}, and others have. Fill it in, if with "unknown".`,
        ]
      const usual = kinds.get(name) ?? kind
      kinds.set(name, usual)
      return kind === usual
        ? []
        : [`${place}: the ${name} of "${key}" is a ${kind}, that of others a ${usual}.`]
    }),
  )
}

function kindOf(attributes: Attributes, name: string): string | undefined {
  const value = attributes[name]
  return value === undefined ? undefined : typeof value
}
