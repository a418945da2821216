/** The end: why it is the end, what was earned, what the experimenter has to say. */
import { useState } from 'preact/hooks'
import type { SeatState } from '../../../seats/seat-state.ts'
import { plainLine } from '../shell/plain.ts'
import { Headed } from './headed.tsx'
import { sendRead } from './seat-line.ts'
import { Words } from './words.tsx'

type Over = SeatState & { kind: 'over' }

const REASONS: Readonly<Record<Over['how'], string>> = {
  finished: 'That was all: nothing more is asked of you.',
  aborted:
    'The run has ended before its time. You did nothing wrong; nothing more is asked of you.',
  failed: 'The run has ended before its time. You did nothing wrong; nothing more is asked of you.',
  late: 'The time in which you had to be here was over before you opened this page. Nothing is asked of you.',
  declined: 'You chose not to take part. Nothing is asked of you.',
}

const TITLES: Readonly<Partial<Record<Over['how'], string>>> = {
  declined: 'Thank you all the same',
  late: 'It has begun without you',
}

export function OverPage({ state }: { readonly state: Over }) {
  const { how, earned, debrief, isToRead } = state
  return (
    <Headed title={TITLES[how] ?? 'Thank you'}>
      <p>{REASONS[how]}</p>
      {earned !== null && (
        <p class="earned">
          You earned <strong>{plainLine(earned)}</strong>.
        </p>
      )}
      {debrief !== null && <Words of={debrief} />}
      <Leave isToRead={isToRead} />
    </Headed>
  )
}

/** Whoever has read it may go, also where nobody hears of it any more. */
function Leave({ isToRead }: Pick<Over, 'isToRead'>) {
  const [hasRead, setHasRead] = useState(!isToRead)
  const leave = (): void => {
    setHasRead(true)
    void sendRead()
  }
  return (
    <>
      <div role="status">{hasRead && <p class="quiet">You may close this page.</p>}</div>
      {!hasRead && (
        <div class="answers">
          <button type="button" class="chief" onClick={leave}>
            I have read this
          </button>
        </div>
      )}
    </>
  )
}
