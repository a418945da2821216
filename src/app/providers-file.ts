/** Which providers there are: declared in coterie.providers.yaml, or known from the environment. */
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { BadInputError } from '../base/errors.ts'
import type { ProviderDeclaration } from './adapters.ts'

/** Looked for in the folder in which the command is run. */
export const PROVIDERS_FILE = 'coterie.providers.yaml'

const Declared = z.strictObject({
  base_url: z.url({ protocol: /^https?$/ }),
  /** The name of the environment variable that holds the key: the key itself is never written down. */
  key_env: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable, not the key itself')
    .optional(),
  structured_output: z.boolean().default(false),
})

const ProvidersFile = z.strictObject({
  providers: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/), Declared),
})

/**
 * The declared providers, and `openai` where OPENAI_API_KEY is set and nobody declared it.
 * @throws BadInputError that names file and field.
 */
export function declaredProviders(
  environment: Readonly<Record<string, string | undefined>>,
): ProviderDeclaration[] {
  const declared = existsSync(PROVIDERS_FILE) ? readProviders() : []
  if (!declared.some(({ name }) => name === 'openai')) {
    declared.push({
      name: 'openai',
      baseUrl: environment['OPENAI_BASE_URL'] ?? 'https://api.openai.com/v1',
      keyName: 'OPENAI_API_KEY',
      structuredOutput: true,
    })
  }
  return declared
}

function readProviders(): ProviderDeclaration[] {
  let value: unknown
  try {
    value = parse(readFileSync(PROVIDERS_FILE, 'utf8'))
  } catch (error) {
    throw new BadInputError(`${PROVIDERS_FILE}: ${(error as Error).message}`)
  }
  const parsed = ProvidersFile.safeParse(value)
  if (!parsed.success) {
    throw new BadInputError(
      parsed.error.issues
        .map(({ path, message }) => `${PROVIDERS_FILE}: ${path.join('.')}: ${message}`)
        .join('\n'),
    )
  }
  return Object.entries(parsed.data.providers).map(([name, one]) => ({
    name,
    baseUrl: one.base_url,
    keyName: one.key_env ?? null,
    structuredOutput: one.structured_output,
  }))
}
