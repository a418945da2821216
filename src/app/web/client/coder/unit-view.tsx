/** A unit as its coder sees it, with what was said before and after it; its words can be marked. */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { cellAt } from '../../../../study/viewing/coder/coding-desk.ts'
import type { TaskLine, TaskUnit } from '../../../../study/viewing/coder/coding-task.ts'
import { piecesOf } from '../../../../study/viewing/coder/coding-words.ts'
import { plain, plainLine } from '../shell/plain.ts'
import { cursor, isMarking, markAt, markSelection, words } from './marking.ts'
import { asked, current, desk } from './work.ts'

export function UnitView({ of }: { readonly of: TaskUnit }) {
  return (
    <>
      <Lines of={of.before} title="Said before" isBefore />
      <section class="card coder-card" aria-label="The unit to code">
        {of.speaker !== '' && <h2 class="coder-speaker">{plainLine(of.speaker)}</h2>}
        <Words of={of} />
      </section>
      <Lines of={of.after} title="Said after" />
    </>
  )
}

interface LinesProps {
  readonly of: readonly TaskLine[]
  readonly title: string
  /** Whether its end is what is nearest to the unit. */
  readonly isBefore?: boolean
}

function Lines({ of, title, isBefore = false }: LinesProps) {
  const box = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (isBefore && box.current !== null) box.current.scrollTop = box.current.scrollHeight
  }, [of])
  if (of.length === 0) return null
  return (
    <>
      <p class="coder-context-title">{title} · not to be coded</p>
      <section ref={box} class="coder-context" tabIndex={0} aria-label={title}>
        {of.map(({ speaker, text, kind }, i) => (
          <p key={i} class="coder-line">
            <b>
              {plainLine(speaker)}
              {kind === 'decision' ? ' decides' : ''}
            </b>{' '}
            {plain(text)}
          </p>
        ))}
      </section>
    </>
  )
}

function Words({ of }: { readonly of: TaskUnit }) {
  const code = asked.value.find((one) => one.code === current.value)
  const isSpan = code?.level === 'span'
  const pieces = useMemo(() => piecesOf(of.text), [of])
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (isMarking.value) box.current?.focus()
  }, [isMarking.value])
  useLayoutEffect(() => {
    words.value = pieces
    cursor.value = { anchor: 0, at: 0 }
    isMarking.value = false
  }, [pieces])
  if (!isSpan || code === undefined)
    return (
      <div class="coder-text" dir="auto">
        {plain(of.text)}
      </div>
    )
  const { spans } = cellAt(desk.value, of.id, code.code)
  const { anchor, at } = cursor.value
  const [from, to] = [Math.min(anchor, at), Math.max(anchor, at)]
  return (
    <div
      ref={box}
      class="coder-text coder-words"
      dir="auto"
      tabIndex={isMarking.value ? 0 : undefined}
      role="group"
      aria-label="Words of the unit: arrows go from word to word, with Shift they take more of them; Enter marks, Escape ends"
      onMouseUp={(event) => markSelection(event.currentTarget)}
    >
      {pieces.map(({ text, start, end }, i) => {
        const isMarked = spans.some((one) => one.start <= start && one.end >= end)
        const isAt = isMarking.value && i >= from && i <= to
        return (
          <span
            key={start}
            data-piece={i}
            class={`${isMarked ? 'coder-marked' : ''}${isAt ? ' coder-at' : ''}`}
            onDblClick={() => markAt(i, i)}
          >
            {plain(text)}
          </span>
        )
      })}
    </div>
  )
}
