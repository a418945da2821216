/** Personas and items as an experiment declares them: the bank, and what is drawn from it. */
import { z } from 'zod'

const Shared = {
  /** The path of a file or folder, or the name of a bank of the catalogue. */
  bank: z.string().min(1),
  /** Of its content: with it the experiment is of this bank and no other. The loader fills it in. */
  sha256: z.string().length(64).optional(),
  sample: z.enum(['all', 'random', 'stratified', 'quota']).default('all'),
  /** How many are drawn; all where it is not given. */
  n: z.int().positive().optional(),
  /** The attributes whose proportions are kept. */
  by: z.array(z.string().min(1)).min(1).optional(),
  /** attribute → value → how many. */
  quotas: z.record(z.string(), z.record(z.string(), z.int().nonnegative())).optional(),
}

export const DeclaredPersonas = z.strictObject({
  ...Shared,
  /** A template that takes the place of the bank's own texts. */
  text: z.string().min(1).optional(),
  /** Whether people sit in more than one run where there are too few of them. */
  reuse: z.boolean().optional(),
})
export type DeclaredPersonas = z.infer<typeof DeclaredPersonas>

export const DeclaredItems = z.strictObject(Shared)
export type DeclaredItems = z.infer<typeof DeclaredItems>

/** How a sample is drawn, whatever from. */
export type Sampling = Pick<DeclaredItems, 'sample' | 'n' | 'by' | 'quotas'>
