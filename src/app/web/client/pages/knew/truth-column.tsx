/** What was true: everything that had happened, with what the participant did not know marked as hidden. */
import { useState } from 'preact/hooks'
import {
  knowledgeOf,
  knownFrom,
  type Happening,
  type HappenedTick,
} from '../../../../../study/viewing/knew/known-boundary.ts'
import { plainLine } from '../../shell/plain.ts'
import { nameIn } from './at.ts'
import { HappeningRow } from './happening-row.tsx'
import { TickList, type ColumnProps } from './tick-list.tsx'

export function TruthColumn(props: ColumnProps) {
  const { at } = props
  const name = nameIn(at.frame, at.participant)
  const [isHiddenOnly, setHiddenOnly] = useState(false)
  const isHidden = (one: Happening, { tick }: HappenedTick): boolean =>
    knowledgeOf(at.tick, tick, one, at.participant) === 'hidden'
  return (
    <section class="knew-column" aria-labelledby="knew-true">
      <h2 id="knew-true">What was true</h2>
      <p class="quiet">
        Everything that had happened, to the end of tick {at.tick}; marked is what {name} knew when
        it was asked.
      </p>
      <label class="knew-all">
        <input
          type="checkbox"
          checked={isHiddenOnly}
          onChange={(event) => setHiddenOnly(event.currentTarget.checked)}
        />{' '}
        Only what was hidden from {name}
      </label>
      <TickList
        {...props}
        empty={isHiddenOnly ? `Nothing was hidden from ${name}.` : 'Nothing has happened yet.'}
        keeps={(one, tick) => !isSaid(one, tick) && (!isHiddenOnly || isHidden(one, tick))}
        note={(own, tick) => {
          const hidden = isHiddenOnly ? [] : own.filter((one) => isHidden(one, tick))
          return hidden.length === 0 ? '' : `, ${hidden.length} hidden from ${name}`
        }}
        row={(happening, tick) => {
          const look = knowledgeOf(at.tick, tick.tick, happening, at.participant)
          return (
            <HappeningRow
              key={happening.place}
              happening={happening}
              frame={at.frame}
              look={look}
              mark={markOf(look, happening, tick, { ...at, name })}
            />
          )
        }}
      />
    </section>
  )
}

/** Words that are a decision and a message of one tick are told once, as the message. */
function isSaid({ who, kind, text }: Happening, { happenings }: HappenedTick): boolean {
  return (
    kind === 'decision-taken' &&
    happenings.some((one) => one.kind === 'message-sent' && one.who === who && one.text === text)
  )
}

function markOf(
  look: ReturnType<typeof knowledgeOf>,
  happening: Happening,
  { tick }: HappenedTick,
  { participant, name }: { readonly participant: string; readonly name: string },
) {
  switch (look) {
    case 'known':
      return (
        <span class="mark-known">
          <span aria-hidden="true">✓</span> known to {name}
        </span>
      )
    case 'told': {
      const told = happening.told.find(({ to }) => to === participant)
      return (
        <span class="mark-known">
          <span aria-hidden="true">✓</span> told to {name} before tick {told?.from} (
          {plainLine(told?.by ?? '')})
        </span>
      )
    }
    case 'soon':
      return (
        <span class="mark-soon">
          <span aria-hidden="true">◔</span> known to {name} from tick {knownFrom(tick, happening)}{' '}
          on
        </span>
      )
    case 'hidden': {
      const told = happening.told.find(({ to }) => to === participant)
      return (
        <span class="mark-hidden">
          <span aria-hidden="true">⊘</span>{' '}
          {told === undefined
            ? `hidden from ${name}`
            : `not known to ${name} until tick ${told.from} (${plainLine(told.by)})`}
        </span>
      )
    }
  }
}
