/** What a call used, as far as it can be believed. */
import type { ModelCalled } from './call-entries.ts'
import type { Usage } from './prompt.ts'
import { readReading } from './reading.ts'

const NOT_KNOWN: Usage = { inputTokens: null, outputTokens: null }

/** The tokens that the provider said it used; not known where it did not say so, or said what cannot be. */
export function countedUsage({ usage, reading }: Pick<ModelCalled, 'usage' | 'reading'>): Usage {
  return readReading(reading).mended.includes('usage-doubted') ? NOT_KNOWN : usage
}
