/** What happened up to a tick, fetched in blocks: the one that holds the tick, and as many before it as are wanted. */
import { useEffect, useState } from 'preact/hooks'
import {
  blockOf,
  holderOfBlock,
  TICKS_A_BLOCK,
  type HappenedBlock,
  type HappenedTick,
} from '../../../../../study/viewing/knew/known-boundary.ts'
import type { KnewFrame } from '../../../../../study/viewing/knew/known-shapes.ts'
import { ask } from '../../shell/ask.ts'

export interface Happened {
  /** In order, up to the tick; those of blocks that have not come yet are missing. */
  readonly ticks: readonly HappenedTick[]
  /** How many ticks stand before the first of them. */
  readonly earlier: number
  readonly isAsking: boolean
  readonly fault: string | undefined
}

const MOST_KEPT = 200
const kept = new Map<string, Promise<HappenedBlock>>()

/** `back` blocks are fetched besides the one that holds the tick. */
export function useHappened(
  record: string,
  frame: KnewFrame,
  tick: number,
  back: number,
): Happened {
  const last = blockOf(tick)
  const first = Math.max(0, last - back)
  const keys = Array.from({ length: last - first + 1 }, (_, i) => keyOf(record, frame, first + i))
  const joined = keys.join(' ')
  const [state, setState] = useState<{
    readonly joined: string
    readonly blocks: readonly HappenedBlock[]
    readonly fault?: string
  }>({ joined: '', blocks: [] })
  useEffect(() => {
    let isWanted = true
    Promise.all(keys.map(blockAt)).then(
      (blocks) => isWanted && setState({ joined, blocks }),
      (error: unknown) =>
        isWanted &&
        setState({
          joined,
          blocks: [],
          fault: error instanceof Error ? error.message : String(error),
        }),
    )
    return () => void (isWanted = false)
  }, [joined])
  const blocks = state.blocks.filter(({ block }) => block >= first && block <= last)
  return {
    ticks: blocks.flatMap(({ ticks }) => ticks.filter((one) => one.tick <= tick)),
    earlier: first * TICKS_A_BLOCK,
    isAsking: state.joined !== joined,
    fault: state.joined === joined ? state.fault : undefined,
  }
}

/** The path of a block, and of one that may still grow how long its run is. */
function keyOf(record: string, { line, status, ticks }: KnewFrame, block: number): string {
  const path = `records/${record}/run/${holderOfBlock(line, block)}/happened/${block}`
  const isWhole = status !== 'started' || (block + 2) * TICKS_A_BLOCK <= ticks
  return isWhole ? path : `${path}#${ticks}`
}

function blockAt(key: string): Promise<HappenedBlock> {
  let block = kept.get(key)
  if (block === undefined) {
    if (kept.size >= MOST_KEPT) kept.clear()
    block = ask<HappenedBlock>(key.replace(/#.*/, ''))
    kept.set(key, block)
    block.catch(() => kept.delete(key))
  }
  return block
}
