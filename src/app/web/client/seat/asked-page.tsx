/** A question: what an agent in this place would read, and a form to answer it with. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { PASS_REPLY, type SeatPart, type SeatState } from '../../../seats/seat-state.ts'
import { plain } from '../shell/plain.ts'
import { AmountField } from './amount-field.tsx'
import { ChoiceField } from './choice-field.tsx'
import { Headed } from './headed.tsx'
import { Lost } from './lost.tsx'
import { sendAnswer } from './seat-line.ts'
import { TextField } from './text-field.tsx'
import { TimeLeft } from './time-left.tsx'
import { Words } from './words.tsx'

type Asked = SeatState & { kind: 'asked' }

interface AskedProps {
  readonly state: Asked
  /** When the state was told, by `performance.now()`. */
  readonly atMs: number
  /** False once it was answered, or its time is over. */
  readonly isOpen: boolean
  readonly onSent: () => void
}

/** What was read under the question before: what is not among it is where reading goes on. */
let readBefore: ReadonlySet<string> = new Set()

export function AskedPage({ state, atMs, isOpen, onSent }: AskedProps) {
  const { id, parts, form, refused, leftMs } = state
  return (
    <Headed title="Your turn">
      {leftMs !== null && <TimeLeft key={id} endsAtMs={atMs + leftMs} />}
      <Parts parts={parts} />
      <Refusal key={`refusal of ${id}`} words={refused} />
      <AnswerForm id={id} form={form} isOpen={isOpen} onSent={onSent} />
    </Headed>
  )
}

function Parts({ parts }: { readonly parts: readonly SeatPart[] }) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const first = parts.findIndex(({ text }) => !readBefore.has(text))
    readBefore = new Set(parts.map(({ text }) => text))
    if (first > 0) box.current?.children[first]?.scrollIntoView({ block: 'start' })
    else scrollTo(0, 0)
  }, [])
  return (
    <div ref={box} class="parts">
      {parts.map(({ text }, index) => (
        <Words key={index} of={text} />
      ))}
    </div>
  )
}

/** Why the answer before did not count; brought into view, as it stands below what was read already. */
function Refusal({ words }: { readonly words: string | null }) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (words !== null) box.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <div role="alert" ref={box}>
      {words !== null && <p class="fault">{plain(words)}</p>}
    </div>
  )
}

type FormProps = Pick<Asked, 'id' | 'form'> & Pick<AskedProps, 'isOpen' | 'onSent'>

function AnswerForm({ id, form, isOpen, onSent }: FormProps) {
  const [reply, setReply] = useState('')
  const [isLost, setIsLost] = useState(false)
  const [isMissing, setIsMissing] = useState(false)
  const [isSending, setIsSending] = useState(false)
  // A second tap comes before the page is drawn again.
  const isOut = useRef(false)

  const submit = async (words: string): Promise<void> => {
    if (isOut.current || !isOpen) return
    setIsMissing(words.trim() === '')
    if (words.trim() === '') return
    isOut.current = true
    setIsSending(true)
    const sent = await sendAnswer({ id, reply: words })
    isOut.current = false
    setIsSending(false)
    setIsLost(sent === 'lost')
    if (sent !== 'lost') onSent()
  }
  const field = { reply, onReply: setReply }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit(reply)
      }}
    >
      {form.kind === 'choice' && <ChoiceField form={form} {...field} />}
      {form.kind === 'amount' && <AmountField form={form} {...field} />}
      {form.kind === 'text' && (
        <TextField form={form} {...field} onSubmit={() => void submit(reply)} />
      )}
      <div role="alert">{isMissing && <p class="fault">{MISSING[form.kind]}</p>}</div>
      <Lost isLost={isLost} />
      <div class="answers">
        <button type="submit" class="chief" aria-disabled={isSending || !isOpen}>
          {isSending ? 'Sending …' : 'Send'}
        </button>
        {form.passable && (
          <button
            type="button"
            aria-disabled={isSending || !isOpen}
            onClick={() => void submit(PASS_REPLY)}
          >
            Pass: no answer
          </button>
        )}
      </div>
    </form>
  )
}

const MISSING: Readonly<Record<Asked['form']['kind'], string>> = {
  choice: 'Choose one of the options first.',
  amount: 'Write a number first.',
  text: 'Write your answer first.',
}
