/** Ticks with what happened in them, the latest first, and a way to the ones before. */
import type { ComponentChildren } from 'preact'
import type { HappenedTick, Happening } from '../../../../../study/viewing/knew/known-boundary.ts'
import { counted } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import type { At } from './at.ts'
import type { Happened } from './use-happened.ts'

export interface ColumnProps {
  readonly at: At
  readonly happened: Happened
  readonly onEarlier: () => void
}

/** So many ticks stand open; the ones before unfold. */
const OPEN = 3

interface TickListProps extends ColumnProps {
  /** Draws a thing, or nothing where it is none of this list's. */
  readonly row: (happening: Happening, tick: HappenedTick) => ComponentChildren
  readonly keeps: (happening: Happening, tick: HappenedTick) => boolean
  /** What is added to the heading of a tick. */
  readonly note?: (own: readonly Happening[], tick: HappenedTick) => string
  /** What is said where nothing is kept of all ticks that are here. */
  readonly empty: string
}

export function TickList({ at, happened, onEarlier, row, keeps, note, empty }: TickListProps) {
  const kept = happened.ticks
    .map((tick) => ({ tick, own: tick.happenings.filter((one) => keeps(one, tick)) }))
    .filter(({ own }) => own.length > 0)
    .reverse()
  return (
    <div aria-busy={happened.isAsking}>
      {kept.length === 0 && !happened.isAsking && <p class="quiet">{empty}</p>}
      {kept.map(({ tick, own }, i) => (
        <details key={tick.tick} class="knew-tick-block" open={i < OPEN}>
          <summary>
            <h3>
              Tick {tick.tick}{' '}
              <small>
                {tick.round === null ? '' : `round ${tick.round} · `}
                {plainLine(tick.phase)}
                {tick.tick === at.tick ? ' · this tick' : ''} · {counted(own.length, 'thing')}
                {note?.(own, tick)}
              </small>
            </h3>
          </summary>
          <ul class="happenings">{own.map((one) => row(one, tick))}</ul>
          <p class="knew-to-run">
            <a href={href([at.record, 'run', at.frame.runId], { tick: tick.tick })}>
              Tick {tick.tick} in the run
            </a>
          </p>
        </details>
      ))}
      {happened.earlier > 0 && (
        <button type="button" onClick={onEarlier} disabled={happened.isAsking}>
          Ticks before {happened.earlier}
        </button>
      )}
    </div>
  )
}
