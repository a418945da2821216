/** The calls of a sitting, provider by provider: on their way, waiting, asked again, refused, failed. */
import type { FailureKind, ProviderStatus } from '../../../../../study/viewing/sitting-status.ts'
import { Wide } from '../../parts/wide.tsx'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'

const FAILURES: Readonly<Record<FailureKind, string>> = {
  passing: 'passing trouble',
  timeout: 'timed out',
  unreached: 'not reached',
  prompt: 'prompt refused',
  setup: 'set up wrongly',
}

/** `none`, or how often for which reason. */
export function failureWords(failures: Readonly<Record<FailureKind, number>>): string {
  const failed = (Object.keys(FAILURES) as FailureKind[]).filter((kind) => failures[kind] > 0)
  if (failed.length === 0) return 'none'
  return failed.map((kind) => `${count(failures[kind])} ${FAILURES[kind]}`).join(', ')
}

export function ProviderTable({ providers }: { readonly providers: readonly ProviderStatus[] }) {
  if (providers.length === 0) return null
  return (
    <Wide label="Calls by provider">
      <table class="providers">
        <caption class="unseen">Calls by provider, in this sitting</caption>
        <thead>
          <tr>
            <th scope="col">Provider</th>
            <th scope="col" class="number">
              In flight
            </th>
            <th scope="col" class="number">
              Limit
            </th>
            <th scope="col" class="number">
              Waiting
            </th>
            <th scope="col" class="number">
              Made
            </th>
            <th scope="col" class="number">
              Retries
            </th>
            <th scope="col" class="number">
              Refused, too busy
            </th>
            <th scope="col">Failures</th>
          </tr>
        </thead>
        <tbody>
          {providers.map((provider) => (
            <ProviderRow key={provider.name} provider={provider} />
          ))}
        </tbody>
      </table>
    </Wide>
  )
}

function ProviderRow({ provider }: { readonly provider: ProviderStatus }) {
  const { name, inFlight, limit, waiting, made, retries, refused, failures, lastFailure } = provider
  return (
    <tr>
      <th scope="row">{plainLine(name)}</th>
      <td class="number">{count(inFlight)}</td>
      <td class="number">{limit === null ? <span title="no limit">–</span> : count(limit)}</td>
      <td class="number">{count(waiting)}</td>
      <td class="number">{count(made)}</td>
      <td class="number">{count(retries)}</td>
      <td class="number">{count(refused)}</td>
      <td>
        {failureWords(failures)}
        {lastFailure !== null && <small class="last-failure">last: {plainLine(lastFailure)}</small>}
      </td>
    </tr>
  )
}
