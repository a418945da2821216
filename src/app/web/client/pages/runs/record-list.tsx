/** Several records: what each is about and how far it has come. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { RecordHead } from '../../../../../study/viewing/runs/record-head.ts'
import { Term } from '../../help/term.tsx'
import { Empty, Fault } from '../../parts/await.tsx'
import { counted } from '../../shell/numbers.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps, RecordNamed } from '../page.ts'
import { sittingOf } from './sitting-signal.ts'
import { StatusBar } from './status-bar.tsx'

interface RecordListProps {
  readonly records: readonly RecordNamed[]
  /** The record of the address, where there is none of that name. */
  readonly unknown: string | undefined
}

export function RecordList({ records, unknown }: RecordListProps) {
  return (
    <section>
      <h1>Records</h1>
      <p class="lead">
        Each <Term of="record">record</Term> holds the runs of an{' '}
        <Term of="experiment">experiment</Term>. Choose one to see its design, and to read its runs.
      </p>
      {unknown !== undefined && <Empty>There is no record “{plainLine(unknown)}” here.</Empty>}
      <ul class="record-cards">
        {records.map((record) => (
          <li key={record.id} class="card">
            <h2>
              <a href={href([record.id, 'runs'])}>{plainLine(record.id)}</a>
            </h2>
            <Summary record={record} />
            <p class="record-path">
              <small>{plainLine(record.path)}</small>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A folder may hold hundreds: a record is opened when its card comes into sight. */
function Summary({ record }: PageProps) {
  const place = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
    )
    if (place.current !== null) watcher.observe(place.current)
    return () => watcher.disconnect()
  }, [])
  const { value: head, fault } = useAnswer<RecordHead>(
    isSeen ? `records/${record.id}/runs/head` : null,
    {},
    record.id,
  )
  return (
    <div ref={place} class="record-summary">
      {fault !== undefined && <Fault words={fault} />}
      {head !== undefined && (
        <>
          {head.about !== null && <p>{plain(head.about)}</p>}
          <p class="row">
            <PlayState record={record} head={head} />
            <span>
              {counted(head.treatments, 'treatment')}, {counted(head.runs, 'run')}
            </span>
            {head.models.some(({ isSimulated }) => isSimulated) && (
              <span class="chip chip-simulated">simulated models</span>
            )}
          </p>
          <StatusBar counts={head.counts} />
        </>
      )}
    </div>
  )
}

function PlayState({ record, head: { counts } }: PageProps & { readonly head: RecordHead }) {
  const sitting = sittingOf(record.id).value
  if (sitting) return <span class="chip chip-live">{sitting.state}</span>
  return counts.planned + counts.started > 0 ? <span class="chip">nobody plays it</span> : null
}
