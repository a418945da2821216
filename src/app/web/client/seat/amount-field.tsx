/** A number. Whether it is one that counts is for the rules to say: what is sent is kept. */
import { useId } from 'preact/hooks'
import type { SeatForm } from '../../../seats/seat-state.ts'
import type { FieldProps } from './field.ts'

type AmountProps = FieldProps<SeatForm & { kind: 'amount' }>

export function AmountField({ form, reply, onReply }: AmountProps) {
  const { min, max, step } = form
  const id = useId()
  return (
    <div class="field">
      <label for={id}>Your number</label>
      <input
        id={id}
        type="number"
        inputMode={Number.isInteger(step) && min >= 0 ? 'numeric' : 'decimal'}
        min={min}
        max={max}
        step={step}
        value={reply}
        autocomplete="off"
        aria-describedby={`${id}-hint`}
        onInput={(event) => onReply(event.currentTarget.value)}
      />
      <p id={`${id}-hint`} class="hint">
        From {min} to {max}, in steps of {step}.
      </p>
    </div>
  )
}
