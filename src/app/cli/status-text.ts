/** How a sitting stands, in words. */
import { sanitiseLine } from '../../base/sanitise.ts'
import { dollars } from '../../io/model/budget.ts'
import type { ProviderStatus, SittingStatus } from '../../study/viewing/sitting-status.ts'
import { drawTable } from './draw-table.ts'
import { spendText } from './spend-text.ts'

const BAR_WIDTH = 24

/** A page of it: progress, spend against the budget, one row for each provider. */
export function statusText(status: SittingStatus): string[] {
  const { experiment, pid, runs, concurrency, elapsedMs, etaMs } = status
  const { ended, planned, failed, inFlightCount } = runs
  const share = planned === 0 ? 0 : ended / planned
  const full = Math.round(share * BAR_WIDTH)
  const calls = concurrency.calls === null ? '' : ` · at most ${concurrency.calls} calls an account`
  return [
    sanitiseLine(`${experiment} · ${status.state} · process ${pid}`),
    `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${ended}/${planned} runs · ${Math.floor(share * 100)}% · ${duration(elapsedMs)}${etaMs === null ? '' : ` · ETA ${duration(etaMs)}`}`,
    `${inFlightCount} in flight, at most ${concurrency.runs}${failed === 0 ? '' : ` · ${failed} failed`}${calls}`,
    ...peopleLines(status),
    ...spendLines(status),
    ...(status.providers.length === 0 ? [] : ['', providerTable(status.providers)]),
    ...status.providers.flatMap(({ name, lastFailure }) =>
      lastFailure === null ? [] : [sanitiseLine(`last failure of ${name}: ${lastFailure}`)],
    ),
  ]
}

/** How many asks wait for people, and whose. */
function peopleLines({ waitingForPeople, waitingSeats }: SittingStatus): string[] {
  if (waitingForPeople === 0) return []
  const asks = waitingForPeople === 1 ? '1 question waits' : `${waitingForPeople} questions wait`
  const whose = waitingSeats.map(({ participant, runId }) => `${participant} in ${runId}`)
  const more = waitingForPeople - waitingSeats.length
  const all = more > 0 ? [...whose, `${more} more`] : whose
  return [sanitiseLine(`${asks} for people: ${all.join(', ')}`)]
}

/** The same on one line, for files and pipes. */
export function statusLine(status: SittingStatus): string {
  const { state, runs, spend, elapsedMs } = status
  const spent = spend.calls === 0 ? '' : ` · ${spendText(spend)}${unpricedText(status)}`
  return `${duration(elapsedMs)} ${state} · ${runs.ended}/${runs.planned} runs · ${runs.inFlightCount} in flight${spent}`
}

/** What says that the sum is not all of it; empty where every reply has a price. */
function unpricedText({ unpriced }: SittingStatus): string {
  if (unpriced === 0) return ''
  const replies = unpriced === 1 ? '1 reply' : `${unpriced.toLocaleString('en-US')} replies`
  return ` · ${replies} without a price`
}

function spendLines(status: SittingStatus): string[] {
  const { spend, budget } = status
  const { usd, calls } = budget ?? { usd: null, calls: null }
  const caps = [
    ...(usd === null ? [] : [dollars(usd)]),
    ...(calls === null ? [] : [`${calls.toLocaleString('en-US')} calls`]),
  ]
  if (spend.calls === 0 && caps.length === 0) return []
  const budgeted = caps.length === 0 ? '' : ` of a budget of ${caps.join(' and ')}`
  return [`${spendText(spend)}${budgeted}${unpricedText(status)}`]
}

function providerTable(providers: readonly ProviderStatus[]): string {
  return drawTable(
    [
      'provider',
      'in flight',
      'limit',
      'waiting',
      'made',
      'retries',
      'refused (429)',
      'failed',
      'tokens in',
      'tokens out',
    ],
    providers.map((one) => [
      one.name,
      one.inFlight,
      one.limit,
      one.waiting,
      one.made,
      one.retries,
      one.refused,
      failuresText(one),
      one.inputTokens,
      one.outputTokens,
    ]),
  )
}

/** `7 (4 passing, 3 timeout)`. */
function failuresText({ failures }: ProviderStatus): string | number {
  const kinds = Object.entries(failures).filter(([, times]) => times > 0)
  const sum = kinds.reduce((total, [, times]) => total + times, 0)
  return sum === 0 ? 0 : `${sum} (${kinds.map(([kind, times]) => `${times} ${kind}`).join(', ')})`
}

/** `1 h 02 min`, `3 min 20 s`, `12 s`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0) return `${seconds} s`
  const two = (value: number): string => String(value).padStart(2, '0')
  return minutes < 60
    ? `${minutes} min ${two(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
}
