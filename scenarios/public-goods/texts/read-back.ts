/** A second grammar of the words: reads the rules and the history back, knowing nothing of how they were written but the unit. */

/** What the rules say, as numbers. */
export interface ToldRules {
  readonly endowment: number
  readonly multiplier: number
  readonly size: number
  readonly share: number
}

/** What the examples say of one case. */
export interface ToldCase {
  readonly own: number
  readonly theirs: number
  readonly ownIncome: number
  readonly theirIncome: number
}

/** What the rules say of deduction points: what so many cost, and what each takes: points, or a share in per cent. */
export interface ToldDeduction {
  readonly most: number
  readonly costs: readonly number[]
  readonly takes: number
  readonly isShare: boolean
}

/** What the history says of one round. */
export interface ToldRound {
  readonly round: number
  readonly own: number
  readonly others: readonly { readonly name: string; readonly contribution: number }[]
  readonly sum: number
  readonly income: number
  /** Null where there was no punishment. */
  readonly received: number | null
  readonly reduction: number | null
  readonly cost: number | null
  readonly earned: number | null
}

const NUMBER = '(-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)'

export function readRules(text: string, unit: string): ToldRules | undefined {
  const numbers = [
    find(text, `receives ${pointsIn(unit)} and decides`),
    find(text, `multiplied by ${NUMBER}, and`),
    find(text, `among the ${NUMBER} members`),
    find(text, `contributes earns ${NUMBER} for every member`),
  ]
  const [endowment, multiplier, size, share] = numbers
  if (numbers.includes(undefined)) return undefined
  return { endowment, multiplier, size, share } as ToldRules
}

export function readCases(text: string, unit: string): ToldCase[] {
  const points = pointsIn(unit)
  const line = new RegExp(
    `^- If you contribute ${NUMBER} and (?:the other member|each of the others) contributes ${NUMBER}, you earn ${points} from the project and (?:the other member|each of the others) earns ${points}\\.$`,
  )
  return text.split('\n').flatMap((one) => {
    const found = line.exec(one)?.slice(1).map(Number)
    if (found === undefined) return []
    const [own = NaN, theirs = NaN, ownIncome = NaN, theirIncome = NaN] = found
    return [{ own, theirs, ownIncome, theirIncome }]
  })
}

export function readDeduction(text: string, unit: string): ToldDeduction | undefined {
  const most = find(text, `from 0 to ${NUMBER} to each`)
  if (most === undefined) return undefined
  const each = find(text, `that you assign costs you ${pointsIn(unit)}\\.`)
  const table = [...text.matchAll(new RegExp(`${NUMBER} for ${pointsIn(unit)}`, 'g'))]
  const costs =
    each === undefined
      ? table.map(([, , cost]) => Number(cost))
      : Array.from({ length: most + 1 }, (_, points) => each * points)
  const share = find(text, `that you receive takes ${NUMBER}% of`)
  const takes = share ?? find(text, `that you receive takes ${pointsIn(unit)} from you`)
  return takes === undefined ? undefined : { most, costs, takes, isShare: share !== undefined }
}

/** One round of the history; undefined where it says that the round does not count. */
export function readRound(text: string, unit: string): ToldRound | undefined {
  const head = new RegExp(
    `^Round (\\d+): you \\(Member \\d+\\) contributed ${NUMBER}(.*?); together ${NUMBER}\\. You earned ${pointsIn(unit)} from the project\\.`,
  ).exec(text)
  if (head === null) return undefined
  const [, round, own, others = '', sum, income] = head
  const took = `You received ${NUMBER}(?: \\([^)]*\\))?, which took ${pointsIn(unit)} from you`
  return {
    round: Number(round),
    own: Number(own),
    others: [...others.matchAll(new RegExp(`, (Member \\d+) ${NUMBER}`, 'g'))].map(
      ([, name = '', contribution]) => ({ name, contribution: Number(contribution) }),
    ),
    sum: Number(sum),
    income: Number(income),
    received: find(text, took) ?? null,
    reduction: find(text, took, 2) ?? null,
    cost: find(text, `this cost you ${pointsIn(unit)}\\.`) ?? null,
    earned: find(text, `In the whole round you earned ${pointsIn(unit)}\\.`) ?? null,
  }
}

function find(text: string, pattern: string, group = 1): number | undefined {
  const found = new RegExp(pattern).exec(text)?.[group]
  return found === undefined ? undefined : Number(found)
}

/** `3 points`, or `1 point` where the unit has a singular. */
function pointsIn(unit: string): string {
  return `${NUMBER} ${unit.replace(/s$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}s?`
}
