/** Chooses among the pairs that a static site holds: every fork with its parent and its baseline. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import {
  comparedPairs,
  type ComparedPair,
} from '../../../../../study/viewing/forks/compared-pairs.ts'
import type { ForksAnswer } from '../../../../../study/viewing/forks/fork-tree.ts'
import { Await, Empty } from '../../parts/await.tsx'
import { plainLine, shortRun } from '../../shell/plain.ts'
import { go, href } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'

/** More pairs are gone to from the tree of forks. */
const MOST_OFFERED = 500

interface PairPickerProps {
  readonly record: string
  readonly left: string
  readonly right: string
}

export function PairPicker(props: PairPickerProps) {
  const answer = useAnswer<ForksAnswer>(`records/${props.record}/forks`)
  return <Await answer={answer}>{(forks) => <Pairs {...props} forks={forks} />}</Await>
}

function Pairs({ record, left, right, forks }: PairPickerProps & { readonly forks: ForksAnswer }) {
  const pairs = useMemo(() => [...comparedPairs(forks.runs)], [forks])
  const [wanted, setWanted] = useState('')
  useEffect(() => setWanted(left === '' ? '' : keyOf(left, right)), [left, right])
  if (pairs.length === 0)
    return <Empty>This copy of the record holds no fork, and so no two runs to compare.</Empty>
  return (
    <form
      class="compare-pick"
      onSubmit={(event) => {
        event.preventDefault()
        const pair = pairs.find((one) => keyOf(one.left, one.fork.runId) === wanted)
        if (pair !== undefined) go([record, 'compare', pair.left, pair.fork.runId])
      }}
    >
      <label>
        <span>Fork, and what it is compared with</span>
        <select value={wanted} onChange={({ currentTarget: { value } }) => setWanted(value)}>
          <option value="">choose</option>
          {pairs.slice(0, MOST_OFFERED).map((pair) => (
            <option
              key={keyOf(pair.left, pair.fork.runId)}
              value={keyOf(pair.left, pair.fork.runId)}
            >
              {pairWords(pair)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="chief" disabled={wanted === ''}>
        Compare
      </button>
      <p class="quiet">
        A published copy holds each fork beside its parent and its baseline, and no other pairs.{' '}
        {pairs.length > MOST_OFFERED && (
          <a href={href([record, 'forks'])}>All of them stand in the tree of forks.</a>
        )}
      </p>
    </form>
  )
}

function keyOf(left: string, right: string): string {
  return `${left} ${right}`
}

function pairWords({ left, fork, with: other }: ComparedPair): string {
  const { runId, tick, difference, replicate } = fork
  return plainLine(
    `${shortRun(runId)}: ${difference}, from tick ${tick ?? 0}, replicate ${replicate}; with its ${other} ${shortRun(left)}`,
  )
}
