/** What became of a record's calls, provider by provider: what the table of a sitting tells while it plays, as the record has it afterwards. */
import type { ProviderCalls, RecordSpend } from '../../../../../study/viewing/runs/record-spend.ts'
import { Wide } from '../../parts/wide.tsx'
import { count, dollars } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { failureWords } from './provider-table.tsx'

export function RecordCalls({ spend }: { readonly spend: RecordSpend }) {
  const { providers, calls } = spend
  if (providers.length === 0) return null
  const givenUp = calls - providers.reduce((sum, { made }) => sum + made, 0)
  return (
    <section aria-labelledby="calls-title">
      <h2 id="calls-title">Calls by provider</h2>
      {providers.length > 1 && <p class="quiet">Those that failed most often stand first.</p>}
      <Wide label="The table of calls">
        <table class="providers">
          <caption class="unseen">
            Calls by provider, of the whole record: each try of a call is counted
          </caption>
          <thead>
            <tr>
              <th scope="col">Provider</th>
              {COLUMNS.map(({ title }) => (
                <th key={title} scope="col" class="number">
                  {title}
                </th>
              ))}
              <th scope="col">Failures</th>
            </tr>
          </thead>
          <tbody>
            {[...providers].sort(byFailures).map((provider) => (
              <tr key={provider.name}>
                <th scope="row">{plainLine(provider.name)}</th>
                {COLUMNS.map(({ title, words }) => (
                  <td key={title} class="number">
                    {words(provider)}
                  </td>
                ))}
                <td>
                  {failureWords(provider.failures)}
                  {failedShare(provider) > 0 && (
                    <small> {(failedShare(provider) * 100).toFixed(1)} % of those made</small>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {givenUp > 0 && (
        <p class="quiet">
          {count(givenUp)} more {givenUp === 1 ? 'try' : 'tries'} of calls that were given up are
          counted in what was spent; the record does not say of which provider.
        </p>
      )}
    </section>
  )
}

/** By the share of calls that failed. */
function byFailures(a: ProviderCalls, b: ProviderCalls): number {
  return failedShare(b) - failedShare(a)
}

function failedShare({ made, failures }: ProviderCalls): number {
  return Object.values(failures).reduce((sum, many) => sum + many, 0) / Math.max(1, made)
}

interface Column {
  readonly title: string
  readonly words: (calls: ProviderCalls) => string
}

const COLUMNS: readonly Column[] = [
  { title: 'Made', words: ({ made }) => count(made) },
  { title: 'Retries', words: ({ retries }) => count(retries) },
  { title: 'Refused, too busy', words: ({ refused }) => count(refused) },
  { title: 'Tokens in', words: ({ inputTokens }) => count(inputTokens) },
  { title: 'Tokens out', words: ({ outputTokens }) => count(outputTokens) },
  {
    title: 'Cost',
    words: ({ usd, uncertainUsd }) =>
      `${dollars(usd)}${uncertainUsd > 0 ? ` (perhaps ${dollars(uncertainUsd)} more)` : ''}`,
  },
  { title: 'Without a price', words: ({ unpriced }) => count(unpriced) },
]
