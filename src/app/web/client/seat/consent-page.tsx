/** Asks whether somebody will take part, before anything else. */
import { useRef, useState } from 'preact/hooks'
import type { SeatState } from '../../../seats/seat-state.ts'
import { Headed } from './headed.tsx'
import { Words } from './words.tsx'
import { sendConsent } from './seat-line.ts'
import { Lost } from './lost.tsx'

export function ConsentPage({ state }: { readonly state: SeatState & { kind: 'consent' } }) {
  const [isLost, setIsLost] = useState(false)
  const [isSending, setIsSending] = useState(false)
  const isOut = useRef(false)
  const answer = async (given: boolean): Promise<void> => {
    if (isOut.current) return
    isOut.current = true
    setIsSending(true)
    setIsLost((await sendConsent({ id: state.id, given })) === 'lost')
    setIsSending(false)
    isOut.current = false
  }
  return (
    <Headed title="Before you begin">
      <Words of={state.text} />
      <Lost isLost={isLost} />
      <div class="answers">
        <button type="button" class="chief" disabled={isSending} onClick={() => void answer(true)}>
          I agree, and take part
        </button>
        <button type="button" disabled={isSending} onClick={() => void answer(false)}>
          I do not agree
        </button>
      </div>
    </Headed>
  )
}
