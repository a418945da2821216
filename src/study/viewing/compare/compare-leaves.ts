/** Two entries as one list of their values, each at its path, so that what differs can be read beside what does not. */
import { canonicalJson, type Json } from '../../../base/canonical-json.ts'
import type { LeafBeside } from './compare-shapes.ts'

/** So many values that are equal are listed for orientation. */
const MOST_EQUAL = 12

/** The values of both in the order of the left one; `equal` counts those that are left out since they are the same. */
export function leavesBeside(
  left: Json | undefined,
  right: Json | undefined,
): { leaves: LeafBeside[]; equal: number } {
  const [ours, theirs] = [leavesOf(left), leavesOf(right)]
  let listed = 0
  let equal = 0
  const leaves: LeafBeside[] = []
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const [one, other] = [ours.get(path) ?? null, theirs.get(path) ?? null]
    const differs = one !== other
    if (!differs && listed >= MOST_EQUAL) equal++
    else {
      if (!differs) listed++
      leaves.push({ path, left: one, right: other, differs })
    }
  }
  return { leaves, equal }
}

function leavesOf(value: Json | undefined): Map<string, string> {
  const leaves = new Map<string, string>()
  const gather = (one: Json, path: string): void => {
    const isEmpty = typeof one !== 'object' || one === null || Object.keys(one).length === 0
    if (isEmpty) leaves.set(path, typeof one === 'string' ? one : canonicalJson(one))
    else
      for (const [key, inner] of Object.entries(one) as [string, Json][])
        gather(inner, path === '' ? key : `${path}.${key}`)
  }
  if (value !== undefined) gather(value, '')
  return leaves
}

/** Where two texts begin and cease to differ: what is the same before, what is another, what is the same behind. */
export function differingMiddle(
  text: string,
  other: string,
): readonly [before: string, middle: string, after: string] {
  const [ours, theirs] = [[...text], [...other]]
  const least = Math.min(ours.length, theirs.length)
  let begin = 0
  while (begin < least && ours[begin] === theirs[begin]) begin++
  let end = 0
  while (end < least - begin && ours[ours.length - 1 - end] === theirs[theirs.length - 1 - end])
    end++
  const middle = ours.length - end
  return [
    ours.slice(0, begin).join(''),
    ours.slice(begin, middle).join(''),
    ours.slice(middle).join(''),
  ]
}
