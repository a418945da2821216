/** The request of a call, whole: as text, or as JSON; either can be copied. */
import { messagesSent } from '../../../../../study/viewing/knew/known-shapes.ts'
import { useState } from 'preact/hooks'
import type { CallMade, SentMessage } from '../../../../../study/viewing/knew/attempts.ts'
import { plain } from '../../shell/plain.ts'
import { CopyButton } from '../../parts/copy-button.tsx'

interface RequestProps {
  readonly call: CallMade
  readonly base: readonly SentMessage[]
}

export function RequestView({ call, base }: RequestProps) {
  const [isJson, setJson] = useState(false)
  const messages = messagesSent(base, call)
  return (
    <section class="request">
      <h4>What was sent</h4>
      <div class="row" role="group" aria-label="How the request is shown">
        <button type="button" aria-pressed={!isJson} onClick={() => setJson(false)}>
          Text
        </button>
        <button type="button" aria-pressed={isJson} onClick={() => setJson(true)}>
          JSON
        </button>
        <CopyButton text={() => (isJson ? jsonOf(call, messages) : textOf(messages))} what="it" />
      </div>
      {isJson ? (
        <pre class="request-json" tabIndex={0} role="region" aria-label="The request as JSON">
          {plain(jsonOf(call, messages))}
        </pre>
      ) : (
        <ol class="request-messages" tabIndex={0} aria-label="The messages that were sent">
          {messages.map(({ role, text }, i) => (
            <li key={i} class={i < base.length ? '' : 'request-further'}>
              <span class="chip">{role}</span>
              {i >= base.length && <small> added for this attempt</small>}
              <pre>{plain(text)}</pre>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function textOf(messages: readonly SentMessage[]): string {
  return messages.map(({ role, text }) => `[${role}]\n${text}`).join('\n\n')
}

function jsonOf({ provider, model, sampling, schema }: CallMade, messages: readonly SentMessage[]) {
  return JSON.stringify({ provider, model, messages, sampling, schema }, null, 2)
}
