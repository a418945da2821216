/** Readies the coding of people for `coterie view`: codebook, units, links, and a desk for each coder. */
import { BadInputError } from '../../../base/errors.ts'
import { openSqliteLedger } from '../../adapters.ts'
import { chooseCodebook } from '../../codings/choose-codebook.ts'
import type { CodebookFixed } from '../../../record/coding-entries.ts'
import type { Codebook } from '../../../study/coding/codebook.ts'
import { orderSeed, sampledUnits, shuffledUnits } from '../../../study/coding/coding-order.ts'
import { holdersOf } from '../kept-links.ts'
import type { Opened } from '../records.ts'
import { coderDesk, type CoderDesk } from './coder-desk.ts'
import { coderLinks, type Assignment, type CoderLinks } from './coder-links.ts'
import { coderUnits } from './coder-units.ts'

export interface CodingWanted {
  readonly coders: readonly string[]
  /** Its name, `NAME@VERSION`, or its file. */
  readonly codebook: string
  /** All units where it is undefined. */
  readonly sample?: number | undefined
  readonly seed: number
  /** Whether coders are asked how sure they are. */
  readonly asksConfidence: boolean
}

export interface OpenCoding {
  readonly links: CoderLinks
  /** The work that a link leads to, by its secret. */
  deskOf(secret: string): CoderDesk | undefined
}

/**
 * `record` is looked at whenever something is asked of it: it may be opened anew while people code, as when their first answer brings an old one up to date.
 * @throws BadInputError where a coder cannot be that one, the codebook is none, or there is nothing to code.
 */
export async function openCoding(
  record: Pick<Opened, 'path' | 'store' | 'ledger'>,
  { coders, codebook: given, sample, seed, asksConfidence }: CodingWanted,
): Promise<OpenCoding> {
  const { path, ledger } = record
  refuseCoders(coders, ledger.coders())
  const codebook = await chooseCodebook(ledger, given)
  refuseCodebook(path, codebook, ledger.codebooks())
  const units = coderUnits(
    {
      runs: (after, most) => record.store.runs(after, most),
      ticks: (...where) => record.store.ticks(...where),
    },
    codebook,
  )
  if (units.ids.length === 0)
    throw new BadInputError(
      `${path}: there is nothing to code by ${codebook.codebook}: no ended run has a unit of its codes.`,
    )
  const chosen = sample === undefined ? units.ids : sampledUnits(units.ids, sample, seed)
  const links = await coderLinks(
    path,
    coders.map((coder) => ({
      coder,
      codebook: codebook.hash,
      seed,
      sample: sample ?? null,
      units: shuffledUnits(chosen, orderSeed(seed, coder)).map(({ id }) => id),
    })),
  )
  const deskFor = (assignment: Assignment): CoderDesk =>
    coderDesk({
      codebook,
      assignment: { ...assignment, units: assignment.units.filter((id) => units.has(id)) },
      units,
      asksConfidence,
      ledger: { codings: (filter) => record.ledger.codings(filter) },
      openToWrite: () => openSqliteLedger(path, 'write'),
    })
  return {
    links,
    deskOf: holdersOf(links.assignments.map((one) => [one.secret, deskFor(one)])),
  }
}

/** What nobody could write later is told before anybody codes. */
function refuseCodebook(
  path: string,
  { codebook, version, hash }: Codebook,
  known: readonly CodebookFixed[],
): void {
  const before = known.find((one) => one.name === codebook && one.version === version)
  if (before !== undefined && before.hash !== hash)
    throw new BadInputError(
      `${path}: this record was coded by another codebook ${codebook}, version ${version}. A changed codebook needs a version of its own.`,
    )
}

/** Names are told apart whatever their capitals, and whoever has codings as a judge or a rule is no person. */
function refuseCoders(
  coders: readonly string[],
  known: readonly { readonly name: string; readonly coderKind: string }[],
): void {
  for (const [i, coder] of coders.entries()) {
    const folded = coder.toLowerCase()
    if (coders.findIndex((one) => one.toLowerCase() === folded) < i)
      throw new BadInputError(`--coder ${coder}: two coders need two names.`)
    const before = known.find(({ name }) => name.toLowerCase() === folded)
    if (before === undefined) continue
    if (before.coderKind !== 'human')
      throw new BadInputError(
        `--coder ${coder}: the record has a ${before.coderKind} of that name. People need a name of their own.`,
      )
    if (before.name !== coder)
      throw new BadInputError(
        `--coder ${coder}: the record has a coder "${before.name}". Write the name as it stands there.`,
      )
  }
}
