/** Lets a model write the running summary of what a participant is told no more. */
import type { HistoryBudget } from '../../../record/prompt-design.ts'
import type { Sampling } from '../../../record/prompt.ts'
import { personaParts } from '../compose-prompt.ts'
import { askForSummary, composeSummary } from '../compose-summary.ts'
import type { Summary } from '../conversation.ts'
import type { Considered, NotAsked, Seating, Situation, Unavailable } from '../policy.ts'
import type { SummaryDue, Teller } from '../tell.ts'
import { askModel } from './ask-model.ts'
import { connectModel, type ConnectedModel, type ProviderOf } from './connected-model.ts'
import { forfeit } from './fallback.ts'

type Budget = Extract<HistoryBudget, { summary: object }>['summary']

export interface Writer extends ConnectedModel {
  /** The most words of a summary that it is told to keep to. */
  readonly words: number
  /** True where the participant itself writes, as who it is. */
  readonly isSelf: boolean
}

export interface Summarised {
  readonly trail: Considered['trail']
  readonly latenciesMs: readonly number[]
  /** Null where none came, for all the asking: what it was to cover is then told in full. */
  readonly summary: Summary | null
  /** Not null where nobody could be asked for it: then the ask that wants it is left as it is. */
  readonly hindrance: NotAsked | Unavailable | null
}

/** Who writes: the participant's own model with its sampling, or another as its server samples it. */
export function writerOf(
  own: ConnectedModel,
  { words, by }: Budget,
  providerOf: ProviderOf,
): Writer {
  return by === undefined
    ? { ...own, sampling: withRoom(own.sampling, words), words, isSelf: true }
    : { ...connectModel(providerOf, by, {}), words, isSelf: false }
}

/** A word is seldom more tokens. */
const TOKENS_PER_WORD = 4

/** Who may answer with one token must still be able to write a summary. */
function withRoom(sampling: Sampling, words: number): Sampling {
  const { maxTokens } = sampling
  return maxTokens === undefined
    ? sampling
    : { ...sampling, maxTokens: Math.max(maxTokens, words * TOKENS_PER_WORD) }
}

/** One summary more, from the one before and what has fallen out of the window. It is asked for again as often as an answer is. */
export async function summarise(
  writer: Writer,
  { run, invalid }: Seating,
  { persona, personaName, design }: Teller,
  { ask, tick }: Situation,
  { before, due }: { readonly before: Summary | null; readonly due: SummaryDue },
): Promise<Summarised> {
  const { provider, providerName, model, sampling, words, isSelf } = writer
  const side = askForSummary(ask, words)
  const { shown, messages } = composeSummary({
    ask,
    persona: isSelf ? personaParts(persona, personaName, design) : [],
    before,
    parts: due.parts,
    words,
  })
  const address = { run, tick, participant: side.of, ask: side.name, attempt: 0 }
  const { attempts, decision } = await askModel(
    {
      provider,
      providerName,
      prompt: { model, messages, sampling, schema: null, address },
      further: [],
      form: side.form,
      style: 'line',
    },
    side,
    {
      reask: invalid.reask,
      fallback: forfeit(side),
      goneForfeits: invalid.unavailable === 'crash',
    },
  )
  const trail = [shown, ...attempts.map(({ entry }) => entry)]
  const latenciesMs = attempts.map(({ latencyMs }) => latencyMs)
  const text = decision.kind === 'decision-taken' ? decision.value : null
  return {
    trail,
    latenciesMs,
    summary: typeof text === 'string' ? { text, tick, upTo: due.upTo } : null,
    hindrance: decision.kind === 'withheld' || decision.kind === 'unavailable' ? decision : null,
  }
}
