/** Decisions and payoffs of two runs, tick beside tick: a window of them at a time, from the first that differs. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import {
  TICKS_COMPARED,
  type CompareBlock,
  type CompareFrame,
  type DecidedBeside,
  type DecidedSide,
  type EarnedBeside,
  type RunBeside,
  type TickBeside,
} from '../../../../../study/viewing/compare/compare-shapes.ts'
import { Await } from '../../parts/await.tsx'
import { decimal } from '../../shell/numbers.ts'
import { plain, plainLine, shortRun } from '../../shell/plain.ts'
import { useAnswer } from '../../shell/use-answer.ts'

interface TicksProps {
  readonly record: string
  readonly frame: CompareFrame
}

export function CompareTicks({ record, frame }: TicksProps) {
  const { left, right, first } = frame
  const most = Math.max(left.ticks, right.ticks)
  const last = Math.max(0, Math.ceil(most / TICKS_COMPARED) - 1)
  const [block, setBlock] = useState(Math.floor((first?.tick ?? 0) / TICKS_COMPARED))
  const [isAll, setAll] = useState(first === null)
  const path = `records/${record}/compare/${left.runId}/${right.runId}/ticks/${block}`
  const answer = useAnswer<CompareBlock>(path, {}, record)
  if (most === 0) return <p class="quiet">Neither has a tick yet.</p>
  return (
    <>
      <div class="row compare-pages">
        <label>
          <input
            type="checkbox"
            checked={!isAll}
            onChange={(event) => setAll(!event.currentTarget.checked)}
          />{' '}
          Fold the ticks that are shared
        </label>
        {last > 0 && (
          <>
            <button type="button" disabled={block === 0} onClick={() => setBlock(block - 1)}>
              <span aria-hidden="true">‹</span> Earlier ticks
            </button>
            <span role="status">
              Ticks {block * TICKS_COMPARED}–{Math.min(most, (block + 1) * TICKS_COMPARED) - 1} of{' '}
              {most}
            </span>
            <button type="button" disabled={block >= last} onClick={() => setBlock(block + 1)}>
              Later ticks <span aria-hidden="true">›</span>
            </button>
          </>
        )}
      </div>
      <Await answer={answer}>
        {({ ticks }) => <TickTable ticks={ticks} frame={frame} isAll={isAll} />}
      </Await>
    </>
  )
}

interface TableProps {
  readonly ticks: readonly TickBeside[]
  readonly frame: CompareFrame
  readonly isAll: boolean
}

function TickTable({ ticks, frame, isAll }: TableProps) {
  const shared = ticks.filter(({ tick }) => tick < frame.sharedTicks)
  const shown = isAll ? ticks : ticks.filter(({ tick }) => tick >= frame.sharedTicks)
  const [begin, end] = [shared[0]?.tick, shared.at(-1)?.tick]
  return (
    <>
      {!isAll && begin !== undefined && (
        <p class="compare-same">
          {begin === end ? `Tick ${begin} is shared.` : `Ticks ${begin}–${end} are shared.`}
        </p>
      )}
      {shown.length > 0 && <p>{apartInWords(shown)}</p>}
      {shown.length > 0 && (
        <table class="compare-ticks">
          <caption class="unseen">Decisions and payoffs of both runs by tick</caption>
          <thead>
            <tr>
              <th scope="col" class="compare-tick">
                Tick
              </th>
              <th scope="col" class="compare-who">
                Who
              </th>
              <SideHead of="left" run={frame.left} />
              <SideHead of="right" run={frame.right} />
              <th scope="col" class="compare-mark compare-right">
                <span class="unseen">Differs</span>
              </th>
            </tr>
          </thead>
          {shown.map((tick) => (
            <TickRows key={tick.tick} tick={tick} isFirst={tick.tick === frame.first?.tick} />
          ))}
        </table>
      )}
    </>
  )
}

/** What the table comes to: entries may differ where nothing that was done does. */
function apartInWords(ticks: readonly TickBeside[]): string {
  const apart = ticks.filter(
    ({ decisions, payoffs, hasLeft, hasRight }) =>
      hasLeft !== hasRight ||
      decisions.some(({ differs }) => differs) ||
      payoffs.some(({ left, right }) => left !== right),
  )
  const [first] = apart
  if (first === undefined) return 'In these ticks every decision and every payoff is the same.'
  return `Decisions or payoffs differ in ${apart.length} of these ${ticks.length} ticks, first in tick ${first.tick}.`
}

interface SideProps {
  readonly of: 'left' | 'right'
  readonly run: RunBeside
}

function SideHead({ of, run }: SideProps) {
  return (
    <th scope="col" class={`compare-${of}`}>
      {of === 'left' ? 'Left' : 'Right'} <code>{shortRun(run.runId)}</code>
    </th>
  )
}

function TickRows({ tick, isFirst }: { readonly tick: TickBeside; readonly isFirst: boolean }) {
  const { decisions, payoffs, isSame, hasLeft, hasRight } = tick
  const rows = decisions.length + payoffs.length
  const head = (
    <th scope="rowgroup" rowSpan={Math.max(1, rows)}>
      {tick.tick}
      {isFirst && <span class="unseen"> the first difference</span>}
      {tick.round !== null && (
        <small>
          <br />
          round {tick.round}
        </small>
      )}
    </th>
  )
  return (
    <tbody class={isFirst ? 'is-first' : ''}>
      {rows === 0 && (
        <tr>
          {head}
          <td colSpan={3} class="quiet">
            {!hasLeft || !hasRight
              ? `Only the ${hasLeft ? 'left' : 'right'} run has it.`
              : 'Nothing was decided or paid.'}
          </td>
          <td>{isSame ? '' : <Differs />}</td>
        </tr>
      )}
      {decisions.map((decision, i) => (
        <DecisionRow key={`${decision.participant} ${decision.ask}`} decision={decision}>
          {i === 0 ? head : null}
        </DecisionRow>
      ))}
      {payoffs.map((payoff, i) => (
        <PayoffRow key={payoff.participant} payoff={payoff}>
          {decisions.length === 0 && i === 0 ? head : null}
        </PayoffRow>
      ))}
    </tbody>
  )
}

function Differs() {
  return (
    <span class="mark-hidden">
      <span aria-hidden="true">≠</span>
      <span class="unseen">differs</span>
    </span>
  )
}

interface DecisionProps {
  readonly decision: DecidedBeside
  readonly children: ComponentChildren
}

function DecisionRow({ decision, children }: DecisionProps) {
  const { participant, ask, left, right, differs } = decision
  return (
    <tr class={differs ? 'differs' : ''}>
      {children}
      <th scope="row">
        {plainLine(participant)} <small>{plainLine(ask)}</small>
      </th>
      <td>{sideInWords(left)}</td>
      <td>{sideInWords(right)}</td>
      <td>{differs && <Differs />}</td>
    </tr>
  )
}

function PayoffRow({
  payoff: { participant, left, right },
  children,
}: {
  readonly payoff: EarnedBeside
  readonly children: ComponentChildren
}) {
  const differs = left !== right
  return (
    <tr class={differs ? 'payoff differs' : 'payoff'}>
      {children}
      <th scope="row">
        {plainLine(participant)} <small>points</small>
      </th>
      <td>{decimal(left)}</td>
      <td>{decimal(right)}</td>
      <td>{differs && <Differs />}</td>
    </tr>
  )
}

function sideInWords(side: DecidedSide | null): string {
  if (side === null) return 'not asked'
  return `${plain(side.value)}${side.status === 'valid' ? '' : ` (${plainLine(side.status)})`}`
}
