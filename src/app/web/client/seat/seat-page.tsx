/** What a participant sees: its seat as it stands, one thing at a time. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { SeatState } from '../../../seats/seat-state.ts'
import { AskedPage } from './asked-page.tsx'
import { ConsentPage } from './consent-page.tsx'
import { OverPage } from './over-page.tsx'
import { isOnline, toldLast, type Told } from './seat-line.ts'
import { useSettled } from './use-settled.ts'

export function SeatPage() {
  const told = toldLast.value
  return (
    <main class="seat" id="main">
      <Offline isTold={told !== undefined && isAwaited(told.state)} />
      {told === undefined ? <p role="status">One moment …</p> : <Shown told={told} />}
    </main>
  )
}

/** Where nothing is expected of the page, a server that is gone is nothing to worry about. */
function isAwaited({ kind }: SeatState): boolean {
  return kind !== 'paused' && kind !== 'over'
}

function Offline({ isTold }: { readonly isTold: boolean }) {
  return (
    <div role="status">
      {!isOnline.value && isTold && (
        <p class="notice">
          The connection is lost. This page tries again by itself; what you have written stays here.
        </p>
      )}
    </div>
  )
}

function Shown({ told }: { readonly told: Told }) {
  const { state, atMs } = useSettled(told)
  const [hasSent, setHasSent] = useState(false)
  const asks = useAsks(state)
  useEffect(() => {
    document.title = titleOf(state)
    if (state.kind === 'asked') setHasSent(false)
  }, [state.kind, asks])
  switch (state.kind) {
    case 'consent':
      return <ConsentPage key={state.id} state={state} />
    case 'asked':
      return (
        <AskedPage
          key={asks}
          state={state}
          atMs={atMs}
          isOpen={told.state === state}
          onSent={() => setHasSent(true)}
        />
      )
    case 'waiting':
      return <Waiting hasSent={hasSent} hasMissed={state.missed} />
    case 'paused':
      return (
        <Calm title="A pause">
          <p>
            The run was stopped for now. You may close this page, or keep it open: it goes on when
            the experimenter goes on, under the same link.
          </p>
        </Calm>
      )
    case 'over':
      return <OverPage state={state} />
  }
}

/** Another number for each question, the same for all attempts at it: what was written stays while one mends it. */
function useAsks(state: SeatState): number {
  const last = useRef({ id: '', asks: 0 })
  if (state.kind === 'asked' && state.id !== last.current.id)
    last.current = { id: state.id, asks: last.current.asks + (state.attempt === 0 ? 1 : 0) }
  return last.current.asks
}

function titleOf({ kind }: SeatState): string {
  const titles: Readonly<Record<SeatState['kind'], string>> = {
    consent: 'Before you begin',
    asked: 'Your turn',
    waiting: 'Please wait',
    paused: 'A pause',
    over: 'The end',
  }
  return `${titles[kind]} · Taking part`
}

function Waiting({ hasSent, hasMissed }: { hasSent: boolean; hasMissed: boolean }) {
  return (
    <Calm title="Please wait">
      {hasMissed && (
        <p class="notice">
          The time was over before an answer came. The run goes on, and so may you.
        </p>
      )}
      {hasSent && !hasMissed && <p class="sent">Your answer was sent.</p>}
      <p>The others are not through yet. This page goes on by itself: keep it open.</p>
      <p class="dots" aria-hidden="true">
        <span /> <span /> <span />
      </p>
    </Calm>
  )
}

interface CalmProps {
  readonly title: string
  readonly children: ComponentChildren
}

/** A page that asks for nothing: read out when it comes, for whoever does not see it. */
function Calm({ title, children }: CalmProps) {
  return (
    <section class="calm">
      <h1>{title}</h1>
      <div role="status">{children}</div>
    </section>
  )
}
