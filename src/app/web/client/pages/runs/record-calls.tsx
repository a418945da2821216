/** What became of a record's calls, provider by provider: what the table of a sitting tells while it plays, as the record has it afterwards. */
import type { ProviderCalls, RecordSpend } from '../../../../../study/viewing/runs/record-spend.ts'
import { count, dollars } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { failureWords } from './provider-table.tsx'

export function RecordCalls({ spend }: { readonly spend: RecordSpend }) {
  const { providers, calls } = spend
  if (providers.length === 0) return null
  const givenUp = calls - providers.reduce((sum, { made }) => sum + made, 0)
  return (
    <div class="record-calls">
      <h2>Calls by provider</h2>
      <div class="scroll-x" role="region" aria-label="Calls by provider" tabIndex={0}>
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
            {providers.map((provider) => (
              <tr key={provider.name}>
                <th scope="row">{plainLine(provider.name)}</th>
                {COLUMNS.map(({ title, words }) => (
                  <td key={title} class="number">
                    {words(provider)}
                  </td>
                ))}
                <td>{failureWords(provider.failures)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {givenUp > 0 && (
        <p class="quiet">
          {count(givenUp)} more {givenUp === 1 ? 'try' : 'tries'} of calls that were given up are
          counted in what was spent; the record does not say of which provider.
        </p>
      )}
    </div>
  )
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
