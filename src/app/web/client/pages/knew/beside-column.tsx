/** What another one knew, told apart from what the participant knew. */
import { useState } from 'preact/hooks'
import { sharedBy } from '../../../../../study/viewing/knew/known-boundary.ts'
import { counted } from '../../shell/numbers.ts'
import { href } from '../../shell/route.ts'
import { nameAndId, nameIn } from './at.ts'
import { HappeningRow } from './happening-row.tsx'
import { TickList, type ColumnProps } from './tick-list.tsx'

export function BesideColumn(props: ColumnProps) {
  const { at, happened } = props
  const { participant, other, frame } = at
  const [one, two] = [nameIn(frame, participant), nameIn(frame, other)]
  const [isAll, setAll] = useState(false)
  const known = { both: 0, first: 0, second: 0, neither: 0 }
  for (const { tick, happenings } of happened.ticks)
    for (const happening of happenings)
      known[sharedBy(at.tick, tick, happening, participant, other)]++
  return (
    <section class="knew-column" aria-labelledby="knew-beside">
      <h2 id="knew-beside">What {nameAndId(frame, other)} knew</h2>
      <p class="quiet">
        When tick {at.tick} was asked, {two} knew {counted(known.second, 'thing')} that {one} did
        not, {one} knew {known.first} that {two} did not, and both knew {known.both}
        {happened.earlier > 0 ? ` (since tick ${happened.earlier})` : ''}.{' '}
        <a href={href([at.record, 'knew', at.frame.runId, at.tick, other], { with: participant })}>
          What {two} was shown
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
        empty={`${one} and ${two} knew the same.`}
        keeps={(happening, { tick }) => {
          const shared = sharedBy(at.tick, tick, happening, participant, other)
          return shared === 'first' || shared === 'second' || (isAll && shared === 'both')
        }}
        row={(happening, { tick }) => {
          const shared = sharedBy(at.tick, tick, happening, participant, other)
          return (
            <HappeningRow
              key={happening.place}
              happening={happening}
              frame={frame}
              look={`shared-${shared}`}
              mark={markOf(shared, one, two)}
            />
          )
        }}
      />
    </section>
  )
}

function markOf(shared: ReturnType<typeof sharedBy>, one: string, two: string) {
  if (shared === 'both')
    return (
      <span class="mark-known">
        <span aria-hidden="true">=</span> both knew
      </span>
    )
  return shared === 'second' ? (
    <span class="mark-second">
      <span aria-hidden="true">▶</span> only {two} knew, {one} did not
    </span>
  ) : (
    <span class="mark-first">
      <span aria-hidden="true">◀</span> only {one} knew, {two} did not
    </span>
  )
}
