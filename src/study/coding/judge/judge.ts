/** A judge: a model that codes, with all that makes it that coder and no other. */
import type { Json } from '../../../base/canonical-json.ts'
import type { CoderNamed } from '../../../record/coding-entries.ts'
import { Sampling } from '../../../record/prompt.ts'

export interface Judge {
  /** The coder's name. */
  readonly name: string
  /** `provider/model`. */
  readonly model: string
  readonly sampling: Sampling
  /** How it is to judge (inclusive, conservative, …), in the words that it is told; null where it is told nothing beyond the codebook. */
  readonly instructions: string | null
  /** Units in one call. */
  readonly batch: number
}

/** The wording of prompts and the reading of replies; raised when either would come out otherwise. */
export const JUDGE_FORMAT = 'judge-1'

/** The ledger's entry of a judge. */
export function judgeNamed({ name, model, sampling, instructions, batch }: Judge): CoderNamed {
  return {
    kind: 'coder-named',
    name,
    coderKind: 'judge',
    definition: {
      model,
      sampling: sampling as Record<string, Json>,
      instructions,
      batch,
      format: JUDGE_FORMAT,
    },
  }
}

/** The judge of a ledger's entry. */
export function judgeIn({ name, definition }: CoderNamed): Judge {
  const { model, sampling, instructions, batch } = definition
  return {
    name,
    model: String(model),
    sampling: Sampling.parse(sampling),
    instructions: typeof instructions === 'string' ? instructions : null,
    batch: Number(batch),
  }
}

/** The provider's name, and the model's name as that provider knows it. */
export function servedBy({ model }: Pick<Judge, 'model'>): {
  readonly provider: string
  readonly name: string
} {
  const slash = model.indexOf('/')
  return { provider: model.slice(0, slash), name: model.slice(slash + 1) }
}
