/** Writes a coding sheet for people, with its instructions and, where units were drawn, the design of the sample. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { BadInputError } from '../../base/errors.ts'
import { fileWriter } from '../../io/files/write-files.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { Store } from '../../io/store/store.ts'
import { blindRuns, blindUnit } from '../../study/coding/blind.ts'
import type { Codebook, CodebookCode } from '../../study/coding/codebook.ts'
import { shuffledUnits } from '../../study/coding/coding-order.ts'
import { contextOf } from '../../study/coding/context.ts'
import { cutUnits } from '../../study/coding/cut-units.ts'
import { instructionsOf } from '../../study/coding/hand/instructions.ts'
import {
  codesForPeople,
  headingsOf,
  kindsOf,
  sheetMark,
  sheetRow,
} from '../../study/coding/hand/sheet.ts'
import { runWorlds } from '../../study/coding/run-world.ts'
import type { Unit } from '../../study/coding/unit.ts'
import { designOf, type SampleDesign } from '../../study/coding/validation/design.ts'
import { strataOf, type StratifyBy } from '../../study/coding/validation/strata.ts'
import { csvOfRows } from '../../study/export/csv.ts'

export interface SheetOptions {
  readonly out: string
  readonly seed: number
  /** How many units are drawn; all of them where it is undefined. */
  readonly sample?: number | undefined
  readonly by: readonly StratifyBy[]
  /** Only this code is asked for, and the sample is drawn to check its judges. */
  readonly validate?: string | undefined
  /** Those whose codings make the pattern of a unit; all judges of the ledger where there are none. */
  readonly judges: readonly string[]
}

export interface WrittenSheet {
  readonly files: readonly string[]
  readonly units: number
  readonly codes: readonly string[]
  readonly design: SampleDesign | null
}

/** @throws BadInputError where a code is none, or there is nothing to code. */
export function exportSheet(
  store: Pick<Store, 'runs' | 'ticks'>,
  ledger: Ledger,
  codebook: Codebook,
  options: SheetOptions,
): WrittenSheet {
  const { out, seed } = options
  const codes = wantedCodes(codebook, options.validate)
  const units = [...cutUnits(store, kindsOf(codes))]
  if (units.length === 0)
    throw new BadInputError(
      `${ledger.place}: there is nothing to code: no ended run has a ${kindsOf(codes).join(' or a ')}.`,
    )
  const design =
    options.sample === undefined ? null : drawn(store, ledger, codebook, codes, units, options)
  const chosen = new Set(design?.units.map(({ unit }) => unit))
  const wanted = design === null ? units : units.filter(({ id }) => chosen.has(id))
  const rows = blindRows(store, codebook, wanted, codes.length, seed)
  const stem = basename(out).replace(/\.csv$/i, '')
  const csv = [...csvOfRows(headingsOf(codes), rows)].join('')
  keepWork(out, csv)
  const write = fileWriter(dirname(out))
  write(basename(out), [csv])
  write(`${stem}.instructions.md`, [
    instructionsOf(
      codebook,
      codes.map(({ code }) => code),
    ),
  ])
  const files = [basename(out), `${stem}.instructions.md`]
  if (design !== null) {
    write(`${stem}.design.json`, [`${JSON.stringify(design, null, 1)}\n`])
    files.push(`${stem}.design.json`)
  }
  return { files, units: wanted.length, codes: codes.map(({ code }) => code), design }
}

/** People code in the very file that was written: a sheet that says something else by now is not written over. */
function keepWork(out: string, csv: string): void {
  if (!existsSync(out) || readFileSync(out, 'utf8') === csv) return
  throw new BadInputError(
    `${out}: there is another file of that name, and what somebody wrote into it would be lost. Name another with --out, or move that one away.`,
  )
}

function wantedCodes(codebook: Codebook, only: string | undefined): CodebookCode[] {
  const codes = codesForPeople(codebook)
  if (only === undefined) return codes
  const code = codes.find((one) => one.code === only)
  if (code !== undefined) return [code]
  throw new BadInputError(
    `--validate ${only}: this is no code for people of ${codebook.codebook}: ${codes.map((one) => one.code).join(', ')}.`,
  )
}

function drawn(
  store: Pick<Store, 'runs'>,
  ledger: Ledger,
  codebook: Codebook,
  codes: readonly CodebookCode[],
  units: readonly Unit[],
  { sample = 0, seed, by, validate, judges }: SheetOptions,
): SampleDesign {
  const known = ledger.coders().filter(({ coderKind }) => coderKind === 'judge')
  const unknown = judges.find((name) => ledger.coders().every((one) => one.name !== name))
  if (unknown !== undefined)
    throw new BadInputError(
      `--judges: ${ledger.place} has no coder "${unknown}". Coders: ${ledger
        .coders()
        .map(({ name }) => name)
        .join(', ')}.`,
    )
  const names = judges.length > 0 ? judges : known.map(({ name }) => name)
  if (names.length === 0 && (by.includes('judges') || by.includes('code')))
    throw new BadInputError(
      `${ledger.place}: no judge has coded anything with ${codebook.codebook}: there are no patterns to draw by. Code it with judges first, or draw with --by treatment.`,
    )
  const treatments = new Map(store.runs().map(({ runId, plan }) => [runId, plan.treatment]))
  const strata = strataOf(units, {
    by,
    codes: validate === undefined ? codes.map(({ code }) => code) : [validate],
    judges: names,
    codings: ledger.codings({ codebook: codebook.hash }),
    treatmentOf: ({ run }) => treatments.get(run) ?? '',
  })
  return designOf(strata, {
    codebook: codebook.hash,
    code: validate ?? null,
    judges: names,
    by,
    seed,
    size: sample,
  })
}

/** Units are read run by run, and told in an order that knows nothing of runs. */
function blindRows(
  store: Pick<Store, 'runs' | 'ticks'>,
  codebook: Codebook,
  units: readonly Unit[],
  codes: number,
  seed: number,
): (string | null)[][] {
  const worldOf = runWorlds(store, 2)
  const blind = blindRuns(worldOf, seed)
  const mark = sheetMark(codebook, seed)
  const rows = units.map((unit) => {
    const context = contextOf(unit, worldOf(unit.run), codebook.context)
    return { id: unit.id, row: sheetRow(blindUnit(unit, blind, context), mark, codes) }
  })
  return shuffledUnits(rows, seed).map(({ row }) => row)
}
