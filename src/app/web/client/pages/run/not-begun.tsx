/** Where the record does not hold a run: that it is planned and waits for its turn, or that there is none. */
import type { RunPage } from '../../../../../study/viewing/runs/select-runs.ts'
import { Empty, Fault } from '../../parts/await.tsx'
import { plainLine } from '../../shell/plain.ts'
import { told } from '../../shell/told.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import { sittingOf } from '../runs/sitting-signal.ts'
import { BareHead } from './bare-head.tsx'

interface NotBegunProps {
  readonly record: string
  readonly runId: string
  /** Why there is no answer about it. */
  readonly fault: string
}

export function NotBegun({ record, runId, fault }: NotBegunProps) {
  const { value } = useAnswer<RunPage>(
    told.isStatic === true ? null : `records/${record}/runs/page`,
    { q: runId, count: 1 },
    record,
  )
  const found = value?.runs.find((run) => run.runId === runId)
  if (found?.status !== 'planned')
    return (
      <>
        <BareHead record={record} runId={runId} />
        <Fault words={fault} />
      </>
    )
  const inFlight = sittingOf(record).value?.runs.inFlight ?? []
  return (
    <>
      <BareHead record={record} runId={runId} />
      <p class="run-which">
        <span>
          {found.treatmentName === '' ? 'the only treatment' : plainLine(found.treatmentName)}
        </span>
        <span>replicate {found.replicate}</span>
      </p>
      <div role="status">
        <Empty>
          {inFlight.some((run) => run.runId === runId)
            ? 'This run has begun: its first tick is shown when it is closed.'
            : 'This run is planned and has not begun: it is shown here once it has.'}
        </Empty>
      </div>
    </>
  )
}
