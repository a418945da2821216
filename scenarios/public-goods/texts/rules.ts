/** The rules of the game in words, and what they come to in four cases. */
import { decimals, incomeOf, mostPoints } from '../payoffs.ts'
import type { Rules } from '../rules.ts'

/** How the game is opened. */
export function framingText({ unit }: Rules): string {
  return `You are taking part in a decision experiment with other participants, and you want to earn as many ${unit} as you can.`
}

export function rulesText(rules: Rules): string {
  return [groupText(rules), ...projectLines(rules), ...punishmentLines(rules)].join('\n')
}

function groupText({ size, matching, rounds, names }: Rules): string {
  const length =
    rounds === null ? 'several rounds' : rounds === 1 ? 'a single round' : `${rounds} rounds`
  const who =
    rounds === 1
      ? ''
      : matching === 'partner'
        ? ' The group is the same throughout.'
        : matching === 'stranger'
          ? ' In each round the groups are drawn anew from all participants.'
          : ' In each round you are in another group, and you never meet anybody twice.'
  const called =
    names === 'kept'
      ? ' Every member has a number that stays the same.'
      : ' In each round the members are given numbers anew, so that nobody can be recognised by them.'
  return `You are in a group of ${size} members, yourself among them, for ${length}.${who}${called}`
}

function projectLines({ size, endowment, step, multiplier, share, told, unit }: Rules): string[] {
  return [
    `In each round every member receives ${amount(endowment, unit)} and decides how much of it to contribute to a common project: any amount from 0 to ${endowment} in steps of ${step}. All decide at the same time.`,
    `What you do not contribute is yours. All contributions of the group are added up and multiplied by ${figure(multiplier)}, and the result is divided equally among the ${size} members, whoever contributed. So each point that anybody contributes earns ${figure(share)} for every member.`,
    told === 'each'
      ? 'After that you are told what each member of the group contributed.'
      : 'After that you are told what the group contributed together, but not what each member contributed.',
  ]
}

function punishmentLines(rules: Rules): string[] {
  const { punishment, deduction, floor, punishers, unit } = rules
  if (punishment === 'none') return []
  const most = mostPoints(deduction)
  const who =
    punishment === 'direct'
      ? `Then every member may assign deduction points to each of the other members of the group, from 0 to ${most} to each.`
      : `Then you are told what each member of another group contributed, and may assign deduction points to each of them, from 0 to ${most} to each; and the members of a group that is not yours may assign deduction points to you.`
  const price =
    deduction.kind === 'points'
      ? `Each deduction point that you assign costs you ${amount(deduction.cost, unit)}.`
      : `What it costs you to assign deduction points to one member: ${deduction.costs
          .map((cost, points) => `${points} for ${amount(cost, unit)}`)
          .join(', ')}.`
  const loss =
    deduction.kind === 'points'
      ? `Each deduction point that you receive takes ${amount(deduction.reduction, unit)} from you.`
      : `Each deduction point that you receive takes ${deduction.percent}% of what you earned from the project in this round.`
  const limit = floor
    ? ' Deduction points cannot take more than you earned from the project in this round; what you pay to assign them can.'
    : ''
  const by =
    punishers === 'named'
      ? 'You are told who assigned deduction points to you.'
      : 'You are told how many deduction points you received, but not from whom.'
  return [who, price, `${loss}${limit}`, by]
}

/** What everybody else contributes beside oneself: the corners of the game. */
export function corners({
  endowment,
  step,
}: Pick<Rules, 'endowment' | 'step'>): [number, number][] {
  // The largest contribution is the largest multiple of the step.
  const all = decimals(Math.floor(endowment / step + 1e-9) * step)
  return [
    [all, all],
    [0, 0],
    [0, all],
    [all, 0],
  ]
}

/** The corners in words, from the reader's side. */
export function consequencesText(rules: Rules): string {
  const { size, endowment, share, unit } = rules
  const project = { endowment, mpcr: share }
  const others = size === 2 ? 'the other member contributes' : 'each of the others contributes'
  const them = size === 2 ? 'the other member earns' : 'each of the others earns'
  const lines = corners(rules).map(([own, theirs]) => {
    const sum = own + (size - 1) * theirs
    const [mine, yours] = [own, theirs].map((one) => incomeOf(project, size, one, sum))
    return `- If you contribute ${own} and ${others} ${theirs}, you earn ${amount(mine ?? 0, unit)} from the project and ${them} ${amount(yours ?? 0, unit)}.`
  })
  return ['For example:', ...lines].join('\n')
}

/** `8 points`, `1 point`: the number exactly as the payoff function has it. */
export function amount(points: number, unit: string): string {
  return `${points} ${points === 1 && unit.endsWith('s') ? unit.slice(0, -1) : unit}`
}

function figure(value: number): number {
  return Number(value.toPrecision(6))
}
