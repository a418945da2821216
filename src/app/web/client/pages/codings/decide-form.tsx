/** Decides a unit on which two coders differ, in the name of whoever an adjudication by a third names. */
import { useState } from 'preact/hooks'
import type { CodingDetail } from '../../../../../study/viewing/codings/coding-differences.ts'
import {
  valueInWords,
  type OverviewBook,
  type OverviewCode,
} from '../../../../../study/viewing/codings/coding-overview.ts'
import { Fault } from '../../parts/await.tsx'
import { send } from '../../shell/ask.ts'
import { plainLine } from '../../shell/plain.ts'
import type { RecordNamed } from '../page.ts'

interface DecideFormProps {
  readonly record: RecordNamed
  readonly book: OverviewBook
  readonly code: OverviewCode
  readonly unit: string
  readonly codings: readonly CodingDetail[]
  readonly onDecided: () => void
}

export function DecideForm({ record, book, code, unit, codings, onDecided }: DecideFormProps) {
  const thirds = book.adjudications.filter(({ rule }) => rule === 'third')
  const [name, setName] = useState(thirds[0]?.name ?? '')
  const third = thirds.find((one) => one.name === name) ?? thirds[0]
  const decider = third?.coders[2] ?? ''
  const own = codings.find((one) => one.coder === decider && one.kind !== 'settled')
  const [note, setNote] = useState(own?.note ?? '')
  const [fault, setFault] = useState<string | undefined>()
  const [isWriting, setWriting] = useState(false)
  if (third === undefined)
    return (
      <p class="quiet">
        To decide units by hand, declare a rule “third” below: the third coder is whoever decides.
      </p>
    )
  const decide = (value: string | number | null, isUndecided: boolean): void => {
    setWriting(true)
    setFault(undefined)
    const body = { adjudication: third.name, unit, code: code.code, value, isUndecided }
    send(`records/${record.id}/codings/decide`, { ...body, note: note.trim() === '' ? null : note })
      .then(onDecided)
      .catch((error: unknown) => setFault(error instanceof Error ? error.message : String(error)))
      .finally(() => setWriting(false))
  }
  const [one, other] = third.coders.map(
    (coder) => codings.find((coding) => coding.coder === coder)?.value ?? null,
  )
  const isOpen = one !== other || one === null
  const isGiven = (value: string | number | null): boolean =>
    own !== undefined && own.value === value
  return (
    <div class="codings-decide" role="group" aria-label="Decide">
      {thirds.length > 1 && (
        <label>
          Adjudication{' '}
          <select value={third.name} onChange={(event) => setName(event.currentTarget.value)}>
            {thirds.map((one) => (
              <option key={one.name} value={one.name}>
                {plainLine(one.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <p>
        <b>{plainLine(decider)}</b> decides where {plainLine(third.coders[0] ?? '')} and{' '}
        {plainLine(third.coders[1] ?? '')} differ:
      </p>
      {!isOpen && (
        <p class="quiet">
          The two do not differ here: what is decided is kept, and settles nothing.
        </p>
      )}
      <div class="row">
        {code.values.map((value) => (
          <button
            key={value}
            type="button"
            disabled={isWriting}
            aria-pressed={isGiven(value)}
            onClick={() => decide(value, false)}
          >
            {plainLine(valueInWords(value, code.level))}
          </button>
        ))}
        <button
          type="button"
          disabled={isWriting}
          aria-pressed={isGiven(null)}
          onClick={() => decide(null, true)}
        >
          cannot tell
        </button>
        {own !== undefined && (
          <button type="button" disabled={isWriting} onClick={() => decide(null, false)}>
            Take back
          </button>
        )}
      </div>
      <label class="codings-decide-note">
        Why
        <textarea
          rows={2}
          maxLength={4000}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      {fault !== undefined && <Fault words={fault} />}
    </div>
  )
}
