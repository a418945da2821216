/** Loads the banks that an experiment names: files beside it, or banks of the catalogue. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UnknownNameError } from '../../base/errors.ts'
import type { ItemBank, PersonaBank } from '../../play/experiment/bank.ts'
import type { Experiment } from '../../play/experiment/define-experiment.ts'
import { ExperimentError, type FieldProblem } from '../../play/experiment/problems.ts'
import { isGssFolder, readGssFolder } from './read-gss-folder.ts'
import { readItems } from './read-items.ts'
import { readPeople } from './read-people.ts'
import { BANK_ENDINGS, readRows } from './read-rows.ts'
import { BankFaults } from './row.ts'

const CATALOGUE = fileURLToPath(new URL('../../../agents/personas/', import.meta.url))

/** So many faults of a file are told at once. */
const MOST_TOLD = 8

export interface WithBanks {
  /** The experiment with the hash of every bank in it. */
  readonly experiment: Experiment
  /** For the catalogue: the banks. */
  readonly banks: readonly (PersonaBank | ItemBank)[]
}

/**
 * Reads the banks of an experiment; paths begin at `folder`.
 * @throws ExperimentError with the field, and the file and line of the bank.
 */
export function loadBanks(experiment: Experiment, folder: string): WithBanks {
  const problems: FieldProblem[] = []
  const banks: (PersonaBank | ItemBank)[] = []
  const read = <D extends Declared>(
    field: 'personas' | 'items',
    declared: Readonly<Record<string, D>>,
  ): Record<string, D> =>
    Object.fromEntries(
      Object.entries(declared).map(([name, one]) => {
        const path = [field, name]
        const bank = asProblems([...path, 'bank'], problems, () =>
          field === 'personas' ? personaBank(one.bank, folder) : itemBank(one.bank, folder),
        )
        if (bank === undefined) return [name, one]
        banks.push(bank)
        if (one.sha256 !== undefined && one.sha256 !== bank.sha256) {
          const message = `the bank has the hash ${bank.sha256}: it is not the one that is meant here`
          problems.push({ path: [...path, 'sha256'], message })
        }
        return [name, { ...one, sha256: bank.sha256 }]
      }),
    )
  const { personas, items } = experiment
  const loaded: Experiment = {
    ...experiment,
    ...(personas && { personas: read('personas', personas) }),
    ...(items && { items: read('items', items) }),
  }
  if (problems.length > 0) throw new ExperimentError(problems)
  return { experiment: loaded, banks }
}

interface Declared {
  readonly bank: string
  readonly sha256?: string | undefined
}

function personaBank(name: string, folder: string): PersonaBank {
  const path = placeOf(name, folder)
  const { rows, sha256 } = isGssFolder(path)
    ? readGssFolder(path)
    : readRows(path, ['people', 'personas'])
  return { kind: 'persona-bank', name, sha256, persons: readPeople(rows) }
}

function itemBank(name: string, folder: string): ItemBank {
  const { sha256, ...rows } = readRows(resolve(folder, name), ['items'])
  return { kind: 'item-bank', name, sha256, items: readItems(rows) }
}

/** A single word is a bank of the catalogue. */
function placeOf(name: string, folder: string): string {
  if (/[./\\]/.test(name)) return resolve(folder, name)
  const files = catalogueFiles()
  const file = files.get(name)
  if (file !== undefined) return `${CATALOGUE}${file}`
  const mend = 'A bank of your own is named by its path, ./people.csv.'
  throw new BankFaults([new UnknownNameError('bank', name, [...files.keys()], mend).message])
}

/** The banks that come with us, by name. */
export function shippedBanks(): PersonaBank[] {
  return [...catalogueFiles().keys()].map((name) => personaBank(name, CATALOGUE))
}

function catalogueFiles(): Map<string, string> {
  if (!existsSync(CATALOGUE)) return new Map()
  const files = readdirSync(CATALOGUE).filter((file) =>
    (BANK_ENDINGS as readonly string[]).includes(extname(file)),
  )
  return new Map(files.sort().map((file) => [basename(file, extname(file)), file]))
}

function asProblems<T>(
  path: FieldProblem['path'],
  problems: FieldProblem[],
  work: () => T,
): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof BankFaults)) throw error
    const { faults } = error
    const told = faults.slice(0, MOST_TOLD)
    if (faults.length > told.length)
      told.push(`… and ${faults.length - told.length} more like these.`)
    problems.push(...told.map((message) => ({ path, message })))
    return undefined
  }
}
