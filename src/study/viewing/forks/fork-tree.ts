/** The forks of a record as trees: which run shares its beginning with which, and what each was given to differ in. */

/** A run that was forked, or is a fork. Parents stand before their forks. */
export interface ForkedRun {
  readonly runId: string
  /** Null for a run that was played from its beginning. */
  readonly parent: string | null
  /** The first tick that is its own; null where all are. */
  readonly tick: number | null
  readonly treatment: string
  readonly replicate: number
  readonly status: string
  readonly ticks: number
  /** `baseline` differs from its parent in nothing but, perhaps, its draws. */
  readonly kind: 'origin' | 'baseline' | 'difference'
  /** What was set, such as `answer.row=defect`; of a baseline, in words. */
  readonly difference: string
  /** Sums of payoffs by participant; null where they were not summed. */
  readonly earnings: Readonly<Record<string, number>> | null
}

export interface ForksAnswer {
  /** All that are listed, parents first. */
  readonly runs: readonly ForkedRun[]
  /** Forks that are too many to be listed. */
  readonly left: number
  /** How forks of this record are made, as commands. */
  readonly commands: readonly string[]
}

export interface ForkNode {
  readonly run: ForkedRun
  readonly groups: readonly ForkGroup[]
  /** All runs beneath it. */
  readonly beneath: number
}

/** Forks of one run that differ from it in the same thing from the same tick on. */
export interface ForkGroup {
  readonly key: string
  readonly tick: number
  readonly kind: ForkedRun['kind']
  readonly difference: string
  readonly forks: readonly ForkNode[]
}

/** The trees that runs make up: each run stands in them once. A fork whose parent is not among them begins a tree of its own. */
export function treesOf(runs: readonly ForkedRun[]): ForkNode[] {
  const known = new Set(runs.map(({ runId }) => runId))
  const isRoot = ({ parent }: ForkedRun): boolean => parent === null || !known.has(parent)
  const forksOf = Map.groupBy(
    runs.filter((run) => !isRoot(run)),
    ({ parent }) => parent,
  )
  const nodes = new Map<string, ForkNode>()
  // Children before parents: a chain of forks may be longer than a stack is deep.
  for (const run of parentsFirst(runs.filter(isRoot), forksOf).reverse()) {
    const forks = (forksOf.get(run.runId) ?? []).flatMap(({ runId }) => nodes.get(runId) ?? [])
    const beneath = forks.reduce((sum, fork) => sum + 1 + fork.beneath, 0)
    nodes.set(run.runId, { run, groups: groupsOf(forks), beneath })
  }
  return runs.filter(isRoot).flatMap(({ runId }) => nodes.get(runId) ?? [])
}

type ForksOf = ReadonlyMap<string | null, readonly ForkedRun[]>

function parentsFirst(roots: readonly ForkedRun[], forksOf: ForksOf): ForkedRun[] {
  const order = [...roots]
  for (let i = 0; i < order.length; i++) order.push(...(forksOf.get(order[i]?.runId ?? '') ?? []))
  return order
}

function groupsOf(forks: readonly ForkNode[]): ForkGroup[] {
  const groups = Map.groupBy(forks, ({ run: { tick, kind, difference } }) =>
    JSON.stringify([tick, kind, difference]),
  )
  return [...groups]
    .map(([key, list]): ForkGroup => {
      const { tick, kind, difference } = (list[0] as ForkNode).run
      const sorted = list.sort((a, b) => a.run.replicate - b.run.replicate)
      return { key, tick: tick ?? 0, kind, difference, forks: sorted }
    })
    .sort((a, b) => a.tick - b.tick || (a.kind < b.kind ? 1 : a.kind > b.kind ? -1 : 0))
}

/** Mean earnings by participant over the runs that were summed; undefined where none were. */
export function meanEarnings(
  forks: readonly Pick<ForkNode, 'run'>[],
): Record<string, number> | undefined {
  const summed = forks.flatMap(({ run }) => (run.earnings === null ? [] : [run.earnings]))
  if (summed.length === 0) return undefined
  const participants = [...new Set(summed.flatMap((one) => Object.keys(one)))]
  return Object.fromEntries(
    participants.map((participant) => [
      participant,
      summed.reduce((sum, one) => sum + (one[participant] ?? 0), 0) / summed.length,
    ]),
  )
}
