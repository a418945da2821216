/** What keys do on the page of a coder. */
import { signal } from '@preact/signals'
import { cellAt, isOpen, lastAnswered } from '../../../../study/viewing/coder/coding-desk.ts'
import { PAGE_KEYS, valueOfKey } from '../../../../study/viewing/coder/coding-keys.ts'
import type { TaskCode } from '../../../../study/viewing/coder/coding-task.ts'
import { areKeysOn } from '../parts/key-switch.tsx'
import { giveUndecided, giveValue, isNoting, stepConfidence } from './answers.ts'
import { beginMarking, isMarking, markWords, moveWord } from './marking.ts'
import { announced, asked, current, desk, goOn, goTo, place, step, undo, unit } from './work.ts'

/** Whether the codebook is open: at first where there is room for it. */
export const isCodebookOpen = signal(matchMedia('(min-width: 820px)').matches)

interface Page {
  /** Shows the keys. */
  tell(): void
  /** Goes back to where keys are heard. */
  stage(): void
}

export function onKey(event: KeyboardEvent, page: Page): void {
  const { key, target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  const element = target instanceof HTMLElement ? target : document.body
  if (element.closest('textarea, input, select, dialog') !== null) return
  // A button, a link or a heading that opens does what Enter and space do to it.
  const isOwn = element.closest('button, a, summary') !== null && (key === 'Enter' || key === ' ')
  if (isOwn) return
  if (isMarking.value && onMarkingKey(event, page)) return event.preventDefault()
  if (key.length === 1 && !areKeysOn.value) return
  const name = key.length === 1 ? key.toLowerCase() : key
  if (onPageKey(name, page)) event.preventDefault()
}

/** True where the key was one that marks words. */
function onMarkingKey({ key, shiftKey }: KeyboardEvent, page: Page): boolean {
  switch (key) {
    case 'ArrowRight':
      moveWord(1, shiftKey)
      return true
    case 'ArrowLeft':
      moveWord(-1, shiftKey)
      return true
    case 'Enter':
    case ' ':
      markWords()
      return true
    case 'Escape':
      isMarking.value = false
      announced.value = 'Words are no longer marked.'
      page.stage()
      return true
    default:
      return false
  }
}

/** True where the key did something. */
function onPageKey(key: string, page: Page): boolean {
  switch (key) {
    case 'Enter':
      goOn()
      return true
    case PAGE_KEYS.next:
      void goTo(place.value + 1)
      return true
    case PAGE_KEYS.previous:
      void goTo(place.value - 1)
      return true
    case 'Backspace':
    case PAGE_KEYS.undo:
      void undo()
      return true
    case 'ArrowDown':
      step(1)
      return true
    case 'ArrowUp':
      step(-1)
      return true
    case PAGE_KEYS.keys:
      page.tell()
      return true
    case PAGE_KEYS.codebook:
      isCodebookOpen.value = !isCodebookOpen.value
      announced.value = isCodebookOpen.value ? 'Codebook open.' : 'Codebook closed.'
      return true
    default: {
      const code = asked.value.find((one) => one.code === current.value)
      return code !== undefined && onCodeKey(key, code)
    }
  }
}

function onCodeKey(key: string, code: TaskCode): boolean {
  switch (key) {
    case PAGE_KEYS.undecided:
      giveUndecided(code)
      return true
    case PAGE_KEYS.words:
      beginMarking()
      return true
    case PAGE_KEYS.lessSure:
      stepConfidence(code, -1)
      return true
    case PAGE_KEYS.moreSure:
      stepConfidence(code, 1)
      return true
    case PAGE_KEYS.note:
      beginNote(code)
      return true
    default: {
      const value = valueOfKey(code, key)
      if (value === undefined) return false
      giveValue(code, value)
      return true
    }
  }
}

/** A note on the code in sight; where that is open still, on the answer that led to it. */
function beginNote({ code }: TaskCode): void {
  const id = unit.value?.id ?? ''
  const noted = isOpen(cellAt(desk.value, id, code)) ? lastAnswered(desk.value, id) : code
  if (noted === undefined) {
    announced.value = 'Answer first, then add a note.'
    return
  }
  current.value = noted
  isNoting.value = true
}
