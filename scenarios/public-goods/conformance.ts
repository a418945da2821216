/** What only the game itself can check: that its words say what its payoff function pays. */
import type { Fault, ParticipantId } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'
import { costOf, decimals, incomeOf, mostPoints, reductionOf, shareOf } from './payoffs.ts'
import { deductionsOf, type Contributions } from './play.ts'
import type { Round } from './round.ts'
import { rulesFor } from './rules.ts'
import { contributionsText, deductionsText } from './texts/history.ts'
import { readCases, readDeduction, readRound, readRules } from './texts/read-back.ts'
import { consequencesText, corners, rulesText } from './texts/rules.ts'

const MEND = 'Mend the words in scenarios/public-goods/texts.'

/** Reads rules, examples and a round of the history back from their words, for groups of several sizes. */
export function conformance(parameters: Parameters): Fault[] {
  const sizes = parameters.groupSize === undefined ? [2, 3, 4] : [parameters.groupSize]
  return sizes.flatMap((size) => [
    ...ruleFaults(parameters, size),
    ...caseFaults(parameters, size),
    ...deductionFaults(parameters, size),
    ...historyFaults(parameters, size),
  ])
}

/** The game once more, written down from its definition: what is kept, and an equal part of what is multiplied. */
function earnedFrom({ endowment, multiplier = 1.6, mpcr }: Parameters, size: number) {
  const times = mpcr === undefined ? multiplier : mpcr * size
  return (own: number, sum: number): number => decimals(endowment - own + (times * sum) / size)
}

function ruleFaults(parameters: Parameters, size: number): Fault[] {
  const told = readRules(rulesText(rulesFor(parameters, size)), parameters.unit)
  const share = shareOf(parameters, size)
  const expected = { endowment: parameters.endowment, multiplier: share * size, size, share }
  const wrong = Object.entries(expected).filter(
    ([name, value]) =>
      Math.abs((told?.[name as keyof typeof expected] ?? NaN) / value - 1) > 1e-5 ||
      told === undefined,
  )
  return wrong.map(([name, value]) => ({
    where: `rules for groups of ${size}`,
    what: `${name} is told as ${String(told?.[name as keyof typeof expected])}, and is ${value}.`,
    mend: MEND,
  }))
}

function caseFaults(parameters: Parameters, size: number): Fault[] {
  const rules = rulesFor(parameters, size)
  const told = readCases(consequencesText(rules), parameters.unit)
  const earned = earnedFrom(parameters, size)
  const expected = corners(rules).map(([own, theirs]) => {
    const sum = own + (size - 1) * theirs
    return { own, theirs, ownIncome: earned(own, sum), theirIncome: earned(theirs, sum) }
  })
  return equalOrFault(`examples for groups of ${size}`, told, expected)
}

function deductionFaults(parameters: Parameters, size: number): Fault[] {
  const { punishment, deduction, unit } = parameters
  const told = readDeduction(rulesText(rulesFor(parameters, size)), unit)
  if (punishment === 'none') return equalOrFault('deduction points', told, undefined)
  const most = mostPoints(deduction)
  const takes = reductionOf({ deduction, floor: false }, 1, 100)
  return equalOrFault('deduction points', told, {
    most,
    costs: Array.from({ length: most + 1 }, (_, points) => costOf(deduction, points)),
    takes,
    isShare: deduction.kind === 'share',
  })
}

/** A round in which everybody gives another amount, and everybody assigns one point to everybody else. */
function historyFaults(parameters: Parameters, size: number): Fault[] {
  const round = sampleRound(parameters, size)
  const [group = []] = round.groups
  const sum = group.reduce((all, { contribution }) => all + (contribution ?? 0), 0)
  const earned = earnedFrom(parameters, size)
  return group.flatMap((member) => {
    const others = group.filter(({ id }) => id !== member.id)
    const own = member.contribution ?? 0
    const income = earned(own, sum)
    const contributions: Contributions = {
      round: 1,
      you: member.name,
      own,
      void: false,
      members: group.map(({ name, contribution }) => ({ name, contribution: contribution ?? 0 })),
      sum: decimals(sum),
      size,
      income: incomeOf(parameters, size, own, sum),
      open: true,
    }
    const deductions = deductionsOf(round, group, member)
    const text =
      contributionsText(contributions, parameters.unit) +
      deductionsText(deductions, 'your group', parameters.unit)
    const [cost, reduction] = [
      decimals((size - 1) * costOf(parameters.deduction, 1)),
      reductionOf(parameters, size - 1, income),
    ]
    return equalOrFault(`history of ${member.name}`, readRound(text, parameters.unit), {
      round: 1,
      own,
      others: others.map(({ name, contribution }) => ({ name, contribution: contribution ?? 0 })),
      sum: decimals(sum),
      income,
      received: size - 1,
      reduction,
      cost,
      earned: decimals(income - reduction - cost),
    })
  })
}

function sampleRound(parameters: Parameters, size: number): Round {
  const most = Math.floor(parameters.endowment / parameters.step + 1e-9)
  const group = Array.from({ length: size }, (_, i) => ({
    id: `p${i + 1}` as ParticipantId,
    name: `Member ${i + 1}`,
    contribution: decimals((i % (most + 1)) * parameters.step),
  }))
  const members = group.map(({ id }) => id)
  const rules = rulesFor(parameters, size)
  const table = { parameters, members, size, groupsOf: () => [members], rules, draw: () => 0 }
  const assigned = members.flatMap((by) =>
    members.filter((to) => to !== by).map((to) => ({ by, to, points: 1 })),
  )
  return { table, round: 1, groups: [group], assigned, turn: size - 1 }
}

function equalOrFault(where: string, told: unknown, expected: unknown): Fault[] {
  const [found, wanted] = [JSON.stringify(told), JSON.stringify(expected)]
  return found === wanted
    ? []
    : [{ where, what: `told ${found ?? 'nothing'}, is ${wanted ?? 'nothing'}.`, mend: MEND }]
}
