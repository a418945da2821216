/** One of several options, each as large as a thumb. */
import { useId } from 'preact/hooks'
import type { SeatForm } from '../../../seats/seat-state.ts'
import { plain } from '../shell/plain.ts'
import type { FieldProps } from './field.ts'

type ChoiceProps = FieldProps<SeatForm & { kind: 'choice' }>

/** The reply is a label as it was sent here, whatever of it is shown. */
export function ChoiceField({ form, reply, onReply }: ChoiceProps) {
  const name = useId()
  return (
    <fieldset class="choice">
      <legend>Your choice</legend>
      {form.labels.map((label) => (
        <label key={label} class="option">
          <input
            type="radio"
            name={name}
            checked={reply === label}
            onChange={() => onReply(label)}
          />
          <span dir="auto">{plain(label)}</span>
        </label>
      ))}
    </fieldset>
  )
}
