/** The work of a coder in this page: which unit, which code, what was answered, and whether it is saved. */
import { batch, computed, signal } from '@preact/signals'
import {
  answered,
  askedCodes,
  batchOf,
  cellAt,
  deskOf,
  isOpen,
  replied,
  undone,
  type Desk,
} from '../../../../study/viewing/coder/coding-desk.ts'
import type {
  Cell,
  CodingTask,
  TaskCode,
  TaskUnit,
} from '../../../../study/viewing/coder/coding-task.ts'
import { askTask, askUnits, sendAnswers } from './ask-coder.ts'
import { keepPlace, keepWaiting, leftPlace, leftWaiting } from './kept.ts'

export const task = signal<CodingTask | undefined>(undefined)
export const fault = signal<string | undefined>(undefined)
export const desk = signal<Desk>(deskOf([]))
/** The place of the unit that is shown, in the coder's order. */
export const place = signal(0)
/** The code that keys answer. */
export const current = signal<string | undefined>(undefined)
export const units = signal<ReadonlyMap<string, TaskUnit>>(new Map())
/** What was just done, for those who listen. */
export const announced = signal('')
/** When units were finished in this page, in milliseconds. */
export const finishedMs = signal<readonly number[]>([])

type Saving =
  | { readonly kind: 'saved' | 'saving' | 'busy' | 'away' }
  | { readonly kind: 'refused'; readonly why: string }
export const saving = signal<Saving>({ kind: 'saved' })

export const unit = computed(() => {
  const id = task.value?.units[place.value]
  return id === undefined ? undefined : units.value.get(id)
})

export const asked = computed((): readonly TaskCode[] =>
  unit.value === undefined ? [] : askedCodes(desk.value, unit.value, task.value?.codes ?? []),
)

/** Ids of the units of which every code that is asked has an answer, as far as they were seen here or coded before. */
export const finished = computed((): ReadonlySet<string> => {
  const known = task.value
  if (known === undefined) return new Set()
  const coded = new Set(
    [...desk.value.cells].flatMap(([key, cell]) => (isOpen(cell) ? [] : [key.split(' ')[0]])),
  )
  return new Set(known.units.filter((id) => coded.has(id) && isFinished(id, known)))
})

function isFinished(id: string, { codes }: CodingTask): boolean {
  // Of a unit that was not loaded only its coded codes are known: what depends on other answers is looked at when it is.
  const seen = units.value.get(id) ?? { id, codes: kindCodes(id, codes) }
  return askedCodes(desk.value, seen, codes).every(
    ({ code }) => !isOpen(cellAt(desk.value, id, code)),
  )
}

function kindCodes(id: string, codes: readonly TaskCode[]): string[] {
  const kinds = new Set(
    codes.filter(({ code }) => desk.value.cells.has(`${id} ${code}`)).map((one) => one.unit),
  )
  return codes.filter((one) => kinds.has(one.unit)).map(({ code }) => code)
}

export async function begin(): Promise<void> {
  try {
    const told = await askTask()
    const left = leftPlace(told.key)
    batch(() => {
      task.value = told
      desk.value = deskOf(told.standing, leftWaiting(told.key), left?.deeds ?? [])
      keepWaiting(told.key, desk.value.waiting)
    })
    const at = told.units.indexOf(left?.unit ?? '')
    const first = told.units.findIndex((id) => !finished.value.has(id))
    await goTo(at >= 0 ? at : Math.max(0, first))
    void save()
  } catch (error) {
    fault.value = error instanceof Error ? error.message : String(error)
  }
}

/** Units before and after the one that is shown are there before they are wanted. */
const AROUND = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, -1, -2]

async function load(around: readonly number[]): Promise<void> {
  const ids = around
    .flatMap((i) => task.value?.units[place.value + i] ?? [])
    .filter((id) => !units.value.has(id))
  if (ids.length === 0) return
  const loaded = await askUnits(ids)
  units.value = new Map([...units.value, ...loaded.map((one) => [one.id, one] as const)])
}

export async function goTo(at: number): Promise<void> {
  const known = task.value
  if (known === undefined || at < 0 || at >= known.units.length) return
  batch(() => {
    place.value = at
    fault.value = undefined
    current.value = firstOpen()
    announced.value = `Unit ${at + 1} of ${known.units.length}.`
  })
  keepHere()
  try {
    // Keys are heard as soon as there is something to answer, and not when all is there that may be wanted next.
    if (unit.value === undefined) await load([0])
    if (place.value === at) current.value ??= firstOpen()
    await load(AROUND)
  } catch (error) {
    fault.value = error instanceof Error ? error.message : String(error)
  }
}

/** The next unit that is not finished, from here on and then from the beginning; the next one where all are. */
export function goOn(): void {
  const known = task.value
  if (known === undefined) return
  // A unit that nobody has seen is not gone past.
  if (unit.value === undefined) return
  if (known.asksConfidence && goToOpenCode()) return
  const { length } = known.units
  for (let i = 1; i < length; i++) {
    const at = (place.value + i) % length
    if (!finished.value.has(known.units[at] ?? '')) return void goTo(at)
  }
  announced.value = 'All other units are coded.'
}

/** Where an answer does not lead on by itself, Enter does. True where the unit has another open code. */
function goToOpenCode(): boolean {
  const at = asked.value.find(({ code }) => code === current.value)
  const to = firstOpen()
  const { value } = unit
  if (at === undefined || to === undefined || value === undefined) return false
  const isOpenAt = (code: string): boolean => isOpen(cellAt(desk.value, value.id, code))
  // Whoever leaves a code open means to go.
  if (isOpenAt(at.code) || !isOpenAt(to)) return false
  current.value = to
  return true
}

function firstOpen(): string | undefined {
  const { value } = unit
  if (value === undefined) return undefined
  const open = asked.value.find(({ code }) => isOpen(cellAt(desk.value, value.id, code)))
  return (open ?? asked.value[0])?.code
}

/** Another code of the unit: the next, or the one before. */
export function step(by: 1 | -1): void {
  const at = asked.value.findIndex(({ code }) => code === current.value)
  const to = asked.value[at + by]
  if (to !== undefined) current.value = to.code
}

/** An answer; with `isLast` the code is through, and the next open one is asked. */
export function answer(code: string, cell: Cell, words: string, isLast: boolean): void {
  const { value } = unit
  const known = task.value
  if (value === undefined || known === undefined) return
  const before = finished.value.has(value.id)
  batch(() => {
    desk.value = answered(desk.value, value, known.codes, code, cell)
    announced.value = words
    if (isLast) passOn(code)
  })
  if (!before && finished.value.has(value.id)) {
    finishedMs.value = [...finishedMs.value, Date.now()]
    announced.value = `${words} All codes of this unit are answered: Enter goes on.`
  }
  keepHere()
  void save()
}

/** Goes on behind a code: to the next open one, or else to the next. */
export function passOn(code: string): void {
  const id = unit.value?.id ?? ''
  const at = asked.value.findIndex((one) => one.code === code)
  const open = asked.value.slice(at + 1).find((one) => isOpen(cellAt(desk.value, id, one.code)))
  current.value = (open ?? asked.value[Math.min(at + 1, asked.value.length - 1)])?.code ?? code
}

export async function undo(): Promise<void> {
  const result = undone(desk.value)
  const known = task.value
  if (result === null || known === undefined) {
    announced.value = 'There is nothing to undo.'
    return
  }
  desk.value = result.desk
  const at = known.units.indexOf(result.deed.unit)
  if (at >= 0 && at !== place.value) await goTo(at)
  const [first] = result.deed.before
  const title = known.codes.find(({ code }) => code === first?.code)?.title ?? ''
  current.value = first?.code
  announced.value = `Undone: ${title}${first !== undefined && isOpen(first.cell) ? ' is open again' : ' is as it was'}.`
  keepHere()
  void save()
}

function keepHere(): void {
  const known = task.value
  if (known === undefined) return
  keepWaiting(known.key, desk.value.waiting)
  keepPlace(known.key, { unit: known.units[place.value] ?? '', deeds: desk.value.deeds.slice(-50) })
}

/** From one attempt to the next, the longer the more have failed. */
const REST_MS = [500, 1000, 2000, 5000]

let isSending = false

/** Sends what waits until nothing does, however long that takes. */
async function save(): Promise<void> {
  const known = task.value
  if (isSending || known === undefined) return
  isSending = true
  try {
    for (let failed = 0; desk.value.waiting.length > 0;) {
      if (failed === 0) saving.value = { kind: 'saving' }
      const sent = await sendAnswers(batchOf(desk.value))
      if (sent.kind === 'written') {
        failed = 0
        desk.value = replied(desk.value, sent.replies)
        keepWaiting(known.key, desk.value.waiting)
        continue
      }
      saving.value = sent
      if (sent.kind === 'refused') return
      await new Promise((resolve) =>
        setTimeout(resolve, REST_MS[Math.min(failed, REST_MS.length - 1)]),
      )
      failed++
    }
    saving.value = { kind: 'saved' }
  } finally {
    isSending = false
  }
}
