/** Estimates how likely each option was: from the log-probabilities of the first reply, else from further replies to the same prompt. */
import type { ChoiceForm } from '../../../record/ask.ts'
import type { ProbabilityEstimated } from '../../../record/probability-entries.ts'
import type { Sampling } from '../../../record/prompt.ts'
import type { NotAsked, Unavailable } from '../policy.ts'
import { roundedProbabilities, type Probabilities } from '../probabilities.ts'
import { attemptAnswer, type Attempt, type AttemptRequest } from './attempt.ts'

export interface Estimated {
  /** The further replies, where such were asked for. */
  readonly samples: readonly Attempt[]
  /** Null where no reply came, so that nothing is known. */
  readonly entry: ProbabilityEstimated | null
  /** Not null where a sample could not be asked for: then the ask is left as it is, and taken up again later. */
  readonly hindrance: NotAsked | Unavailable | null
}

/** How many alternatives of each token are asked for: the most that servers give as a rule. */
export const TOP_LOGPROBS = 20

/** `first` is what came of `request`; `samples` is how many further replies are asked for where it does not tell enough. */
export async function estimateProbabilities(
  request: AttemptRequest,
  form: ChoiceForm,
  first: Attempt,
  samples: number,
): Promise<Estimated> {
  if (first.told !== undefined) {
    const { given, probabilities } = first.told
    const entry = entryOf(request, { source: 'logprobs', given, samples: null }, probabilities)
    return { samples: [], entry, hindrance: null }
  }
  const made = await Promise.all(
    Array.from({ length: samples }, (_, i) => attemptAnswer(sampleOf(request, i + 1))),
  )
  const asked = made.filter((one) => one !== undefined)
  if (asked.length < made.length)
    return { samples: asked, entry: null, hindrance: { kind: 'withheld' } }
  const replies: Answered[] = []
  for (const { result } of asked) {
    if (result.kind !== 'failed') replies.push(result)
    // What nobody could be asked is nobody's answer, in samples as in decisions.
    else if (result.cause === 'setup' || result.cause === 'unreached')
      return { samples: asked, entry: null, hindrance: { kind: 'unavailable', why: result.why } }
  }
  if (replies.length === 0) return { samples: asked, entry: null, hindrance: null }
  const how = { source: 'samples', given: 'prompt', samples: replies.length } as const
  return {
    samples: asked,
    entry: entryOf(request, how, sharesOf(form, replies)),
    hindrance: null,
  }
}

type Answered = Exclude<Attempt['result'], { readonly kind: 'failed' }>

/** The same prompt under an address of its own. One seed would give one reply again and again, so each sample has the next. */
function sampleOf({ prompt, ...request }: AttemptRequest, sample: number): AttemptRequest {
  const { model, messages, schema, address } = prompt
  const sampling = reseeded(prompt.sampling, sample)
  return {
    ...request,
    prompt: { model, messages, sampling, schema, address: { ...address, sample } },
    wantsProbabilities: false,
  }
}

function reseeded(sampling: Sampling, sample: number): Sampling {
  return sampling.seed === undefined ? sampling : { ...sampling, seed: sampling.seed + sample }
}

function sharesOf(form: ChoiceForm, replies: readonly Answered[]): Probabilities {
  const options = new Map(form.options.map((option) => [option, 0]))
  let passes = 0
  let others = 0
  for (const reply of replies) {
    if (reply.kind === 'invalid') others++
    else if (reply.kind === 'passed') passes++
    else options.set(String(reply.value), (options.get(String(reply.value)) ?? 0) + 1)
  }
  return { options, pass: form.passable === true ? passes : null, other: others }
}

function entryOf(
  { prompt }: AttemptRequest,
  how: Pick<ProbabilityEstimated, 'source' | 'given' | 'samples'>,
  probabilities: Probabilities,
): ProbabilityEstimated {
  const { options, pass, other } = roundedProbabilities(probabilities)
  return {
    kind: 'probability-estimated',
    of: prompt.address.participant,
    ask: prompt.address.ask,
    ...how,
    probabilities: Object.fromEntries(options),
    ...(pass === null ? {} : { pass }),
    other,
  }
}
