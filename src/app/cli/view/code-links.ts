/** The links of those who code, as `coterie view` is asked for them and tells of them. */
import { BadInputError } from '../../../base/errors.ts'
import { sanitiseLine } from '../../../base/sanitise.ts'
import type { OpenCoding } from '../../web/coding/open-coding.ts'
import type { Records } from '../../web/records.ts'
import type { Served } from '../../web/serve.ts'

export interface CoderOptions {
  readonly coder: readonly string[]
  readonly codebook?: string
  readonly sample?: number
  readonly seed: number
  readonly confidence?: true
}

export interface CodeLink {
  readonly coder: string
  readonly units: number
  readonly url: string
}

export interface CodeLinks {
  readonly links: readonly CodeLink[]
  /** False where they last as long as the command. */
  readonly isKept: boolean
}

/**
 * Readies the work of the coders; null where none is named.
 * @throws BadInputError where it is not plain what they are to code.
 */
export async function codingFor(
  records: Records,
  { coder: coders, codebook, sample, seed, confidence }: CoderOptions,
): Promise<OpenCoding | null> {
  if (coders.length === 0) {
    if (codebook !== undefined || sample !== undefined || confidence === true)
      throw new BadInputError(
        '--codebook, --sample and --confidence are of coders: name one with --coder.',
      )
    return null
  }
  if (coders.some((name) => name.trim() === '' || name !== name.trim()))
    throw new BadInputError('--coder: a name is not empty, and has no spaces at its ends.')
  if (codebook === undefined)
    throw new BadInputError(`--coder ${coders[0]}: say by which codebook: --codebook NAME.`)
  const places = records.places()
  const [place] = places
  if (place === undefined || places.length > 1)
    throw new BadInputError(`--coder ${coders[0]}: people code one record. Name the one.`)
  const { openCoding } = await import('../../web/coding/open-coding.ts')
  const { id, path } = place
  const record = {
    path,
    get store() {
      return records.named(id).store
    },
    get ledger() {
      return records.named(id).ledger
    },
  }
  return openCoding(record, {
    coders,
    codebook,
    sample,
    seed,
    asksConfidence: confidence === true,
  })
}

/** Writes down beside the record where the links lead to. */
export async function codeLinks(
  { links }: OpenCoding,
  { url, port }: Pick<Served, 'url' | 'port'>,
): Promise<CodeLinks> {
  const isKept = await links.keepPort(port)
  return {
    isKept,
    links: links.assignments.map(({ coder, units, secret }) => ({
      coder,
      units: units.length,
      url: `${url}/code/${secret}`,
    })),
  }
}

export function codeLinksInWords({ links, isKept }: CodeLinks): string[] {
  return [
    ...links.map(({ coder, units, url }) => `${sanitiseLine(coder)} codes ${units} units: ${url}`),
    isKept
      ? 'Whoever has a link codes under that name. The links stay the same.'
      : 'Whoever has a link codes under that name. The links could not be written down: they end with this command.',
  ]
}
