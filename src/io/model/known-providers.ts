/** Where well-known servers answer in OpenAI's dialect, which environment variable customarily holds their key, and what they are known to offer. */

/** What is absent is not known, or holds for some of its models only; `false` is known as well. */
export interface KnownProvider {
  /** The name before the slash in `provider/model`. */
  readonly name: string
  readonly baseUrl: string
  /** The environment variable that customarily holds the key; null where a key is not wanted. */
  readonly keyName: string | null
  /** Whether it enforces a JSON schema on completions (`response_format`). */
  readonly structuredOutput?: boolean
  /** Whether it gives log-probabilities. */
  readonly logprobs?: boolean
  /** Whether it takes a `seed`. */
  readonly seed?: boolean
  /** Where that was looked up, on the day in `KNOWN_AS_OF`. */
  readonly source: string
}

/** The day on which all of these were looked up. */
export const KNOWN_AS_OF = '2026-11-21'

export const KNOWN_PROVIDERS: readonly KnownProvider[] = [
  {
    name: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    keyName: 'OPENAI_API_KEY',
    structuredOutput: true,
    seed: true,
    source: 'https://developers.openai.com/api/docs (types of the npm package openai 7)',
  },
  {
    name: 'groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    keyName: 'GROQ_API_KEY',
    // Asked for, they are an error there.
    logprobs: false,
    source: 'https://console.groq.com/docs/openai',
  },
  {
    name: 'openrouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyName: 'OPENROUTER_API_KEY',
    source: 'https://openrouter.ai/docs/api-reference/overview',
  },
  {
    name: 'together',
    baseUrl: 'https://api.together.ai/v1',
    keyName: 'TOGETHER_API_KEY',
    source: 'https://docs.together.ai/docs/inference/openai-compatibility',
  },
  {
    name: 'mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    keyName: 'MISTRAL_API_KEY',
    structuredOutput: true,
    // It is called `random_seed` there.
    seed: false,
    source: 'https://docs.mistral.ai/capabilities/structured-output/custom_structured_output/',
  },
  {
    name: 'deepseek',
    baseUrl: 'https://api.deepseek.com',
    keyName: 'DEEPSEEK_API_KEY',
    // JSON it does promise, but not by a schema.
    structuredOutput: false,
    source: 'https://api-docs.deepseek.com/quick_start/pricing',
  },
  {
    name: 'xai',
    baseUrl: 'https://api.x.ai/v1',
    keyName: 'XAI_API_KEY',
    structuredOutput: true,
    source: 'https://docs.x.ai/developers/introduction',
  },
  {
    name: 'fireworks',
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    keyName: 'FIREWORKS_API_KEY',
    structuredOutput: true,
    source: 'https://docs.fireworks.ai/structured-responses/structured-response-formatting',
  },
  {
    name: 'gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyName: 'GEMINI_API_KEY',
    source: 'https://ai.google.dev/gemini-api/docs/openai',
  },
  {
    name: 'anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    keyName: 'ANTHROPIC_API_KEY',
    // All three are ignored in OpenAI's dialect.
    structuredOutput: false,
    logprobs: false,
    seed: false,
    source: 'https://platform.claude.com/docs/en/api/openai-sdk',
  },
  {
    name: 'ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    keyName: null,
    logprobs: true,
    seed: true,
    source: 'https://docs.ollama.com/api/openai-compatibility',
  },
  {
    name: 'vllm',
    baseUrl: 'http://127.0.0.1:8000/v1',
    keyName: null,
    structuredOutput: true,
    logprobs: true,
    seed: true,
    source: 'https://docs.vllm.ai/en/stable/serving/openai_compatible_server/',
  },
  {
    name: 'lmstudio',
    baseUrl: 'http://127.0.0.1:1234/v1',
    keyName: null,
    structuredOutput: true,
    source: 'https://lmstudio.ai/docs/advanced/structured-output',
  },
  {
    name: 'llama-cpp',
    baseUrl: 'http://127.0.0.1:8080/v1',
    keyName: null,
    structuredOutput: true,
    seed: true,
    source: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
  },
]

/** The server that is known under a name. */
export function knownProvider(name: string): KnownProvider | undefined {
  return KNOWN_PROVIDERS.find((one) => one.name === name)
}
