/** The provider that a declaration describes, with nothing round it. */
import { BadInputError } from '../base/errors.ts'
import type { Provider } from '../io/model/provider.ts'
import { openAiProvider, type OpenAiOptions } from './adapters.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Calls the declared server. `key` is null where it needs none.
 * @throws BadInputError where a variable that holds a header is not set.
 */
export function declaredServer(
  declaration: ProviderDeclaration,
  key: string | null,
  environment: Environment,
): Provider {
  return openAiProvider({
    ...serverOf(declaration),
    secretHeaders: secretHeadersOf(declaration, environment),
    key,
    proxies: environment,
  })
}

function serverOf(declaration: ProviderDeclaration): Omit<OpenAiOptions, 'key' | 'secretHeaders'> {
  const { name, baseUrl, keyName, structuredOutput, logprobs, tokenLimitField, headers } =
    declaration
  return {
    name,
    baseUrl,
    keyName,
    structuredOutput,
    logprobs,
    ...(tokenLimitField === undefined ? {} : { tokenLimitField }),
    ...(headers === undefined ? {} : { headers }),
  }
}

function secretHeadersOf(
  { name, headerNames = {} }: ProviderDeclaration,
  environment: Environment,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headerNames).map(([header, variable]) => {
      const value = environment[variable] ?? ''
      if (value === '') {
        throw new BadInputError(
          `provider "${name}" needs the header ${header}: set the environment variable ${variable}.`,
        )
      }
      return [header, value] as const
    }),
  )
}
