/** One run and the forks beneath it, in groups that unfold: what is not seen is not drawn. */
import { useState } from 'preact/hooks'
import {
  meanEarnings,
  type ForkedRun,
  type ForkGroup,
  type ForkNode,
} from '../../../../../study/viewing/forks/fork-tree.ts'
import { Status } from '../../parts/status.tsx'
import { count, counted, decimal } from '../../shell/numbers.ts'
import { plainLine, shortRun } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'

interface NodeProps {
  readonly node: ForkNode
  readonly record: string
  /** The run beside it with the same draws; undefined where there is none but its parent. */
  readonly baseline?: ForkedRun | undefined
}

export function ForkTree({ node, record, baseline }: NodeProps) {
  const { run, groups } = node
  return (
    <li>
      <RunLine run={run} record={record} baseline={baseline} />
      {groups.length > 0 && (
        <ul>
          {groups.map((group) => (
            <GroupView key={group.key} group={group} groups={groups} record={record} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** So many forks stand open at once, and so many more are drawn at a time. */
const OPEN = 6
const STEP = 50

interface GroupProps {
  readonly group: ForkGroup
  /** All of the same parent. */
  readonly groups: readonly ForkGroup[]
  readonly record: string
}

function GroupView({ group, groups, record }: GroupProps) {
  const { tick, kind, difference, forks } = group
  const isDeep = forks.some(({ groups: own }) => own.length > 0)
  const [isOpen, setOpen] = useState(forks.length <= OPEN || isDeep)
  const [most, setMost] = useState(STEP)
  const mean = forks.length > 1 ? meanEarnings(forks) : undefined
  // Those that were forked themselves come first: else a fork of a fork could stand far below.
  const sorted = [...forks].sort((a, b) => Number(b.beneath > 0) - Number(a.beneath > 0))
  return (
    <li class={`fork-group fork-${kind}`}>
      <button
        type="button"
        class="fork-toggle"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span class="fork-arrow" aria-hidden="true">
          {isOpen ? '▾' : '▸'}
        </span>
        <span>
          <span class="fork-tick">tick {tick}</span>{' '}
          {kind === 'difference' ? (
            <code class="fork-set">{plainLine(difference)}</code>
          ) : (
            <em>{difference}</em>
          )}{' '}
          <small>
            {count(forks.length)}{' '}
            {kind === 'difference'
              ? forks.length === 1
                ? 'fork'
                : 'forks'
              : forks.length === 1
                ? 'baseline'
                : 'baselines'}
            {mean !== undefined && `, mean earnings ${earningsInWords(mean)}`}
          </small>
        </span>
      </button>
      {isOpen && (
        <ul>
          {sorted.slice(0, most).map((node) => (
            <ForkTree
              key={node.run.runId}
              node={node}
              record={record}
              baseline={kind === 'difference' ? baselineOf(node.run, groups) : undefined}
            />
          ))}
          {forks.length > most && (
            <li>
              <button type="button" onClick={() => setMost(most + STEP)}>
                Show {Math.min(STEP, forks.length - most)} of {count(forks.length - most)} more
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}

/** From the second replicate on a fork has a baseline of its own, of the same number. */
function baselineOf({ tick, replicate }: ForkedRun, groups: readonly ForkGroup[]) {
  if (replicate === 1) return undefined
  return groups
    .filter((group) => group.kind === 'baseline' && group.tick === tick)
    .flatMap(({ forks }) => forks)
    .find(({ run }) => run.replicate === replicate)?.run
}

function RunLine({ run, record, baseline }: Omit<NodeProps, 'node'> & { readonly run: ForkedRun }) {
  const { runId, parent, treatment, replicate, status, ticks, earnings } = run
  const name = shortRun(runId)
  return (
    <div class="fork-run">
      <a href={href([record, 'run', runId])}>
        <span class="unseen">Run </span>
        {name}
      </a>
      {parent === null && <span>{plainLine(treatment)}</span>}
      <small>replicate {replicate}</small>
      <Status of={status} />
      <small>{counted(ticks, 'tick')}</small>
      {earnings !== null && Object.keys(earnings).length > 0 && (
        <small>
          earned <b>{earningsInWords(earnings)}</b>
        </small>
      )}
      {parent !== null && (
        <span class="fork-links">
          <a href={href([record, 'compare', parent, runId])}>
            compare with parent<span class="unseen"> of {name}</span>
          </a>
          {baseline !== undefined && (
            <a href={href([record, 'compare', baseline.runId, runId])}>
              with baseline<span class="unseen"> of {name}</span>
            </a>
          )}
        </span>
      )}
    </div>
  )
}

function earningsInWords(earnings: Readonly<Record<string, number>>): string {
  return Object.entries(earnings)
    .map(([participant, points]) => `${plainLine(participant)} ${decimal(points)}`)
    .join(' · ')
}
