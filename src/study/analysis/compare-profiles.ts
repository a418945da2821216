/** Profiles of coded behaviour: how alike the participants of a run are, and whether treatments differ in that. */
import { UnknownNameError, BadInputError } from '../../base/errors.ts'
import type { Row, Tables } from '../../io/store/tables.ts'
import type { RunId } from '../../record/ids.ts'
import type { Codebook } from '../coding/codebook.ts'
import { recordedCodebook } from '../coding/recorded-codebooks.ts'
import type { Design } from './design.ts'
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'
import {
  behaviourProfiles,
  profileSimilarities,
  type BehaviourCoding,
  type BehaviourProfile,
  type ProfileSimilarity,
} from './measures/behaviour-profiles.ts'
import { treatmentTests, type TreatmentTests } from './treatment-tests.ts'

export interface ProfilesAsked {
  /** `NAME` or `NAME@VERSION`; the only codebook of the record where absent. */
  readonly codebook?: string
  /** A coder or an adjudication; the only adjudication of the codebook where absent. */
  readonly coder?: string
  /** Codes that make up a profile, in order; all binary codes that are not structural where absent. */
  readonly codes?: readonly string[]
}

export interface ProfilesReport {
  readonly codebook: string
  readonly version: string
  readonly coder: string
  readonly codes: readonly string[]
  /** Coded runs that are forks, or did not finish. */
  readonly runsLeftOut: number
  readonly profiles: readonly (BehaviourProfile & { readonly treatment: string })[]
  /** One for each run: the unit of inference. */
  readonly runs: readonly (ProfileSimilarity & { readonly treatment: string })[]
  /** The mean similarity of the runs of each treatment that have one. */
  readonly treatments: readonly { readonly treatment: string; readonly similarity: Estimate }[]
  readonly tests: TreatmentTests
}

/**
 * Reads the codings of one coder, or what was settled, and compares participants within runs (the mean cosine of their profiles of rates) and treatments by their runs.
 * Codings of what nobody in particular said or did (whole runs, exchanges) are left out, and so are missing ones.
 * @throws BadInputError, UnknownNameError where it is not plain which codebook, coder or codes are meant.
 */
export function compareProfiles(
  tables: Tables,
  design: Design,
  asked: ProfilesAsked,
): ProfilesReport {
  const codebook = recordedCodebook(tables, asked.codebook)
  const codes = chosenCodes(codebook, asked.codes)
  // Along one axis all profiles point the same way.
  if (codes.length < 2)
    throw new BadInputError(
      `a profile is made of two codes or more, and ${codes.length === 0 ? 'there is none' : `"${codes[0]}" is one`}: any two profiles would be alike. Name others with --codes.`,
    )
  const rows = [...tables.rows('codings', { columns: COLUMNS })].filter(
    (row) => row['codebook'] === codebook.codebook && row['codebook_version'] === codebook.version,
  )
  const coder = chosenCoder(rows, codebook, asked.coder)
  const codings = rows.flatMap((row) =>
    row['coder'] === coder && row['participant'] !== null ? [behaviourIn(row)] : [],
  )
  // Forks are no independent evidence, and runs that broke off no whole one: both are left out, as they are of measures.
  const treatmentOf = (run: string): string | undefined => {
    const found = design.runs.get(run as RunId)
    return found?.status === 'finished' ? found.plan.treatment : undefined
  }
  const byTreatment = <T extends { readonly run: string }>(
    all: readonly T[],
  ): (T & { readonly treatment: string })[] =>
    design.treatments.flatMap(({ treatment }) =>
      all.filter(({ run }) => treatmentOf(run) === treatment).map((one) => ({ ...one, treatment })),
    )
  const profiles = behaviourProfiles(codings, codes).sort(
    (a, b) => (a.run < b.run ? -1 : a.run > b.run ? 1 : 0) || number(a) - number(b),
  )
  const runs = byTreatment(profileSimilarities(profiles))
  const values = new Map(
    [...Map.groupBy(runs, ({ treatment }) => treatment)].map(([treatment, some]) => [
      treatment,
      some.flatMap(({ similarity }) => similarity ?? []),
    ]),
  )
  const outcomes = [...values].map(([treatment, some]) => ({
    key: 'similarity',
    treatment,
    role: '',
    ask: null,
    outcome: 'similarity',
    values: some,
    bounds: A_RATE,
  }))
  return {
    codebook: codebook.codebook,
    version: codebook.version,
    coder,
    codes,
    runsLeftOut: new Set(profiles.map(({ run }) => run)).size - runs.length,
    profiles: byTreatment(profiles),
    runs,
    treatments: [...values].map(([treatment, some]) => ({
      treatment,
      similarity: estimateOf(some, A_RATE),
    })),
    tests: treatmentTests([...values.keys()], outcomes),
  }
}

const COLUMNS = [
  'codebook',
  'codebook_version',
  'code',
  'run_id',
  'participant',
  'coder',
  'value',
  'settled',
]

function behaviourIn(row: Row): BehaviourCoding {
  const value = row['value'] ?? null
  return {
    run: String(row['run_id']),
    participant: String(row['participant']),
    code: String(row['code']),
    value: value === null ? null : value === 1,
  }
}

/** `p12` → 12. */
function number({ participant }: BehaviourProfile): number {
  return Number(participant.slice(1))
}

function chosenCodes(codebook: Codebook, given: readonly string[] | undefined): string[] {
  const binary = codebook.codes.filter(({ level }) => level === 'binary' || level === 'span')
  const names = binary.map(({ code }) => code)
  if (given === undefined)
    return binary
      .filter(({ structural, where }) => !structural && where === null)
      .map(({ code }) => code)
  for (const code of given)
    if (!names.includes(code))
      throw new UnknownNameError('binary code', code, names, 'A profile is made of rates.')
  return [...new Set(given)]
}

function chosenCoder(
  rows: readonly Row[],
  { codebook }: Codebook,
  given: string | undefined,
): string {
  const all = new Set(rows.map((row) => String(row['coder'])))
  if (given !== undefined) {
    if (all.has(given)) return given
    throw new UnknownNameError('coder', given, [...all], `They coded with ${codebook}.`)
  }
  const settled = new Set(
    rows.filter((row) => row['settled'] === 1).map((row) => String(row['coder'])),
  )
  const [only, ...others] = settled.size > 0 ? settled : all
  if (only !== undefined && others.length === 0) return only
  throw new BadInputError(
    `there are several whose codings could be taken: ${[only, ...others].join(', ')}. Say whose: --coder ${only}`,
  )
}
