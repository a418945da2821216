/** What an experiment is expected to need of its models: kept beside the record, so that it can be compared with what was needed. */
import { z } from 'zod'
import { RunId } from './ids.ts'

const Amount = z.number().nonnegative()

/** From what is needed if all goes well and short, to what is needed if nothing does: low ≤ expected ≤ high. */
export const Range = z.strictObject({ low: Amount, expected: Amount, high: Amount })
export type Range = z.infer<typeof Range>

/** Calls of models, their tokens, and what these cost. */
export const CallNeeds = z.strictObject({
  /** `expected`: no answer is asked for again. `high`: every answer is, as often as the plan allows. */
  calls: Range,
  /** The most that the scenario's rules allow, with every answer asked for again; retries of failed calls are not counted. */
  mostCalls: Amount,
  inputTokens: Range,
  outputTokens: Range,
  /** US dollars; null where there are calls without a known price. */
  usd: Range.nullable(),
})
export type CallNeeds = z.infer<typeof CallNeeds>

/** One model under one treatment. */
export const EstimatedCell = z.strictObject({
  treatment: z.string(),
  /** `provider/model`. */
  model: z.string().min(1),
  /** Runs that the estimate is about: those that have not ended. */
  runs: z.int().nonnegative(),
  /** How many runs that have ended the numbers rest on; 0 where they are assumed. */
  pilotRuns: z.int().nonnegative(),
  /** The mean over runs. */
  perRun: CallNeeds,
  /** Calls of one play with no answer asked for again: the fewest of all plays, the mean, the most. */
  calls: Range,
  /** The same for single runs, where they differ and were played in memory. */
  walks: z.array(z.strictObject({ run: RunId, calls: Amount })),
  /** Expected tokens of the prompts at some of the rounds, the first and the last among them; ticks count as rounds where there are none. */
  prompts: z.array(z.strictObject({ round: z.int(), tokens: Amount })),
})
export type EstimatedCell = z.infer<typeof EstimatedCell>

export const EstimatedModel = z.strictObject({
  model: z.string().min(1),
  runs: z.int().nonnegative(),
  /** Whether it reasons before it answers; null where that is not known. */
  reasons: z.boolean().nullable(),
  price: z
    .strictObject({
      inputUsd: Amount,
      outputUsd: Amount,
      cachedInputUsd: Amount.optional(),
      asOf: z.string(),
      source: z.string(),
    })
    .nullable(),
  /** Over all its runs. */
  total: CallNeeds,
})
export type EstimatedModel = z.infer<typeof EstimatedModel>

/** Of runs that have ended: what they used, as far as the servers said so. */
export const Spent = z.strictObject({
  runs: z.int().nonnegative(),
  calls: Amount,
  inputTokens: Amount,
  outputTokens: Amount,
  usd: Amount,
  uncertainUsd: Amount,
})
export type Spent = z.infer<typeof Spent>

/** What the runs of a pilot show of one model. Null where no reply said what it used. */
export const Measured = z.strictObject({
  model: z.string().min(1),
  /** Runs that have ended and called it. */
  runs: z.int().nonnegative(),
  callsPerRun: Amount,
  /** Calls that asked again, for each that asked first. */
  reaskRate: Amount,
  bytesPerToken: Amount.nullable(),
  outputTokensPerReply: Amount.nullable(),
  /** The mean and its 95 % interval, as far as runs tell. */
  usdPerRun: Range.nullable(),
})
export type Measured = z.infer<typeof Measured>

export const CallEstimate = z.strictObject({
  format: z.literal(1),
  /** `pilot`: the numbers rest on runs that have ended, as far as there are any. */
  basis: z.enum(['assumed', 'pilot']),
  /** Runs that the estimate is about. */
  runs: z.int().nonnegative(),
  /** How much was played in memory to find it. */
  sampled: z.strictObject({ plays: z.int().nonnegative(), treatments: z.int().nonnegative() }),
  total: CallNeeds,
  models: z.array(EstimatedModel),
  cells: z.array(EstimatedCell),
  /** Models without a known price: what they cost is in no sum. */
  unpriced: z.array(z.string()),
  /** Null where nothing was measured. */
  spent: Spent.nullable(),
  measured: z.array(Measured),
  /** What was taken for granted, in words. */
  assumptions: z.array(z.string()),
})
export type CallEstimate = z.infer<typeof CallEstimate>
