/** What another one knew, told apart from what the participant knew. */
import { useState } from 'preact/hooks'
import { sharedBy } from '../../../../../study/viewing/known-boundary.ts'
import { href } from '../../shell/route.ts'
import { HappeningRow } from './happening-row.tsx'
import { TickList, type ColumnProps } from './tick-list.tsx'

export function BesideColumn(props: ColumnProps) {
  const { at, happened } = props
  const { participant, other } = at
  const [isAll, setAll] = useState(false)
  const counted = { both: 0, first: 0, second: 0, neither: 0 }
  for (const { tick, happenings } of happened.ticks)
    for (const one of happenings) counted[sharedBy(at.tick, tick, one, participant, other)]++
  return (
    <section class="knew-column" aria-labelledby="knew-beside">
      <h2 id="knew-beside">What {other} knew</h2>
      <p class="quiet">
        When tick {at.tick} was asked, {other} knew {counted.second} things that {participant} did
        not, {participant} knew {counted.first} that {other} did not, and both knew {counted.both}
        {happened.earlier > 0 ? ` (since tick ${happened.earlier})` : ''}.{' '}
        <a href={href([at.record, 'knew', at.frame.runId, at.tick, other], { with: participant })}>
          What {other} was shown
        </a>
      </p>
      <label class="knew-all">
        <input
          type="checkbox"
          checked={isAll}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />{' '}
        Show what both knew as well
      </label>
      <TickList
        {...props}
        empty={`${participant} and ${other} knew the same.`}
        keeps={(one, { tick }) => {
          const shared = sharedBy(at.tick, tick, one, participant, other)
          return shared === 'first' || shared === 'second' || (isAll && shared === 'both')
        }}
        row={(happening, { tick }) => {
          const shared = sharedBy(at.tick, tick, happening, participant, other)
          return (
            <HappeningRow
              key={happening.place}
              happening={happening}
              seats={at.frame.seats.length}
              look={`shared-${shared}`}
              mark={markOf(shared, participant, other)}
            />
          )
        }}
      />
    </section>
  )
}

function markOf(shared: ReturnType<typeof sharedBy>, participant: string, other: string) {
  if (shared === 'both')
    return (
      <span class="mark-known">
        <span aria-hidden="true">=</span> both knew
      </span>
    )
  return shared === 'second' ? (
    <span class="mark-second">
      <span aria-hidden="true">▶</span> only {other} knew, {participant} did not
    </span>
  ) : (
    <span class="mark-first">
      <span aria-hidden="true">◀</span> only {participant} knew, {other} did not
    </span>
  )
}
