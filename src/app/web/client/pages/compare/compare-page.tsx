/** Two runs side by side: how they are related, where they part first, and every tick of both. */
import type {
  CompareFrame,
  RunBeside,
} from '../../../../../study/viewing/compare/compare-shapes.ts'
import { Term } from '../../help/term.tsx'
import { Await, Empty } from '../../parts/await.tsx'
import { Status } from '../../parts/status.tsx'
import { Wide } from '../../parts/wide.tsx'
import { counted } from '../../shell/numbers.ts'
import { plain, plainLine, shortRun } from '../../shell/plain.ts'
import { href, route } from '../../shell/route.ts'
import { told } from '../../shell/told.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps } from '../page.ts'
import { ComparePicker, type PickerProps } from './compare-picker.tsx'
import { CompareTicks } from './compare-ticks.tsx'
import { EarningsTable } from './earnings-table.tsx'
import { FirstDifference } from './first-difference.tsx'
import { PairPicker } from './pair-picker.tsx'

const isStatic = told.isStatic === true

function Picker({ record, left, right, near }: PickerProps) {
  return isStatic ? (
    <PairPicker record={record} left={left} right={right} />
  ) : (
    <ComparePicker record={record} left={left} right={right} near={near} />
  )
}

export function ComparePage({ record }: PageProps) {
  const [left = '', right = ''] = route.value.rest
  return (
    <>
      <h1>Compare two runs</h1>
      <p class="lead">
        Two runs side by side: where they part first, and what followed. Two{' '}
        <Term of="fork">forks</Term> of one run share the ticks before.
      </p>
      {left === '' || right === '' ? (
        <>
          <Picker record={record.id} left={left} right={right} near={[]} />
          <Empty>
            {isStatic ? 'Choose a fork' : 'Name two runs, or choose a fork'}:{' '}
            <a href={href([record.id, 'forks'])}>the forks of this record</a>
          </Empty>
        </>
      ) : (
        <OfTwo key={`${left} ${right}`} record={record.id} left={left} right={right} />
      )}
    </>
  )
}

interface OfTwoProps {
  readonly record: string
  readonly left: string
  readonly right: string
}

function OfTwo({ record, left, right }: OfTwoProps) {
  const path = `records/${record}/compare/${encodeURIComponent(left)}/${encodeURIComponent(right)}`
  const answer = useAnswer<CompareFrame>(path, {}, record)
  return (
    <>
      <Picker record={record} left={left} right={right} near={answer.value?.near ?? []} />
      <Await answer={answer}>{(frame) => <Compared record={record} frame={frame} />}</Await>
    </>
  )
}

function Compared({ record, frame }: { readonly record: string; readonly frame: CompareFrame }) {
  const { left, right, relation, first, sharedTicks } = frame
  return (
    <>
      <div class="compare-heads">
        <Head record={record} run={left} side="left" />
        <Head record={record} run={right} side="right" />
      </div>
      {relation !== null && <p class="compare-relation">{plainLine(relation)}</p>}
      {first === null ? (
        <p class="notice">Every tick is the same: {counted(sharedTicks, 'tick')}.</p>
      ) : (
        <FirstDifference record={record} first={first} frame={frame} />
      )}
      <Plans frame={frame} />
      <h2>Earnings</h2>
      <EarningsTable earnings={frame.earnings} />
      <h2>Tick by tick</h2>
      <CompareTicks record={record} frame={frame} />
    </>
  )
}

interface HeadProps {
  readonly record: string
  readonly run: RunBeside
  readonly side: 'left' | 'right'
}

function Head({ record, run, side }: HeadProps) {
  const { runId, treatment, replicate, status, ticks } = run
  return (
    <section class={`compare-head compare-${side} card`} aria-label={`The ${side} run`}>
      <h2>
        <a href={href([record, 'run', runId])}>{shortRun(runId)}</a>
      </h2>
      <p>
        {plainLine(treatment)} · replicate {replicate}
      </p>
      <p>
        <Status of={status} /> · {counted(ticks, 'tick')}
      </p>
    </section>
  )
}

function Plans({ frame: { plans } }: { readonly frame: CompareFrame }) {
  if (plans.length === 0) return <p class="quiet">Their plans are the same.</p>
  return (
    <details class="compare-plans" open={plans.length <= 6}>
      <summary>Their plans differ in {counted(plans.length, 'value')}</summary>
      <Wide label="What their plans differ in">
        <table class="compare-leaves">
          <thead>
            <tr>
              <th scope="col">In the plan</th>
              <th scope="col">Left</th>
              <th scope="col">Right</th>
            </tr>
          </thead>
          <tbody>
            {plans.map(({ path, left, right }) => (
              <tr key={path}>
                <th scope="row">{plainLine(path)}</th>
                <td>{left === null ? <span class="quiet">not there</span> : plain(left)}</td>
                <td>{right === null ? <span class="quiet">not there</span> : plain(right)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </details>
  )
}
