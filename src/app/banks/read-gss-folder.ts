/**
 * Reads a folder of survey respondents as GenAgents publishes them (Park et al. 2024, "Generative agent simulations of 1,000 people",
 * arXiv 2411.10109): `<id>/scratch.json`, an object of about thirty answers of the General Social Survey. The words are our own.
 */
import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { sha256 } from '../../base/hash.ts'
import { parseJson } from '../read-document.ts'
import { readBankText } from './read-rows.ts'
import { BankFaults, type Row, type Rows } from './row.ts'

const FILE = 'scratch.json'

/** Who such a respondent is, in words. A cast or an experiment may say it otherwise, with any of the fields in braces. */
export const GSS_TEXT = [
  'You are {name}, {age} years old ({sex}). You live in {city}, {state}, in the United States.',
  'Race: {race} ({detailed_race}). Ethnicity: {ethnicity}. Hispanic origin: {hispanic_origin}.',
  'Highest degree: {highest_degree_received}. Work: {work_status}. Wealth: {total_wealth}. Military service: {military_service_duration}.',
  'Marital status: {marital_status}. Religion: {religion}; at the age of 16: {religion_at_16}.',
  'Politics: {political_views}; party: {party_identification}.',
  'Born in the United States: {born_in_us}. Citizenship: {us_citizenship_status}. Speaks another language than English: {speak_other_language}.',
  'When you were 16 you lived in this part of the country: {residence_at_16} (since then: {same_residence_since_16}). Family then: {family_structure_at_16}, with an income that was {family_income_at_16}.',
  "Your father's highest degree: {fathers_highest_degree}. Your mother's: {mothers_highest_degree}. Your mother worked while you grew up: {mothers_work_history}.",
].join('\n')

/** True for a folder that has respondents in it. */
export function isGssFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/**
 * One row for each respondent, in the order of their ids. Age bands as surveys have them are added to the fields.
 * @throws BankFaults with the file.
 */
export function readGssFolder(path: string): Rows {
  const ids = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
  const found = ids.filter((id) => statSync(join(path, id, FILE), { throwIfNoEntry: false }))
  if (found.length === 0) {
    throw new BankFaults([
      `${basename(path)}: no respondent is in this folder. It must have folders with a ${FILE} in each; any other bank is a file.`,
    ])
  }
  const texts = found.map((id) => ({ id, text: readBankText(join(path, id, FILE)) }))
  const rows = texts.map(({ id, text }): Row => {
    const place = `${basename(path)}/${id}/${FILE}`
    return { place: `${place}:1`, fields: fieldsOf(place, id, text) }
  })
  const hash = sha256(JSON.stringify(texts.map(({ id, text }) => [id, sha256(text)])))
  return { rows, shared: {}, sha256: hash }
}

function fieldsOf(place: string, id: string, text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = parseJson(place, text)
  } catch (error) {
    throw new BankFaults([(error as Error).message])
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BankFaults([`${place}:1: this is no object of answers.`])
  const { first_name: first, last_name: last, ...answers } = value as Record<string, unknown>
  const name = [first, last].filter((part) => typeof part === 'string' && part !== '').join(' ')
  const given = Object.entries(answers).filter(([, answer]) => answer !== null && answer !== '')
  const { age } = answers
  return {
    key: id,
    ...(name === '' ? {} : { name }),
    text: GSS_TEXT,
    ...Object.fromEntries(given),
    ...(typeof age === 'number' ? { age_band: bandOf(age) } : {}),
  }
}

function bandOf(age: number): string {
  if (age < 18) return 'under 18'
  if (age < 30) return '18-29'
  if (age < 45) return '30-44'
  return age < 65 ? '45-64' : '65+'
}
