/** Ratings from sorted values. */
import type { Categories } from './categories.ts'
import type { Cells } from './cells.ts'
import { growing } from './growing.ts'
import type { Level } from './level.ts'
import type { Ratings } from './ratings.ts'

/** Leaves out units, coders and clusters that have no value. The values of `cells` are positions of categories. */
export function compactRatings(
  code: string,
  level: Level,
  categories: Categories,
  cells: Cells,
  names: readonly string[],
  clusters: { readonly of: Uint32Array; readonly count: number },
): Ratings {
  const isUsed = new Uint8Array(names.length)
  for (const coder of cells.coders) isUsed[coder] = 1
  const position = new Uint32Array(names.length)
  const coders: string[] = []
  for (const [coder, name] of names.entries())
    if (isUsed[coder] === 1) position[coder] = coders.push(name) - 1
  const starts = growing()
  const clusterOf = growing()
  const newCluster = new Uint32Array(clusters.count + 1)
  let clusterCount = 0
  let hasClusters = clusters.count > 0
  for (let unit = 0; unit + 1 < cells.starts.length; unit++) {
    if (cells.starts[unit] === cells.starts[unit + 1]) continue
    starts.push(cells.starts[unit] as number)
    const cluster = clusters.of[unit] as number
    if (cluster === 0) hasClusters = false
    else if (newCluster[cluster] === 0) newCluster[cluster] = ++clusterCount
    clusterOf.push(Math.max(1, newCluster[cluster] as number) - 1)
  }
  const units = starts.length
  starts.push(cells.coders.length)
  return {
    code,
    level,
    coders,
    categories: categories.names,
    isDeclared: categories.isDeclared,
    numbers: categories.numbers,
    units,
    starts: starts.list(),
    coderOf: cells.coders.map((coder) => position[coder] as number),
    categoryOf: cells.values,
    clusterOf: hasClusters ? clusterOf.list() : null,
    clusters: hasClusters ? clusterCount : 0,
  }
}
