/** The end: why it is the end, what was earned, what the experimenter has to say. */
import type { SeatState } from '../../../seats/seat-state.ts'
import { decimal } from '../shell/numbers.ts'
import { Headed } from './headed.tsx'
import { Words } from './words.tsx'

type Over = SeatState & { kind: 'over' }

const REASONS: Readonly<Record<Over['how'], string>> = {
  finished: 'That was all: nothing more is asked of you.',
  aborted:
    'The run has ended before its time. You did nothing wrong; nothing more is asked of you.',
  failed: 'The run has ended before its time. You did nothing wrong; nothing more is asked of you.',
  declined: 'You chose not to take part. Nothing is asked of you.',
}

export function OverPage({ state }: { readonly state: Over }) {
  const { how, earnings, debrief } = state
  return (
    <Headed title={how === 'declined' ? 'Thank you all the same' : 'Thank you'}>
      <p>{REASONS[how]}</p>
      {earnings !== null && (
        <p class="earned">
          You earned{' '}
          <strong>
            {decimal(earnings)} {earnings === 1 ? 'point' : 'points'}
          </strong>
          .
        </p>
      )}
      {debrief !== null && <Words of={debrief} />}
      <p class="quiet">You may close this page.</p>
    </Headed>
  )
}
