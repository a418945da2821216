/** Makes the codings of rules and judges again, from the record and the calls in its ledger, without network. */
import { canonicalJson } from '../../base/canonical-json.ts'
import { UnknownNameError } from '../../base/errors.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { Store } from '../../io/store/store.ts'
import type { UnitCoded } from '../../record/coding-entries.ts'
import type { RunId } from '../../record/ids.ts'
import { codebookIn, type Codebook } from '../../study/coding/codebook.ts'
import { cutUnits } from '../../study/coding/cut-units.ts'
import { NOT_PUT } from '../../study/coding/judge/judge-units.ts'
import { judgeIn } from '../../study/coding/judge/judge.ts'
import { heardKey, replayCalls, type HeardOf } from '../../study/coding/judge/replay-calls.ts'
import { openSqliteLedger, openSqliteStore } from '../adapters.ts'
import { isCodebookFile, loadCodebook } from '../load-codebook.ts'
import { RULES, ruleCodings } from './code-by-rules.ts'
import { readied, type UnitToCode } from './units-to-code.ts'

export interface CodingReplay {
  readonly db: string
  /** Of judges, composed and read again. */
  readonly calls: number
  /** Of rules and judges, all versions. */
  readonly codings: number
  /** The first difference, in words; null where everything came out as it stands. */
  readonly difference: string | null
}

/**
 * Replays the codings with one codebook (its name for all its versions, its name@version, or its file), or with all.
 * @throws UnknownNameError where nothing was coded with it.
 */
export async function replayCodings(
  db: string,
  { codebook }: { readonly codebook?: string } = {},
): Promise<CodingReplay> {
  const store = openSqliteStore(db, 'read')
  const ledger = openSqliteLedger(db, 'read')
  try {
    const all = ledger.codebooks().map(codebookIn)
    const chosen = codebook === undefined ? all : meantBy(codebook, all)
    let [calls, codings] = [0, 0]
    for (const one of chosen) {
      const replayed = replayCodebook(store, ledger, one)
      calls += replayed.calls
      codings += replayed.codings
      if (replayed.difference !== null)
        return { db, calls, codings, difference: `${db}: ${replayed.difference}` }
    }
    return { db, calls, codings, difference: null }
  } finally {
    ledger.close()
    store.close()
  }
}

function nameAndVersion({ codebook, version }: Codebook): string {
  return `${codebook}@${version}`
}

function meantBy(told: string, all: readonly Codebook[]): readonly Codebook[] {
  const name = isCodebookFile(told) ? nameAndVersion(loadCodebook(told)) : told
  const chosen = all.filter((one) => [one.codebook, nameAndVersion(one)].includes(name))
  if (chosen.length > 0) return chosen
  const known = all.map(nameAndVersion)
  throw new UnknownNameError('codebook', name, known, 'These were used on this record.')
}

function replayCodebook(
  store: Store,
  ledger: Ledger,
  codebook: Codebook,
): Omit<CodingReplay, 'db'> {
  const units = unitsAgain(store, ledger, codebook)
  const coders = new Map(ledger.coders().map((coder) => [coder.name, coder]))
  const { calls, heard, difference } = replayCalls(
    ledger.calls({ codebook: codebook.hash }),
    (name) => {
      const coder = coders.get(name)
      return coder?.coderKind === 'judge' ? judgeIn(coder) : undefined
    },
    (id) => units.get(id),
  )
  if (difference !== null) return { calls, codings: 0, difference }
  let codings = 0
  const coded = new Map<string, Set<string>>()
  for (const coding of ledger.codings({ codebook: codebook.hash, history: true })) {
    const kind = coders.get(coding.coder)?.coderKind
    if (kind !== 'judge' && coding.coder !== RULES) continue
    codings++
    const key = heardKey(coding.coder, coding.unit)
    const codes = coded.get(key) ?? new Set()
    coded.set(key, codes.add(coding.code))
    const unit = units.get(coding.unit)
    const told =
      unit === undefined
        ? 'its unit is not in the record'
        : kind === 'judge'
          ? differenceOfJudged(coding, heard)
          : differenceOfRule(coding, unit, codebook)
    if (told !== null) return { calls, codings, difference: `${placeOf(coding)}: ${told}` }
  }
  return { calls, codings, difference: missingCoding(coded, heard) }
}

/** The units that are in the ledger, cut from the record again. */
function unitsAgain(store: Store, ledger: Ledger, codebook: Codebook): Map<string, UnitToCode> {
  const kinds = [...new Set(codebook.codes.map(({ unit }) => unit))]
  const ids = new Set<string>()
  const runs = new Set<RunId>()
  for (const { unit, unitKind, run } of ledger.units()) {
    if (!kinds.includes(unitKind)) continue
    ids.add(unit)
    runs.add(run)
  }
  const cut = [...cutUnits(store, kinds, [...runs])].filter(({ id }) => ids.has(id))
  return new Map(readied(store, codebook, cut).map((one) => [one.unit.id, one]))
}

function placeOf({ coder, unit, code, version }: UnitCoded): string {
  return `${coder}, ${unit}, ${code}, version ${version}`
}

function differenceOfRule(coding: UnitCoded, unit: UnitToCode, codebook: Codebook): string | null {
  const again = ruleCodings(codebook, unit, 'all').find(({ code }) => code === coding.code)
  if (again === undefined) return 'no rule codes it'
  const { version } = coding
  return canonicalJson({ ...again, version }) === canonicalJson(coding)
    ? null
    : `its rule says otherwise: recorded ${valueText(coding)}, again ${valueText(again)}`
}

/** What a coding says must have been heard. */
function differenceOfJudged(coding: UnitCoded, heard: HeardOf): string | null {
  const all = heard.get(heardKey(coding.coder, coding.unit)) ?? []
  if (all.length === 0) return 'no call in the ledger is about it'
  const isHeard = all.some((one) => {
    if (typeof one === 'string') return coding.value === null && coding.why === one
    const answer = one.answers.get(coding.code)
    if (coding.value === null) {
      const fault = answer === undefined ? (one.faults.get(coding.code) ?? NOT_PUT) : undefined
      return fault === coding.why
    }
    if (answer === undefined) return false
    const { value, spans, confidence, rationale } = coding
    return canonicalJson({ value, spans, confidence, rationale }) === canonicalJson(answer)
  })
  return isHeard ? null : `no reply says ${valueText(coding)} of it in these words`
}

function valueText({ value, why }: Pick<UnitCoded, 'value' | 'why'>): string {
  return value === null ? `missing (${why ?? ''})` : String(value)
}

/** What was answered for a unit that is coded stands in the ledger. */
function missingCoding(
  coded: ReadonlyMap<string, ReadonlySet<string>>,
  heard: HeardOf,
): string | null {
  for (const [key, codes] of coded) {
    const last = heard.get(key)?.at(-1)
    if (last === undefined || typeof last === 'string') continue
    for (const code of last.answers.keys())
      if (!codes.has(code)) return `${key}: what was answered for ${code} is not in the ledger`
  }
  return null
}
