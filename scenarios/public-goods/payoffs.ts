/** What is earned in a round, straight from the parameters. */
import type { Deduction, Parameters } from './parameters.ts'

type Project = Pick<Parameters, 'endowment' | 'multiplier' | 'mpcr'>

/** What one point contributed is worth to each member of a group. */
export function shareOf(
  { multiplier = 1.6, mpcr }: Omit<Project, 'endowment'>,
  size: number,
): number {
  return mpcr ?? multiplier / size
}

/** Income from the project: what was kept, and a share in the sum of all contributions (one's own among them). To six decimals. */
export function incomeOf(project: Project, size: number, own: number, sum: number): number {
  return decimals(project.endowment - own + shareOf(project, size) * sum)
}

/** The most points that one may assign to another. */
export function mostPoints(deduction: Deduction): number {
  return deduction.kind === 'points' ? deduction.most : deduction.costs.length - 1
}

/** What it costs to assign so many points to one member. */
export function costOf(deduction: Deduction, points: number): number {
  return decimals(
    deduction.kind === 'points' ? deduction.cost * points : (deduction.costs[points] ?? 0),
  )
}

/** What is taken from a member that receives so many points in all. */
export function reductionOf(
  { deduction, floor }: Pick<Parameters, 'deduction' | 'floor'>,
  points: number,
  income: number,
): number {
  const wanted =
    deduction.kind === 'points'
      ? deduction.reduction * points
      : (Math.max(0, income) * deduction.percent * points) / 100
  return decimals(floor ? Math.min(wanted, Math.max(0, income)) : wanted)
}

/** Six decimals: 0.4 × 57 is 22.8. */
export function decimals(points: number): number {
  return Number(points.toFixed(6))
}
