/** Which providers there are: declared in coterie.providers.yaml, or known from the environment. */
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { BadInputError } from '../base/errors.ts'
import { keysOf, problemsOf } from '../play/experiment/problems.ts'
import type { ProviderDeclaration } from './adapters.ts'
import { parseText, readText } from './read-document.ts'

/** Looked for in the folder in which the command is run. */
export const PROVIDERS_FILE = 'coterie.providers.yaml'

const Declared = z.strictObject(
  {
    base_url: z.url({
      protocol: /^https?$/,
      error: 'write where the server answers, such as http://127.0.0.1:8000/v1',
    }),
    /** The name of the environment variable that holds the key: the key itself is never written down. */
    key_env: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable, not the key itself')
      .optional(),
    structured_output: z.boolean().default(false),
  },
  'describe the server with its base_url',
)

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
 * The declared providers, and `openai` where OPENAI_API_KEY is set and nobody declared it.
 * @throws BadInputError that names file and field.
 */
export function declaredProviders(
  environment: Readonly<Record<string, string | undefined>>,
): ProviderDeclaration[] {
  const declared = existsSync(PROVIDERS_FILE) ? parseProviders(readText(PROVIDERS_FILE, '')) : []
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

/**
 * Reads the text of such a file.
 * @throws BadInputError that names its line and field.
 */
export function parseProviders(text: string): ProviderDeclaration[] {
  const { value, lineOf } = parseText(PROVIDERS_FILE, text)
  const parsed = ProvidersFile.safeParse(value)
  if (!parsed.success) {
    throw new BadInputError(
      problemsOf(parsed.error, [], [...keysOf(ProvidersFile), ...keysOf(Declared)])
        .map(({ path, message }) => {
          const field = path.length === 0 ? '' : `${path.join('.')}: `
          return `${PROVIDERS_FILE}:${lineOf(path)}: ${field}${message}`
        })
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
