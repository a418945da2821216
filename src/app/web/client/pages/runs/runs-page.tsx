/** The runs of a record: what it is about, how it is played at present, its design as a grid and its runs as a list. */
import { useState } from 'preact/hooks'
import type { RecordHead } from '../../../../../study/viewing/runs/record-head.ts'
import { After } from '../../parts/after.tsx'
import { Await } from '../../parts/await.tsx'
import { plainLine } from '../../shell/plain.ts'
import { told } from '../../shell/told.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps } from '../page.ts'
import { GridSection } from './grid-section.tsx'
import { LivePanel } from './live-panel.tsx'
import { RecordCalls } from './record-calls.tsx'
import { RecordTitle } from './record-title.tsx'
import { RunSearch } from './run-search.tsx'
import { useMeasures } from './use-measures.ts'
import { useSpend } from './use-spend.ts'

export function RunsPage({ record }: PageProps) {
  const answer = useAnswer<RecordHead>(`records/${record.id}/runs/head`, {}, record.id)
  const spend = useSpend(record.id)
  const measures = useMeasures(record.id, answer.value)
  const [isGridShown, setGridShown] = useState(false)
  return (
    <>
      {answer.value === undefined && <h1>{plainLine(record.id)}</h1>}
      <Await answer={answer}>
        {(head) => (
          <>
            <RecordTitle record={record} head={head} spend={spend} />
            {told.isStatic !== true && <LivePanel record={record} head={head} spend={spend} />}
            <GridSection record={record} measures={measures} onShown={() => setGridShown(true)} />
            <After isThere={isGridShown}>
              <RunSearch record={record} head={head} measures={measures} />
              {spend !== undefined && <RecordCalls spend={spend} />}
            </After>
          </>
        )}
      </Await>
    </>
  )
}
