/** Draws members of a bank without replacement: all, at random, in proportion to strata, or by quotas. */
import { nearest } from '../../base/errors.ts'
import type { Random } from '../../base/random.ts'
import type { Attributes } from './bank.ts'
import type { Sampling } from './declared-bank.ts'
import type { FieldProblem } from './problems.ts'

interface Member {
  readonly attributes: Attributes
}

/** Orders that are tried before quotas of several attributes are said not to go together. */
const MOST_TRIES = 500

/**
 * The members that are drawn, in the order in which they are used; undefined where there is a problem. A larger `n` of a random sample
 * only adds to it.
 */
export function drawSample<M extends Member>(
  members: readonly M[],
  sampling: Sampling,
  random: Random,
  path: FieldProblem['path'],
  problems: FieldProblem[],
): M[] | undefined {
  const before = problems.length
  const complain = (field: string | readonly string[], message: string): undefined => {
    problems.push({ path: [...path, ...(typeof field === 'string' ? [field] : field)], message })
  }
  const { sample, n = members.length, by, quotas } = sampling
  if (sample !== 'stratified' && by !== undefined) complain('by', 'this is for sample: stratified')
  if (sample !== 'quota' && quotas !== undefined) complain('quotas', 'this is for sample: quota')
  if (n > members.length)
    complain('n', `${n} cannot be drawn: there are ${members.length} in the bank`)
  for (const name of [...(by ?? []), ...Object.keys(quotas ?? {})]) {
    const known = Object.keys(members[0]?.attributes ?? {})
    if (known.includes(name)) continue
    const guess = nearest(name, known)
    const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`
    const field = by === undefined ? ['quotas', name] : 'by'
    complain(field, `no attribute "${name}" in the bank.${hint} Known: ${known.join(', ')}.`)
  }
  if (problems.length > before) return undefined
  switch (sample) {
    case 'all':
      return members.slice(0, n)
    case 'random':
      return random.shuffle(members).slice(0, n)
    case 'stratified':
      if (by === undefined) return complain('by', 'say by which attributes: by: [age, gender]')
      return stratified(members, by, n, random)
    case 'quota':
      if (quotas === undefined || Object.keys(quotas).length === 0)
        return complain(
          'quotas',
          'say how many of each: quotas: { gender: { female: 10, male: 10 } }',
        )
      return byQuota(members, quotas, sampling.n, random, complain)
  }
}

/** As many of each stratum as its share asks for, by largest remainders; then in random order. */
function stratified<M extends Member>(
  members: readonly M[],
  by: readonly string[],
  n: number,
  random: Random,
): M[] {
  const strata = [
    ...Map.groupBy(members, ({ attributes }) => JSON.stringify(by.map((name) => attributes[name]))),
  ]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, list]) => ({ list, share: (n * list.length) / members.length }))
  const counts = strata.map(({ share }) => Math.floor(share))
  const byRemainder = strata
    .map(({ share }, i) => ({ i, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  let left = n - counts.reduce((sum, count) => sum + count, 0)
  for (const { i } of byRemainder) if (left-- > 0) counts[i] = (counts[i] ?? 0) + 1
  return random.shuffle(strata.flatMap(({ list }, i) => random.shuffle(list).slice(0, counts[i])))
}

/** Whoever comes, in random order, while there is room in every quota. */
function byQuota<M extends Member>(
  members: readonly M[],
  quotas: NonNullable<Sampling['quotas']>,
  n: number | undefined,
  random: Random,
  complain: (field: string | readonly string[], message: string) => undefined,
): M[] | undefined {
  const sums = Object.entries(quotas).map(([name, wanted]) => ({
    name,
    sum: Object.values(wanted).reduce((total, count) => total + count, 0),
  }))
  const size = sums[0]?.sum ?? 0
  const other = sums.find(({ sum }) => sum !== size)
  if (other !== undefined) {
    return complain(
      ['quotas', other.name],
      `these come to ${other.sum}, those of ${sums[0]?.name} to ${size}: all must come to one number`,
    )
  }
  if (n !== undefined && n !== size)
    return complain('n', `the quotas come to ${size}, and n is ${n}`)
  if (size === 0) return complain('quotas', 'nobody is drawn with these: give numbers above 0')
  for (const [name, wanted] of Object.entries(quotas)) {
    for (const [value, count] of Object.entries(wanted)) {
      const there = members.filter(({ attributes }) => String(attributes[name]) === value).length
      if (there < count)
        return complain(
          ['quotas', name, value],
          `${count} cannot be drawn: the bank has ${there} whose ${name} is ${value}`,
        )
    }
  }
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const drawn = fill(random.shuffle(members), quotas)
    if (drawn.length === size) return drawn
  }
  return complain(
    'quotas',
    `no ${size} of the bank meet all of these at once (${MOST_TRIES} random orders were tried): loosen one`,
  )
}

function fill<M extends Member>(order: readonly M[], quotas: NonNullable<Sampling['quotas']>): M[] {
  const room = new Map<string, number>(
    Object.entries(quotas).flatMap(([name, wanted]) =>
      Object.entries(wanted).map(([value, count]) => [`${name}=${value}`, count] as const),
    ),
  )
  return order.filter(({ attributes }) => {
    const cells = Object.keys(quotas).map((name) => `${name}=${String(attributes[name])}`)
    if (cells.some((cell) => (room.get(cell) ?? 0) === 0)) return false
    for (const cell of cells) room.set(cell, (room.get(cell) ?? 0) - 1)
    return true
  })
}
