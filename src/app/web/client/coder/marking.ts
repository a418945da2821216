/** Marks the words of a unit on which a code rests: from word to word with the keyboard, or what is selected with a pointer. */
import { signal } from '@preact/signals'
import { cellAt } from '../../../../study/viewing/coder/coding-desk.ts'
import { spanOver, toggled, type Piece } from '../../../../study/viewing/coder/coding-words.ts'
import { announced, answer, asked, current, desk, unit } from './work.ts'

/** The pieces of the unit that is shown. */
export const words = signal<readonly Piece[]>([])
/** Whether arrows go from word to word. */
export const isMarking = signal(false)
/** From which piece to which. */
export const cursor = signal({ anchor: 0, at: 0 })

/** Begins at the first word. */
export function beginMarking(): void {
  const code = asked.value.find((one) => one.code === current.value)
  if (code?.level !== 'span') {
    announced.value = 'This code takes no words: answer it with its keys.'
    return
  }
  const first = words.value.findIndex(({ isWord }) => isWord)
  cursor.value = { anchor: Math.max(0, first), at: Math.max(0, first) }
  isMarking.value = true
  tellWords()
}

/** The next word, or the one before; `isMore` takes it to those that are taken already. */
export function moveWord(by: 1 | -1, isMore: boolean): void {
  let at = cursor.value.at + by
  while (words.value[at] !== undefined && words.value[at]?.isWord === false) at += by
  if (words.value[at] === undefined) return
  cursor.value = { anchor: isMore ? cursor.value.anchor : at, at }
  tellWords()
}

export function markWords(): void {
  markAt(cursor.value.anchor, cursor.value.at)
}

function tellWords(): void {
  announced.value = wordsOver(cursor.value.anchor, cursor.value.at)
}

function wordsOver(a: number, b: number): string {
  return words.value
    .slice(Math.min(a, b), Math.max(a, b) + 1)
    .map(({ text }) => text)
    .join('')
}

/** Marks from one piece to another, or takes the mark away. */
export function markAt(a: number, b: number): void {
  const [one, other] = [words.value[a], words.value[b]]
  const { value: of } = unit
  const code = asked.value.find(({ code: name }) => name === current.value)
  if (one === undefined || other === undefined || of === undefined || code?.level !== 'span') return
  const cell = cellAt(desk.value, of.id, code.code)
  const spans = toggled(cell.value === 1 ? cell.spans : [], spanOver(one, other))
  const isMore = spans.length >= cell.spans.length
  const told = `${isMore ? 'Marked' : 'No longer marked'}: ${wordsOver(a, b)}`
  answer(code.code, { ...cell, value: 1, isUndecided: false, spans }, told, false)
}

/** What is selected within the words of the unit, from the first word that it touches to the last. */
export function markSelection(box: HTMLElement): void {
  const selection = getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return
  const range = selection.getRangeAt(0)
  if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return
  const touched = [...box.querySelectorAll<HTMLElement>('[data-piece]')]
    .filter((piece) => range.intersectsNode(piece))
    .map((piece) => Number(piece.dataset['piece']))
    .filter((i) => words.value[i]?.isWord === true)
  const [first] = touched
  const last = touched.at(-1)
  if (first === undefined || last === undefined) return
  selection.removeAllRanges()
  markAt(first, last)
}
