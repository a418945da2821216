/**
 * Events in time as BORIS tabulates them (Friard and Gamba 2016, Methods in Ecology and Evolution 7, 1325-1330): who did what when. Time is logical: the
 * tick. Everything is a point event.
 */
import { sanitiseLine } from '../../base/sanitise.ts'
import type { RunSummary } from '../../io/store/store.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { Tick } from '../../record/tick.ts'
import { defuse } from '../../base/csv.ts'
import type { ExportOptions, ReadableRecord, WriteFile } from './format.ts'
import { nameOf, namesIn, namesShown, type Names } from '../../record/names.ts'
import { inOrder, watchedTicks } from './run-order.ts'

/** BORIS's own names, then ours. */
const COLUMNS = [
  'Observation id',
  'Subject',
  'Behavior',
  'Behavioral category',
  'Modifier #1',
  'Behavior type',
  'Time',
  'Comment',
  'round',
  'participant',
]

/** Writes `events.tsv`. */
export function writeEvents(
  { store }: ReadableRecord,
  keep: WriteFile,
  { progress, raw = false, defused }: ExportOptions,
): void {
  const ticksOf = watchedTicks(store, 1, progress)
  let count = 0
  const cell = (words: string | number): string => {
    const text = tsvCell(words)
    const safe = raw || typeof words === 'number' ? text : defuse(text)
    if (safe !== text) count++
    return safe
  }
  const chunks = function* (): Iterable<string> {
    yield `${COLUMNS.join('\t')}\n`
    for (const run of inOrder(store.runs())) yield* eventsOf(run, ticksOf(run), cell)
    defused?.(count)
  }
  keep('events.tsv', chunks())
}

function* eventsOf(
  { runId, plan }: RunSummary,
  ticks: Iterable<Tick>,
  cell: (words: string | number) => string,
): Iterable<string> {
  let names = namesIn(plan)
  for (const { tick, round, content } of ticks) {
    names = namesShown(names, content.entries)
    let lines = ''
    for (const entry of content.entries) {
      const event = eventOf(entry)
      if (event === undefined) continue
      const { of, behaviour, category, modifier, comment = '' } = event
      const cells = [
        runId,
        subject(of, names),
        behaviour,
        category,
        modifier,
        'POINT',
        tick,
        comment,
      ]
      lines += `${[...cells, round ?? '', of ?? ''].map(cell).join('\t')}\n`
    }
    if (lines !== '') yield lines
  }
}

interface Event {
  readonly of: Parameters<typeof nameOf>[0] | null
  readonly behaviour: string
  readonly category: 'talk' | 'decision' | 'payoff' | 'presence'
  readonly modifier: string | number
  readonly comment?: string
}

function eventOf(entry: TickEntry): Event | undefined {
  switch (entry.kind) {
    case 'message-sent':
      return {
        of: entry.from,
        behaviour: 'message',
        category: 'talk',
        modifier: entry.channel,
        comment: entry.text,
      }
    case 'decision-taken':
    case 'decision-defaulted':
      return {
        of: entry.of,
        behaviour: entry.ask,
        category: 'decision',
        modifier: entry.value ?? '',
        comment: entry.status,
      }
    case 'payoff-awarded':
      return { of: entry.to, behaviour: 'payoff', category: 'payoff', modifier: entry.points }
    case 'participant-crashed':
    case 'participant-removed':
    case 'participant-returned': {
      const behaviour = entry.kind.replace('participant-', '')
      return { of: entry.of, behaviour, category: 'presence', modifier: '' }
    }
    default:
      return undefined
  }
}

/** BORIS knows "No focal subject" for what nobody did. */
function subject(of: Event['of'], names: Names): string {
  return of === null ? 'No focal subject' : nameOf(of, names)
}

/** Tabs and line breaks cannot stand in a cell: they are shown as pictures. */
function tsvCell(cell: string | number): string {
  return sanitiseLine(String(cell))
}
