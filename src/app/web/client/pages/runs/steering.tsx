/** Pauses, resumes, stops and retunes the sitting that plays a record. */
import { useState } from 'preact/hooks'
import type { SittingStatus, SteeringCommand } from '../../../../../study/viewing/sitting-status.ts'
import { Fault } from '../../parts/await.tsx'
import { send } from '../../shell/ask.ts'
import type { PageProps } from '../page.ts'
import { sittingOf } from './sitting-signal.ts'

interface Props extends PageProps {
  readonly sitting: SittingStatus
}

export function Steering({ record, sitting }: Props) {
  const [fault, setFault] = useState<string>()
  const [isSending, setSending] = useState(false)
  const [asksToStop, setAsksToStop] = useState(false)
  const steer = (command: SteeringCommand): void => {
    setSending(true)
    setFault(undefined)
    setAsksToStop(false)
    const shown = sittingOf(record.id)
    const before = shown.peek()
    send<{ sitting: SittingStatus }>(`records/${record.id}/steer`, command)
      .then(
        (answer) => {
          // What was heard meanwhile may be later than the answer: that it has ended, above all. What the answer says is heard as well.
          if (shown.peek() === before) shown.value = answer.sitting
        },
        (error: unknown) => setFault(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => setSending(false))
  }
  const { state } = sitting
  if (state === 'stopping')
    return <p class="quiet">What is on its way comes home, and then it ends.</p>
  return (
    <div class="steering">
      <div class="row">
        {state === 'playing' ? (
          <button type="button" disabled={isSending} onClick={() => steer({ do: 'pause' })}>
            Pause
          </button>
        ) : (
          <button
            type="button"
            class="chief"
            disabled={isSending}
            onClick={() => steer({ do: 'resume' })}
          >
            Resume
          </button>
        )}
        <button
          type="button"
          disabled={isSending}
          aria-expanded={asksToStop}
          onClick={() => setAsksToStop(!asksToStop)}
        >
          Stop…
        </button>
        <Retune sitting={sitting} isSending={isSending} onRetune={steer} />
      </div>
      {asksToStop && (
        <div class="row stop-ask" role="group" aria-label="Stop the sitting?">
          <span>
            Stop the sitting? The record stays as it is, and can be gone on with by{' '}
            <code>coterie run</code>.
          </span>
          <button type="button" class="grave" autoFocus onClick={() => steer({ do: 'stop' })}>
            Stop it
          </button>
          <button type="button" onClick={() => setAsksToStop(false)}>
            Let it play
          </button>
        </div>
      )}
      {fault !== undefined && <Fault words={fault} />}
    </div>
  )
}

interface RetuneProps {
  readonly sitting: SittingStatus
  readonly isSending: boolean
  readonly onRetune: (command: SteeringCommand) => void
}

function Retune({ sitting: { concurrency }, isSending, onRetune }: RetuneProps) {
  // What somebody is typing is not overwritten by what is the case.
  const [draft, setDraft] = useState<{ runs?: string; calls?: string }>({})
  const runs = draft.runs ?? String(concurrency.runs)
  const calls = draft.calls ?? (concurrency.calls === null ? '' : String(concurrency.calls))
  const apply = (event: Event): void => {
    event.preventDefault()
    onRetune({
      do: 'retune',
      ...(draft.runs === undefined ? {} : { runs: Number(runs) }),
      ...(draft.calls === undefined ? {} : { calls: calls === '' ? null : Number(calls) }),
    })
    setDraft({})
  }
  const field = (name: 'runs' | 'calls', value: string, isNeeded: boolean) => (
    <input
      type="number"
      min={1}
      max={100_000}
      step={1}
      required={isNeeded}
      placeholder={isNeeded ? undefined : 'no cap'}
      value={value}
      onInput={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
    />
  )
  return (
    <form class="row retune" onSubmit={apply}>
      <label>Runs at once {field('runs', runs, true)}</label>
      <label>Calls at once {field('calls', calls, false)}</label>
      <button type="submit" disabled={isSending || Object.keys(draft).length === 0}>
        Apply
      </button>
    </form>
  )
}
