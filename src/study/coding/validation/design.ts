/** A sample of units for people, drawn from strata with known probabilities: what was drawn, and how it can be drawn again. */
import { z } from 'zod'
import { contentHash } from '../../../base/hash.ts'
import { Streams } from '../../../base/random.ts'
import { STRATIFY_BY, type Stratum } from './strata.ts'

/** The design of a sample, as it stands beside the sheet. `hash` is that of everything else. */
export const SampleDesign = z.strictObject({
  design: z.literal('coterie-sample-1'),
  /** The codebook's hash. */
  codebook: z.string(),
  /** The code that is checked; null where all are coded. */
  code: z.string().nullable(),
  judges: z.array(z.string()),
  by: z.array(z.enum(STRATIFY_BY)),
  seed: z.int(),
  /** How many units were asked for. */
  size: z.int().positive(),
  /** `of` units in the record, `drawn` of them: each with probability drawn / of. */
  strata: z.array(
    z.strictObject({
      stratum: z.array(z.string()),
      of: z.int().positive(),
      drawn: z.int().nonnegative(),
      probability: z.number().min(0).max(1),
    }),
  ),
  /** `stratum` is a place in `strata`, from 0. */
  units: z.array(z.strictObject({ unit: z.string(), stratum: z.int().nonnegative() })),
  hash: z.string(),
})
export type SampleDesign = z.infer<typeof SampleDesign>

export interface Drawing extends Pick<SampleDesign, 'codebook' | 'code' | 'seed' | 'size'> {
  readonly judges: readonly string[]
  readonly by: readonly SampleDesign['by'][number][]
}

/**
 * Draws the sample. Every stratum gets the same number of units, or all it has, so that rare and split cells are over-represented, and known to be. With no strata
 * but one, it is a simple random sample. The stream is `sample/<name of the stratum>`: the same strata and seed give the same units.
 */
export function designOf(strata: readonly Stratum[], drawing: Drawing): SampleDesign {
  const sizes = allocation(
    strata.map(({ units }) => units.length),
    drawing.size,
  )
  const streams = new Streams(drawing.seed)
  const drawn = strata.map(({ stratum, units }, i) =>
    streams
      .stream(`sample/${JSON.stringify(stratum)}`)
      .shuffle(units)
      .slice(0, sizes[i])
      .sort(),
  )
  const body = {
    design: 'coterie-sample-1' as const,
    ...drawing,
    judges: [...drawing.judges],
    by: [...drawing.by],
    strata: strata.map(({ stratum, units }, i) => ({
      stratum: [...stratum],
      of: units.length,
      drawn: sizes[i] ?? 0,
      probability: (sizes[i] ?? 0) / units.length,
    })),
    units: drawn.flatMap((units, stratum) => units.map((unit) => ({ unit, stratum }))),
  }
  return { ...body, hash: contentHash(body) }
}

/** True where a design is what its hash says. */
export function isWhole({ hash, ...body }: SampleDesign): boolean {
  return contentHash(body) === hash
}

/** Shares `size` among strata of these sizes: alike, none more than it has, each at least one while there are enough. What does not divide goes to the first. */
export function allocation(sizes: readonly number[], size: number): number[] {
  const given = sizes.map(() => 0)
  let left = Math.min(
    size,
    sizes.reduce((sum, one) => sum + one, 0),
  )
  while (left > 0) {
    const open = sizes.flatMap((one, i) => ((given[i] ?? 0) < one ? [i] : []))
    const share = Math.max(1, Math.floor(left / open.length))
    for (const i of open) {
      const more = Math.min(share, (sizes[i] ?? 0) - (given[i] ?? 0), left)
      given[i] = (given[i] ?? 0) + more
      left -= more
    }
  }
  return given
}
