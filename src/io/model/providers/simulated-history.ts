/** How a simulated model reads rules and history: with loose patterns, as a stand-in for understanding. */

export interface Kindness {
  /** Own options, from the one that leaves the other most on average to the one that leaves it least. */
  readonly own: readonly string[]
  /** The other's option → 1 where it is the one that leaves us most, 0 where it leaves us least, between these otherwise. */
  readonly other: ReadonlyMap<string, number>
}

/** `If you choose J and the other player chooses F, you earn 0 points and the other player earns 10 points` and its like. */
const CELL =
  /if you choose ([^,\n]+?) and [^,\n]+? chooses? ([^,\n]+?), you \w+ (-?\d+(?:\.\d+)?)[^,\n]*? and [^,\n]+? \w+ (-?\d+(?:\.\d+)?)/gi

/** How kind the options are, by the rule lines of a two-player game. Without such lines, own options stay as displayed. */
export function kindnessOf(story: string, labels: readonly string[]): Kindness {
  const leavesOther = new Map<string, number[]>()
  const leavesUs = new Map<string, number[]>()
  for (const [, own = '', other = '', mine = '', theirs = ''] of cellsIn(story)) {
    note(leavesOther, labels.find((label) => isNamedBy(own, label)) ?? own, Number(theirs))
    note(leavesUs, other.split(' ').at(-1) ?? other, Number(mine))
  }
  const known = labels.every((label) => leavesOther.has(label))
  const own = known
    ? [...labels].sort((a, b) => mean(leavesOther.get(b)) - mean(leavesOther.get(a)))
    : labels
  const averages = [...leavesUs.values()].map(mean)
  const [least, most] = [Math.min(...averages), Math.max(...averages)]
  const scaled = [...leavesUs].map(([label, points]): [string, number] => [
    label,
    most > least ? (mean(points) - least) / (most - least) : 1,
  ])
  return { own, other: new Map(scaled) }
}

/** Nobody states a rule in a line longer than this; what others said may be of any length, and shaped to keep the pattern busy. */
const LONGEST_RULE = 400

function cellsIn(story: string): RegExpExecArray[] {
  const lines = story.split('\n').filter((line) => line.length <= LONGEST_RULE)
  return [...lines.join('\n').matchAll(CELL)]
}

function note(map: Map<string, number[]>, key: string, value: number): void {
  map.set(key, [...(map.get(key) ?? []), value])
}

function mean(numbers: readonly number[] = []): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

/** `Option J` names `J`. */
function isNamedBy(words: string, label: string): boolean {
  return words === label || words.endsWith(` ${label}`)
}

const VERB = /\b(?:chose|played|picked|sent|returned|gave|contributed|offered)\b/g
/** Where the subject before a verb begins, and where the object after it ends. */
const CLAUSE_BREAK = /[,;:|\n]|\band\b|\.(?!\d)/

/**
 * What somebody else did last: the object of the last `… chose X`, `… sent X` and the like whose subject is not `you`, or the third
 * column of the last row of a table that begins with the round's number. `most` is the largest amount, for how kind an amount was.
 */
export function lastDeed(
  story: string,
  others: ReadonlyMap<string, number>,
  most: number | null,
): { readonly words: string; readonly kindness: number } | null {
  const words = lastClause(story) ?? lastRow(story)
  if (words === undefined) return null
  const label = words.split(' ').at(-1) ?? words
  const number = Number(/-?\d+(?:\.\d+)?/.exec(words)?.[0] ?? Number.NaN)
  const kindness = most === null ? others.get(label) : number / most
  return kindness === undefined || !Number.isFinite(kindness)
    ? null
    : { words, kindness: Math.min(1, Math.max(0, kindness)) }
}

function lastClause(story: string): string | undefined {
  let found: string | undefined
  for (const verb of story.matchAll(VERB)) {
    const before = story.slice(Math.max(0, verb.index - 200), verb.index)
    const subject = before.split(CLAUSE_BREAK).at(-1) ?? ''
    const after = story.slice(verb.index + verb[0].length, verb.index + verb[0].length + 200)
    if (!/\b(?:you|i|we)\b/i.test(subject) && subject.trim() !== '')
      found = after.split(CLAUSE_BREAK)[0]?.trim()
  }
  return found
}

function lastRow(story: string): string | undefined {
  return [...story.matchAll(/^\|\s*\d+\s*\|[^|\n]*\|([^|\n]*)\|/gm)].at(-1)?.[1]?.trim()
}
