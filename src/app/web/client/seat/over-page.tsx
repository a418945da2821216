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
  late: 'The time in which you had to be here was over before you opened this page. Nothing is asked of you.',
  declined: 'You chose not to take part. Nothing is asked of you.',
}

const TITLES: Readonly<Partial<Record<Over['how'], string>>> = {
  declined: 'Thank you all the same',
  late: 'It has begun without you',
}

export function OverPage({ state }: { readonly state: Over }) {
  const { how, earnings, debrief } = state
  return (
    <Headed title={TITLES[how] ?? 'Thank you'}>
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
