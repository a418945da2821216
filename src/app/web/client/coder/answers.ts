/** The answers that buttons and keys give. */
import { signal } from '@preact/signals'
import { cellAt, isOpen } from '../../../../study/viewing/coder/coding-desk.ts'
import { keyedValues } from '../../../../study/viewing/coder/coding-keys.ts'
import type { Cell, TaskCode } from '../../../../study/viewing/coder/coding-task.ts'
import { announced, answer, desk, task, unit } from './work.ts'

/** Whether a note on the current code is being written. */
export const isNoting = signal(false)

/** How sure a coder is, from 0 to 1. */
export const SURE = [
  { value: 0, label: 'guessed' },
  { value: 0.25, label: 'unsure' },
  { value: 0.5, label: 'fairly sure' },
  { value: 0.75, label: 'sure' },
  { value: 1, label: 'certain' },
] as const

function cellOf(code: TaskCode): Cell | undefined {
  return unit.value === undefined ? undefined : cellAt(desk.value, unit.value.id, code.code)
}

export function giveValue(code: TaskCode, value: string | number): void {
  const cell = cellOf(code)
  if (cell === undefined) return
  const label = keyedValues(code).find((one) => one.value === value)?.label ?? String(value)
  // Words that were marked for one value do not stand for another.
  const spans = cell.value === value ? cell.spans : []
  told(code, { ...cell, value, isUndecided: false, spans }, `${code.title}: ${label}.`)
}

/** An answer is the last word on its code, unless the coder is asked how sure it is. */
function told(code: TaskCode, cell: Cell, words: string): void {
  const asksMore = task.value?.asksConfidence === true
  answer(code.code, cell, asksMore ? `${words} How sure? Enter goes on.` : words, !asksMore)
}

export function giveUndecided(code: TaskCode): void {
  const cell = cellOf(code)
  if (cell === undefined) return
  const undecided = { ...cell, value: null, isUndecided: true, spans: [] }
  told(code, undecided, `${code.title}: cannot tell.`)
}

export function giveConfidence(code: TaskCode, confidence: number | null): void {
  const cell = cellOf(code)
  if (cell === undefined || isOpen(cell)) return
  const label = SURE.find(({ value }) => value === confidence)?.label ?? 'not told how sure'
  answer(code.code, { ...cell, confidence }, `${code.title}: ${label}.`, false)
}

/** One step more, or less. */
export function stepConfidence(code: TaskCode, by: 1 | -1): void {
  const cell = cellOf(code)
  if (task.value?.asksConfidence !== true || cell === undefined) return
  if (isOpen(cell)) {
    announced.value = 'Answer first, then say how sure you are.'
    return
  }
  const at = SURE.findIndex(({ value }) => value === cell.confidence)
  const to = at === -1 ? SURE[2] : SURE[at + by]
  if (to !== undefined) giveConfidence(code, to.value)
}
