/** Every ask that a tick put to a participant: each attempt, and what was made of it. */
import {
  messagesShown,
  type AskKnown,
  type KnewAnswer,
} from '../../../../../study/viewing/knew/known-shapes.ts'
import type { Outcome, ProbabilitiesTold } from '../../../../../study/viewing/knew/attempts.ts'
import { plainLine } from '../../shell/plain.ts'
import { percent } from '../../shell/numbers.ts'
import { AttemptCard } from './attempt-card.tsx'
import { nameIn, type At } from './at.ts'
import { Words } from './words.tsx'

export function AsksSection({ at, answer }: { readonly at: At; readonly answer: KnewAnswer }) {
  const { asks, participant, tick } = answer
  return (
    <section class="asks" aria-labelledby="asks">
      <h2 id="asks" tabIndex={-1}>
        What {nameIn(at.frame, participant)} was asked at tick {tick}, and what it answered
      </h2>
      {asks.length === 0 && <p class="quiet">It was asked nothing.</p>}
      {asks.map((ask) => (
        <AskView key={ask.ask} ask={ask} at={at} />
      ))}
    </section>
  )
}

function AskView({ ask, at }: { readonly ask: AskKnown; readonly at: At }) {
  const { attempts, samples, probabilities, outcome } = ask
  const base = messagesShown(ask)
  const isPerson = attempts.some(({ by }) => by === 'person')
  return (
    <section class="ask card">
      <h3>
        {ask.isProbe ? 'Probe' : 'Ask'} “{plainLine(ask.ask)}”
        {ask.form !== null && <small> {formInWords(ask.form)}</small>}
      </h3>
      {attempts.length === 0 && (
        <p class="quiet">No model was called and nobody submitted anything for it.</p>
      )}
      <ol class="attempts">
        {attempts.map((attempt, i) => (
          <li key={i}>
            <AttemptCard
              attempt={attempt}
              title={`Attempt ${i + 1} of ${attempts.length}`}
              base={base}
              isOpen={i === attempts.length - 1}
              then={thenOf(ask, i)}
            />
          </li>
        ))}
      </ol>
      {outcome !== null && (
        <OutcomeView outcome={outcome} policy={isPerson ? PEOPLE : at.frame.invalid} />
      )}
      {probabilities.map((told, i) => (
        <Probabilities key={i} told={told} />
      ))}
      {samples.length > 0 && (
        <details class="samples">
          <summary>
            {samples.length} further {samples.length === 1 ? 'reply' : 'replies'} that only estimate
            probabilities
          </summary>
          <ol class="attempts">
            {samples.map((sample, i) => (
              <li key={i}>
                <AttemptCard
                  attempt={sample}
                  title={`Sample ${i + 1}`}
                  base={base}
                  isOpen={false}
                  then="It did not count: a sample."
                />
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

const PEOPLE = 'People may submit as often as there is time for.'

function thenOf({ attempts, outcome }: AskKnown, i: number): string {
  if (i < attempts.length - 1) return 'Asked again.'
  if (attempts[i]?.reading.isAnswer === true) return 'Accepted.'
  return outcome === null ? 'Nothing was decided: the run was left here.' : 'Not asked again.'
}

function OutcomeView({ outcome, policy }: { readonly outcome: Outcome; readonly policy: string }) {
  const { status, value, displayed, why, applied } = outcome
  return (
    <div class={`outcome outcome-${isClean(status) ? 'clean' : 'mended'}`}>
      <h4>
        Decided: {value === null ? 'nothing' : <Words text={String(value)} />}{' '}
        {displayed !== null && displayed !== value && (
          <small>shown to it as “{plainLine(displayed)}”</small>
        )}{' '}
        <span class="chip">{plainLine(status)}</span>
      </h4>
      <p>
        {applied}
        {why !== null && ` Why: ${plainLine(why)}.`}
      </p>
      <p class="quiet">The plan’s policy for replies that are no answer: {policy}</p>
    </div>
  )
}

function isClean(status: string): boolean {
  return status === 'valid' || status === 'passed'
}

function Probabilities({ told }: { readonly told: ProbabilitiesTold }) {
  const { source, given, samples, shares } = told
  const from = samples === null ? 'log-probabilities of the first reply' : `${samples} samples`
  return (
    <table class="knew-probabilities">
      <caption>
        Probabilities of its answers, from {from}
        {given === 'reply' ? ', given the words of its reply' : ''} ({source})
      </caption>
      <thead>
        <tr>
          <th scope="col">Answer</th>
          <th scope="col" class="number">
            Probability
          </th>
          <th scope="col">
            <span class="unseen">As a bar</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {shares.map(({ of, share }) => (
          <tr key={of}>
            <th scope="row">{plainLine(of)}</th>
            <td class="number">{percent(share)}</td>
            <td>
              <div class="bar" aria-hidden="true">
                <span style={{ width: `${share * 100}%` }} />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function formInWords(form: NonNullable<AskKnown['form']>): string {
  const pass = form.passable === true ? ', or a pass' : ''
  switch (form.kind) {
    case 'choice':
      return plainLine(
        `one of ${form.order.map((i) => form.labels[i] ?? form.options[i] ?? '').join(', ')}${pass}`,
      )
    case 'amount':
      return `a number from ${form.min} to ${form.max} in steps of ${form.step}${pass}`
    case 'text':
      return `words, at most ${form.maxLength} characters${pass}`
  }
}
