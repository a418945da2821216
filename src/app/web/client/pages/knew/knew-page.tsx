/** Who knew what: what a participant was shown at a tick, beside what was true and what another one knew. */
import { useState } from 'preact/hooks'
import { holderOf } from '../../../../../study/viewing/knew/known-boundary.ts'
import type { KnewAnswer, KnewFrame } from '../../../../../study/viewing/knew/known-shapes.ts'
import { Term } from '../../help/term.tsx'
import { Await, Empty, Fault } from '../../parts/await.tsx'
import { Status } from '../../parts/status.tsx'
import { plainLine, shortRun } from '../../shell/plain.ts'
import { href, route } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps } from '../page.ts'
import { AsksSection } from './asks-section.tsx'
import { placeIn } from './at.ts'
import { BesideColumn } from './beside-column.tsx'
import { KnewControls } from './knew-controls.tsx'
import { ShownColumn } from './shown-column.tsx'
import { TruthColumn } from './truth-column.tsx'
import { useHappened } from './use-happened.ts'

export function KnewPage({ record }: PageProps) {
  const [runId] = route.value.rest
  if (runId === undefined || runId === '')
    return (
      <>
        <h1>Who knew what</h1>
        <Empty>
          Choose a run first: every tick of every run has a page that says what each participant
          knew. <a href={href([record.id, 'runs'])}>The runs of this record</a>
        </Empty>
      </>
    )
  return <OfRun key={runId} record={record.id} runId={runId} />
}

function OfRun({ record, runId }: { readonly record: string; readonly runId: string }) {
  const path = `records/${record}/run/${encodeURIComponent(runId)}/knew`
  const answer = useAnswer<KnewFrame>(path, {}, record)
  return (
    <>
      <h1>Who knew what</h1>
      <p class="lead">
        What one <Term of="participant">participant</Term> was shown at a{' '}
        <Term of="tick">tick</Term>, beside what was true and what another one knew.
      </p>
      <Await answer={answer}>
        {(frame) =>
          frame.ticks === 0 ? (
            <Empty>This run has no ticks yet.</Empty>
          ) : (
            <AtTick record={record} frame={frame} />
          )
        }
      </Await>
    </>
  )
}

function AtTick({ record, frame }: { readonly record: string; readonly frame: KnewFrame }) {
  const at = placeIn(record, frame)
  const [back, setBack] = useState(1)
  const knew = useAnswer<KnewAnswer>(
    `records/${record}/run/${holderOf(frame.line, at.tick)}/knew/${at.tick}/${at.participant}`,
    {},
    // What a closed tick holds never changes.
  )
  const happened = useHappened(record, frame, at.tick, back)
  const answer = knew.value
  const isHere = answer?.tick === at.tick && answer.participant === at.participant
  const shared = { at, happened, onEarlier: () => setBack(back + 2) }
  return (
    <>
      <p class="knew-run">
        <a href={href([record, 'run', frame.runId], { tick: at.tick })}>
          Run {shortRun(frame.runId)}
        </a>{' '}
        · {plainLine(frame.treatment)} · replicate {frame.replicate} · <Status of={frame.status} />
      </p>
      <KnewControls
        at={at}
        round={isHere ? answer.round : null}
        phase={isHere ? answer.phase : ''}
      />
      {knew.fault !== undefined && <Fault words={knew.fault} />}
      {happened.fault !== undefined && <Fault words={happened.fault} />}
      <div class={at.other === at.participant ? 'knew-columns knew-two' : 'knew-columns'}>
        <ShownColumn {...shared} answer={isHere ? answer : undefined} />
        <TruthColumn {...shared} />
        {at.other !== at.participant && <BesideColumn {...shared} />}
      </div>
      {isHere && <AsksSection at={at} answer={answer} />}
    </>
  )
}
