/** A code that is put to a unit, with its answers. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { cellAt, isOpen } from '../../../../study/viewing/coder/coding-desk.ts'
import { keyedValues } from '../../../../study/viewing/coder/coding-keys.ts'
import { MOST_NOTE, type Cell, type TaskCode } from '../../../../study/viewing/coder/coding-task.ts'
import { plain, plainLine } from '../shell/plain.ts'
import { giveUndecided, giveValue, giveConfidence, isNoting, SURE } from './answers.ts'
import { Key } from './key.tsx'
import { beginMarking, isMarking } from './marking.ts'
import { answer, current, desk, passOn, task, unit } from './work.ts'

export function Question({ code }: { readonly code: TaskCode }) {
  const box = useRef<HTMLDivElement>(null)
  const { value: of } = unit
  const isCurrent = current.value === code.code
  useLayoutEffect(() => {
    if (isCurrent) box.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  if (of === undefined) return null
  const cell = cellAt(desk.value, of.id, code.code)
  const isGiven = !isOpen(cell)
  return (
    <div
      ref={box}
      class={`coder-question${isCurrent ? ' coder-current' : ''}`}
      role="group"
      aria-labelledby={`code-${code.code}`}
      data-code={code.code}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => (current.value = code.code)}
      onFocusIn={() => (current.value = code.code)}
    >
      <p class="coder-title">
        <b id={`code-${code.code}`}>{plainLine(code.title)}</b>{' '}
        <span class={`coder-state${isGiven ? '' : ' coder-state-open'}`}>{stateOf(cell)}</span>
      </p>
      {isCurrent && <p class="coder-definition">{plain(code.definition)}</p>}
      <div class="row coder-values">
        {keyedValues(code).map(({ value, label, means, key }) => (
          <button
            key={value}
            type="button"
            title={means === null ? undefined : plain(means)}
            aria-pressed={cell.value === value}
            aria-keyshortcuts={isCurrent && key !== '' ? key : undefined}
            onClick={(event) => {
              giveValue(code, value)
              letGo(event)
            }}
          >
            {plainLine(label)} {isCurrent && key !== '' && <Key of={key.toUpperCase()} />}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={cell.isUndecided}
          aria-keyshortcuts={isCurrent ? 'c' : undefined}
          onClick={(event) => {
            giveUndecided(code)
            letGo(event)
          }}
        >
          Cannot tell {isCurrent && <Key of="C" />}
        </button>
        {isCurrent && code.level === 'span' && (
          <button type="button" aria-pressed={isMarking.value} onClick={beginMarking}>
            Mark words <Key of="S" />
          </button>
        )}
        {isCurrent && isGiven && !isNoting.value && (
          <button type="button" onClick={() => (isNoting.value = true)}>
            {cell.note === null ? 'Add a note' : 'Change the note'} <Key of="M" />
          </button>
        )}
      </div>
      {isCurrent && isGiven && task.value?.asksConfidence === true && (
        <Confidence code={code} cell={cell} />
      )}
      {isCurrent && isNoting.value ? (
        <Note code={code} cell={cell} />
      ) : (
        cell.note !== null && <p class="coder-note">{plain(cell.note)}</p>
      )}
    </div>
  )
}

/** Whoever uses a pointer goes on with keys: Enter is the next unit then, and not the same button again. */
function letGo(event: MouseEvent): void {
  if (event.detail > 0) document.getElementById('main')?.focus({ preventScroll: true })
}

function stateOf(cell: Cell): string {
  if (isOpen(cell)) return 'open'
  const sure = SURE.find(({ value }) => value === cell.confidence)
  return sure === undefined ? valueOf(cell) : `${valueOf(cell)} · ${sure.label}`
}

function valueOf(cell: Cell): string {
  if (cell.isUndecided) return 'cannot tell'
  const marks = cell.spans.length === 0 ? '' : `, ${cell.spans.length} marked`
  if (cell.value === 1) return `yes${marks}`
  return cell.value === 0 ? 'no' : plainLine(String(cell.value))
}

interface OfCode {
  readonly code: TaskCode
  readonly cell: Cell
}

function Confidence({ code, cell }: OfCode) {
  return (
    <label class="coder-sure">
      How sure? <Key of="," /> <Key of="." />{' '}
      <select
        value={cell.confidence ?? ''}
        onChange={({ currentTarget: { value } }) =>
          giveConfidence(code, value === '' ? null : Number(value))
        }
      >
        <option value="">not told</option>
        {SURE.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}

function Note({ code, cell }: OfCode) {
  const [text, setText] = useState(cell.note ?? '')
  const field = useRef<HTMLTextAreaElement>(null)
  const isDone = useRef(false)
  useLayoutEffect(() => field.current?.focus(), [])
  const leave = (isKept: boolean): void => {
    if (isDone.current) return
    isDone.current = true
    isNoting.value = false
    const note = text.trim() === '' ? null : text.trim()
    if (isKept && note !== cell.note)
      answer(code.code, { ...cell, note }, note === null ? 'Note removed.' : 'Note kept.', false)
    // Keys answer what is open again, and not what was noted.
    if (task.value?.asksConfidence !== true) passOn(code.code)
    document.getElementById('main')?.focus({ preventScroll: true })
  }
  return (
    <label class="coder-noting">
      <span>
        Note on {plainLine(code.title)} <small>Enter keeps it, Escape leaves it as it was</small>
      </span>
      <textarea
        ref={field}
        rows={3}
        maxLength={MOST_NOTE}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={() => leave(true)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave(false)
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          event.stopPropagation()
          leave(true)
        }}
      />
    </label>
  )
}
