/** A line of the transcript with the address of its entry beside it. */
import type { ComponentChildren } from 'preact'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import type { Seats } from './marks.tsx'

/** What lines are drawn in: which run of which record, who sits in it, and the entry that is marked. */
export interface Setting {
  readonly record: string
  readonly runId: string
  readonly seats: Seats
  readonly marked: number | null
  readonly tick: number
}

export function entryId(seq: number): string {
  return `entry-${seq}`
}

interface RowProps {
  readonly kind: string
  readonly seq: number
  readonly setting: Setting
  readonly children: ComponentChildren
}

/** A line with the address of its entry beside it. */
export function Row({ kind, seq, setting, children }: RowProps) {
  const isMarked = setting.marked === seq
  return (
    <li id={entryId(seq)} class={`line line-${kind}${isMarked ? ' line-marked' : ''}`}>
      <div class="line-body">{children}</div>
      <EntryLink seq={seq} setting={setting} />
    </li>
  )
}

export function EntryLink({ seq, setting }: { readonly seq: number; readonly setting: Setting }) {
  const { record, runId, marked } = setting
  return (
    <a
      class="entry-link"
      href={href([record, 'run', runId], { entry: seq })}
      aria-current={marked === seq ? 'true' : undefined}
      title={`The address of entry ${seq}`}
    >
      <span class="unseen">entry </span>
      {count(seq)}
    </a>
  )
}

export function nameIn({ seats }: Setting, participant: string): string {
  return plainLine(seats.get(participant)?.name ?? participant)
}
