/** One attempt: what was sent, what came back, how it was read, and what was done then. */
import type {
  AttemptMade,
  CallMade,
  SentMessage,
} from '../../../../../study/viewing/knew/attempts.ts'
import { count, dollars } from '../../shell/numbers.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { RequestView } from './request-view.tsx'

interface CardProps {
  readonly attempt: AttemptMade
  readonly title: string
  /** What every attempt at the ask sent first. */
  readonly base: readonly SentMessage[]
  readonly isOpen: boolean
  readonly then: string
}

export function AttemptCard({ attempt, title, base, isOpen, then }: CardProps) {
  const { reading } = attempt
  return (
    <details class="attempt" open={isOpen}>
      <summary>
        <strong>{title}</strong>{' '}
        <span class={reading.isAnswer ? 'mark-known' : 'mark-hidden'}>
          <span aria-hidden="true">{reading.isAnswer ? '✓' : '✕'}</span> {plainLine(reading.words)}
        </span>{' '}
        <span class="quiet">{then}</span>
      </summary>
      {attempt.by === 'model' ? (
        <Call call={attempt} base={base} />
      ) : (
        <Reply title="Submitted by a person" text={attempt.reply} absent="Nothing came in time." />
      )}
      {reading.mended.length > 0 && (
        <p class="notice">What had to be mended to record it: {reading.mended.join('; ')}.</p>
      )}
      <Facts attempt={attempt} />
    </details>
  )
}

function Call({ call, base }: { readonly call: CallMade; readonly base: readonly SentMessage[] }) {
  return (
    <div class="attempt-sides">
      <RequestView call={call} base={base} />
      <div>
        <Reply
          title="What came back"
          text={call.completion}
          absent={`Nothing came: ${call.error ?? 'the record does not say why'}`}
        />
        {call.retried.length > 0 && (
          <>
            <h4>Tries that failed before</h4>
            <ol>
              {call.retried.map((why, i) => (
                <li key={i}>{plainLine(why)}</li>
              ))}
            </ol>
          </>
        )}
        {call.answerTokens.length > 0 && <Tokens tokens={call.answerTokens} />}
      </div>
    </div>
  )
}

interface ReplyProps {
  readonly title: string
  readonly text: string | null
  readonly absent: string
}

function Reply({ title, text, absent }: ReplyProps) {
  return (
    <section class="reply">
      <h4>{title}</h4>
      {text === null ? (
        <p class="fault">{plain(absent)}</p>
      ) : (
        <>
          <pre class="reply-text">{plain(text)}</pre>
          <CopyButton text={() => text} what="the reply" />
        </>
      )}
    </section>
  )
}

function Tokens({ tokens }: { readonly tokens: CallMade['answerTokens'] }) {
  return (
    <details>
      <summary>The tokens of the answer, with their likeliest alternatives</summary>
      <ol>
        {tokens.map(({ token, logprob, alternatives }, i) => (
          <li key={i}>
            <code>{plainLine(token)}</code> {share(logprob)}
            {alternatives.length > 0 &&
              ` · ${alternatives.map((one) => `${plainLine(one.token)} ${share(one.logprob)}`).join(', ')}`}
          </li>
        ))}
      </ol>
    </details>
  )
}

function share(logprob: number): string {
  return Math.exp(logprob).toPrecision(3)
}

function Facts({ attempt }: { readonly attempt: AttemptMade }) {
  const latency: Fact = [
    'Latency',
    attempt.latencyMs === null ? 'not recorded' : `${count(attempt.latencyMs)} ms`,
  ]
  const facts = attempt.by === 'model' ? [...factsOf(attempt), latency] : [latency]
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{plainLine(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

type Fact = readonly [name: string, value: string]

function factsOf(call: CallMade): Fact[] {
  const { provider, model, servedModel, fingerprint, finishReason, usage, costUsd } = call
  const { uncertainUsd, tries, sampling } = call
  const cached =
    usage.cachedInputTokens === undefined
      ? ''
      : `, ${count(usage.cachedInputTokens)} of them cached`
  const unsaid = 'not said'
  return [
    ['Model asked for', `${provider}/${model}`],
    ['Model that answered', servedModel ?? unsaid],
    ['Fingerprint', fingerprint ?? unsaid],
    ['Finish reason', finishReason ?? unsaid],
    ['Tokens in', usage.inputTokens === null ? unsaid : `${count(usage.inputTokens)}${cached}`],
    ['Tokens out', usage.outputTokens === null ? unsaid : count(usage.outputTokens)],
    [
      'Cost',
      `${dollars(costUsd)}${uncertainUsd > 0 ? `, and up to ${dollars(uncertainUsd)} that may have been charged besides` : ''}`,
    ],
    ['Tries', String(tries)],
    [
      'Sampling',
      Object.keys(sampling).length === 0 ? 'the provider’s own' : JSON.stringify(sampling),
    ],
  ]
}
