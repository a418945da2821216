/** Which providers there are: declared in coterie.providers.yaml, or known from the environment. */
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { BadInputError } from '../base/errors.ts'
import { KNOWN_PROVIDERS, type KnownProvider } from '../io/model/known-providers.ts'
import { keysOf, problemsOf } from '../play/experiment/problems.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'
import { parseText, readText } from './read-document.ts'

/** Looked for in the folder in which the command is run. */
export const PROVIDERS_FILE = 'coterie.providers.yaml'

/** For one try; a model that reasons may think for a minute. */
const TIMEOUT_S = 120

const Dollars = z.number().nonnegative('US dollars per million tokens, 0 where it is free')

const DeclaredPrice = z.strictObject(
  {
    input: Dollars,
    output: Dollars,
    cached_input: Dollars.optional(),
    as_of: z.iso.date('the day on which you looked it up, such as 2026-01-31'),
    source: z.string().min(1).default(PROVIDERS_FILE),
  },
  'give input and output in US dollars per million tokens, and as_of',
)

const Limits = z.strictObject(
  {
    requests_per_minute: z.number().positive().optional(),
    tokens_per_minute: z.number().positive().optional(),
    in_flight: z.int().positive().optional(),
  },
  'requests_per_minute, tokens_per_minute, in_flight',
)

const Variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable, not the key itself')

const HeaderName = z.string().regex(/^[\w-]+$/, 'the name of a header')

/** What stands in this file is no secret, and is not struck out of what servers say. */
const PlainHeaderName = HeaderName.refine(
  (name) => !/auth|cookie|key|secret|token/i.test(name),
  'this looks like a secret: name the environment variable that holds it, under headers_env',
)

const Declared = z.strictObject(
  {
    base_url: z.url({
      protocol: /^https?$/,
      error: 'write where the server answers, such as http://127.0.0.1:8000/v1',
    }),
    /** The name of the environment variable that holds the key: the key itself is never written down. */
    key_env: Variable.optional(),
    structured_output: z.boolean().default(false),
    logprobs: z.boolean().default(false),
    seed: z.boolean().default(true),
    token_limit_field: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
    headers: z.record(PlainHeaderName, z.string()).optional(),
    headers_env: z.record(HeaderName, Variable).optional(),
    timeout_s: z.number().positive().max(3_600).default(TIMEOUT_S),
    tries: z.int().min(1).max(20).optional(),
    patience_s: z.number().nonnegative().optional(),
    limits: Limits.default({}),
    prices: z.record(z.string().min(1), DeclaredPrice).optional(),
  },
  'describe the server with its base_url',
)
type Declared = z.output<typeof Declared>

const ProvidersFile = z.strictObject(
  {
    providers: z.record(
      z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens'),
      Declared,
    ),
  },
  'begin with "providers:", then names with their base_url (see docs/providers.md)',
)

/**
 * The declared providers, and every known one that nobody declared and that wants no key or whose key is set; `openai` in any case.
 * @throws BadInputError that names file and field.
 */
export function declaredProviders(
  environment: Readonly<Record<string, string | undefined>>,
): ProviderDeclaration[] {
  const declared = existsSync(PROVIDERS_FILE) ? parseProviders(readText(PROVIDERS_FILE, '')) : []
  const known = KNOWN_PROVIDERS.filter(
    ({ name, keyName }) =>
      !declared.some((one) => one.name === name) &&
      (name === 'openai' || keyName === null || environment[keyName] !== undefined),
  )
  return [...declared, ...known.map((one) => knownDeclaration(one, environment))]
}

function knownDeclaration(
  { name, baseUrl, keyName, structuredOutput, logprobs, seed }: KnownProvider,
  environment: Readonly<Record<string, string | undefined>>,
): ProviderDeclaration {
  return {
    name,
    // Gateways of one's own stand behind the name of OpenAI as a rule.
    baseUrl: (name === 'openai' ? environment['OPENAI_BASE_URL'] : undefined) ?? baseUrl,
    keyName,
    structuredOutput: structuredOutput ?? false,
    logprobs: logprobs ?? false,
    seed: seed ?? true,
    timeoutMs: TIMEOUT_S * 1_000,
    patience: {},
    limits: {},
  }
}

/**
 * Reads the text of such a file.
 * @throws BadInputError that names its line and field.
 */
export function parseProviders(text: string): ProviderDeclaration[] {
  const { value, lineOf } = parseText(PROVIDERS_FILE, text)
  const parsed = ProvidersFile.safeParse(value)
  if (!parsed.success) {
    const fields = [ProvidersFile, Declared, Limits, DeclaredPrice].flatMap((one) => keysOf(one))
    throw new BadInputError(
      problemsOf(parsed.error, [], fields)
        .map(({ path, message }) => {
          const field = path.length === 0 ? '' : `${path.join('.')}: `
          return `${PROVIDERS_FILE}:${lineOf(path)}: ${field}${message}`
        })
        .join('\n'),
    )
  }
  return Object.entries(parsed.data.providers).map(([name, one]) => declarationOf(name, one))
}

function declarationOf(name: string, one: Declared): ProviderDeclaration {
  const { limits, tries, patience_s: patienceS, prices } = one
  return given({
    name,
    baseUrl: one.base_url,
    keyName: one.key_env ?? null,
    structuredOutput: one.structured_output,
    logprobs: one.logprobs,
    seed: one.seed,
    tokenLimitField: one.token_limit_field,
    headers: one.headers,
    headerNames: one.headers_env,
    timeoutMs: one.timeout_s * 1_000,
    patience: given({
      mostTries: tries,
      budgetMs: patienceS === undefined ? undefined : patienceS * 1_000,
      longestRetryAfterMs: patienceS === undefined ? undefined : patienceS * 1_000,
    }),
    limits: given({
      requestsPerMinute: limits.requests_per_minute,
      tokensPerMinute: limits.tokens_per_minute,
      inFlight: limits.in_flight,
    }),
    prices:
      prices === undefined
        ? undefined
        : Object.fromEntries(
            Object.entries(prices).map(([model, price]) => [
              model,
              given({
                inputUsd: price.input,
                outputUsd: price.output,
                cachedInputUsd: price.cached_input,
                asOf: price.as_of,
                source: price.source,
              }),
            ]),
          ),
  })
}

type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Without what was not said. */
function given<T extends object>(value: T): Given<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined),
  ) as Given<T>
}
