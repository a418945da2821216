/**
 * What well-known models cost, as far as it could be looked up, with day and place. Defaults only: prices change, and what a user declares goes before.
 * Prices are those for plain, prompt calls; tiers for very long prompts, batches and regions are left out. So are names that move from model to
 * model, such as `-latest`: nobody can say what they cost.
 */
import type { Price } from './price.ts'

/** US dollars per million tokens: input, output, input read before (null where nothing is said); then whether it reasons unasked. */
type Row = readonly [
  inputUsd: number,
  outputUsd: number,
  cachedInputUsd: number | null,
  reasons: boolean | null,
]

interface List {
  /** The provider's name in `known-providers.ts`. */
  readonly provider: string
  readonly asOf: string
  readonly source: string
  readonly models: Readonly<Record<string, Row>>
}

/** Keepers of price lists; each transcribes the vendors' own pages, and at least two of them agree on what is taken from them. */
const MODELS_DEV = 'https://github.com/anomalyco/models.dev (commit f3fc692)'
const LITELLM = 'https://github.com/Wei-Shaw/model-price-repo (LiteLLM, commit f9ff147)'
const LLM_PRICES = 'https://github.com/simonw/llm-prices (commit 723ef0b)'

const LISTS: readonly List[] = [
  {
    provider: 'openai',
    asOf: '2026-07-24',
    source: LITELLM,
    models: {
      'gpt-3.5-turbo': [0.5, 1.5, null, false],
      'gpt-3.5-turbo-0125': [0.5, 1.5, null, false],
      'gpt-3.5-turbo-1106': [1, 2, null, false],
      'gpt-4': [30, 60, null, false],
      'gpt-4-0613': [30, 60, null, false],
      'gpt-4-turbo': [10, 30, null, false],
      'gpt-4o': [2.5, 10, 1.25, false],
      'gpt-4o-2024-05-13': [5, 15, null, false],
      'gpt-4o-mini': [0.15, 0.6, 0.075, false],
      'gpt-4.1': [2, 8, 0.5, false],
      'gpt-4.1-mini': [0.4, 1.6, 0.1, false],
      'gpt-4.1-nano': [0.1, 0.4, 0.025, false],
      o1: [15, 60, 7.5, true],
      o3: [2, 8, 0.5, true],
      'o3-mini': [1.1, 4.4, 0.55, true],
      'o4-mini': [1.1, 4.4, 0.275, true],
      'gpt-5': [1.25, 10, 0.125, true],
      'gpt-5-mini': [0.25, 2, 0.025, true],
      'gpt-5-nano': [0.05, 0.4, 0.005, true],
      'gpt-5.1': [1.25, 10, 0.125, true],
      'gpt-5.2': [1.75, 14, 0.175, true],
      'gpt-5.4': [2.5, 15, 0.25, true],
      'gpt-5.4-mini': [0.75, 4.5, 0.075, true],
      'gpt-5.4-nano': [0.2, 1.25, 0.02, true],
      'gpt-5.5': [5, 30, 0.5, true],
    },
  },
  {
    provider: 'openai',
    asOf: '2026-07-30',
    source: LLM_PRICES,
    models: {
      'gpt-5.6-sol': [5, 30, 0.5, true],
      'gpt-5.6-terra': [2, 12, 0.2, true],
      'gpt-5.6-luna': [0.2, 1.2, 0.02, true],
    },
  },
  {
    provider: 'anthropic',
    asOf: '2026-10-10',
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    models: {
      'claude-fable-5-1': [10, 50, 0.25, true],
      'claude-fable-5': [10, 50, 1, true],
      'claude-opus-5-5': [4, 20, 0.2, true],
      'claude-opus-5': [5, 25, 0.5, true],
      'claude-opus-4-8': [5, 25, 0.5, false],
      'claude-opus-4-7': [5, 25, 0.5, false],
      'claude-opus-4-6': [5, 25, 0.5, false],
      'claude-opus-4-5': [5, 25, 0.5, false],
      'claude-opus-4-1': [15, 75, 1.5, false],
      'claude-opus-4': [15, 75, 1.5, false],
      'claude-sonnet-5-5': [2, 10, 0.1, true],
      'claude-sonnet-5': [2, 10, 0.2, true],
      'claude-sonnet-4-6': [3, 15, 0.3, false],
      'claude-sonnet-4-5': [3, 15, 0.3, false],
      'claude-sonnet-4': [3, 15, 0.3, false],
      // For prompts of up to 100,000 tokens.
      'claude-haiku-5-5': [0.1, 0.5, 0.01, true],
      'claude-haiku-4-5': [1, 5, 0.1, false],
      'claude-3-5-haiku': [0.8, 4, 0.08, false],
      'claude-3-haiku': [0.25, 1.25, 0.03, false],
    },
  },
  {
    provider: 'gemini',
    asOf: '2026-07-24',
    source: LLM_PRICES,
    models: {
      'gemini-2.5-pro': [1.25, 10, 0.125, true],
      'gemini-2.5-flash': [0.3, 2.5, 0.03, true],
      'gemini-2.5-flash-lite': [0.1, 0.4, 0.01, false],
      'gemini-3-flash-preview': [0.5, 3, null, true],
      'gemini-3.1-pro-preview': [2, 12, null, true],
      'gemini-3.5-flash': [1.5, 9, 0.15, true],
      'gemini-3.5-flash-lite': [0.3, 2.5, 0.03, true],
      'gemini-3.6-flash': [1.5, 7.5, 0.15, true],
    },
  },
  {
    provider: 'gemini',
    asOf: '2026-07-01',
    source: MODELS_DEV,
    models: {
      'gemini-2.0-flash': [0.1, 0.4, 0.025, false],
      'gemini-2.0-flash-lite': [0.075, 0.3, null, false],
      'gemini-3.1-flash-lite': [0.25, 1.5, 0.025, true],
    },
  },
  {
    provider: 'mistral',
    asOf: '2026-07-01',
    source: MODELS_DEV,
    models: {
      'mistral-large-2512': [0.5, 1.5, null, false],
      'mistral-large-2411': [2, 6, null, false],
      'mistral-medium-2604': [1.5, 7.5, null, null],
      'mistral-medium-2508': [0.4, 2, null, false],
      'mistral-medium-2505': [0.4, 2, null, false],
      'mistral-small-2603': [0.15, 0.6, null, null],
      'mistral-small-2506': [0.1, 0.3, null, false],
      'open-mistral-nemo': [0.15, 0.15, null, false],
      'open-mistral-7b': [0.25, 0.25, null, false],
      'open-mixtral-8x7b': [0.7, 0.7, null, false],
      'open-mixtral-8x22b': [2, 6, null, false],
    },
  },
  {
    provider: 'deepseek',
    // In force since that day. Prices of peak hours (01:00 to 04:00 and 06:00 to 10:00 UTC); at other times it is half.
    asOf: '2026-08-16',
    source: 'https://api-docs.deepseek.com/quick_start/pricing',
    models: {
      'deepseek-flash': [0.3, 1.2, 0.006, true],
      'deepseek-v4-pro': [1.32, 3.96, 0.044, true],
    },
  },
  {
    provider: 'groq',
    asOf: '2026-07-01',
    source: MODELS_DEV,
    models: {
      'llama-3.1-8b-instant': [0.05, 0.08, null, false],
      'llama-3.3-70b-versatile': [0.59, 0.79, null, false],
      'meta-llama/llama-4-scout-17b-16e-instruct': [0.11, 0.34, null, false],
      'openai/gpt-oss-20b': [0.075, 0.3, 0.0375, true],
      'openai/gpt-oss-120b': [0.15, 0.6, 0.075, true],
      'qwen/qwen3-32b': [0.29, 0.59, null, true],
    },
  },
  {
    provider: 'xai',
    asOf: '2026-08-05',
    source: LLM_PRICES,
    models: {
      'grok-4.20-0309-non-reasoning': [1.25, 2.5, 0.2, false],
      'grok-4.20-0309-reasoning': [1.25, 2.5, 0.2, true],
      'grok-4.3': [1.25, 2.5, 0.2, true],
      'grok-4.5': [2, 6, 0.3, true],
    },
  },
]

interface Known {
  readonly price: Price
  readonly reasons: boolean | null
}

const KNOWN: ReadonlyMap<string, Known> = new Map(
  LISTS.flatMap(({ provider, asOf, source, models }) =>
    Object.entries(models).map(([model, [inputUsd, outputUsd, cachedInputUsd, reasons]]) => {
      const cached = cachedInputUsd === null ? {} : { cachedInputUsd }
      return [
        `${provider}/${model}`,
        { price: { inputUsd, outputUsd, ...cached, asOf, source }, reasons },
      ]
    }),
  ),
)

/** What a vendor puts after the name of a model to say which of its snapshots it is. */
const DATE = /-(\d{4}-\d{2}-\d{2}|\d{8})$/

/** The price of a model under its exact name or, where it is a dated snapshot, of the model that it is a snapshot of. */
export function knownPrice(provider: string, model: string): Price | undefined {
  return known(provider, model)?.price
}

/** Whether a model reasons before it answers unless it is told not to; undefined where that is not known. Such tokens are charged and not seen. */
export function knownToReason(provider: string, model: string): boolean | undefined {
  return known(provider, model)?.reasons ?? undefined
}

function known(provider: string, model: string): Known | undefined {
  return KNOWN.get(`${provider}/${model}`) ?? KNOWN.get(`${provider}/${model.replace(DATE, '')}`)
}
