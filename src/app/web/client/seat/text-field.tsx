/** Free words, and how many more there may be. */
import { useId } from 'preact/hooks'
import type { SeatForm } from '../../../seats/seat-state.ts'
import { count } from '../shell/numbers.ts'
import type { FieldProps } from './field.ts'

interface TextProps extends FieldProps<SeatForm & { kind: 'text' }> {
  readonly onSubmit: () => void
}

/** Told to whoever does not see it when so many are left, and not at every letter. */
const NEAR = 20

export function TextField({ form, reply, onReply, onSubmit }: TextProps) {
  const id = useId()
  const left = form.maxLength - reply.length
  return (
    <div class="field">
      <label for={id}>Your words</label>
      <textarea
        id={id}
        rows={4}
        maxLength={form.maxLength}
        value={reply}
        dir="auto"
        aria-describedby={`${id}-hint`}
        onInput={(event) => onReply(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          onSubmit()
        }}
      />
      <p id={`${id}-hint`} class="hint">
        {count(left)} of {count(form.maxLength)} characters left.
      </p>
      <p class="unseen" role="status">
        {left <= NEAR && left % 10 === 0 ? `${left} characters left` : ''}
      </p>
    </div>
  )
}
