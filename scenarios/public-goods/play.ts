/** What the machine wishes for in each phase: rules and asks, what each contributed, what follows from deduction points. */
import { ask, chance, pay, show, type Effect, type ParticipantId } from '../../src/index.ts'
import { costOf, decimals, incomeOf, mostPoints, reductionOf } from './payoffs.ts'
import {
  isVoid,
  judgedBy,
  namedGroups,
  questionsOf,
  sumOf,
  type Group,
  type Member,
  type Round,
  type Table,
} from './round.ts'

/** What a member learns when all contributions of its group are in. */
export type Contributions = {
  readonly round: number
  /** What the reader is called in this round. */
  readonly you: string
  readonly own: number | null
  /** True where somebody's contribution is missing: nobody in the group earns anything. */
  readonly void: boolean
  /** All members by name, the reader among them; null where only the sum is told, or the round is void. */
  readonly members: readonly { readonly name: string; readonly contribution: number }[] | null
  readonly sum: number | null
  readonly size: number
  /** From the project, before deductions. */
  readonly income: number
  /** True where deduction points are still to come. */
  readonly open: boolean
}

/** What a member learns of the group that it may punish without being in it. */
export type Watched = {
  readonly round: number
  readonly members: readonly { readonly name: string; readonly contribution: number }[]
}

/** Whom the question is about. */
export type Target = {
  readonly round: number
  readonly name: string
  readonly contribution: number
}

/** What a member learns when all deduction points are assigned. */
export type Deductions = {
  readonly round: number
  /** Points that it assigned, in the order of its questions; null where it did not answer. */
  readonly given: readonly { readonly name: string; readonly points: number | null }[]
  readonly cost: number
  readonly received: number
  /** Who assigned them; null where that is hidden. */
  readonly by: readonly { readonly name: string; readonly points: number }[] | null
  /** How many of those who were asked about the reader did not answer. */
  readonly missing: number
  readonly reduction: number
  /** The whole round. */
  readonly earned: number
}

/** Tells everybody the rules. */
export function rulesEffects({ members, rules }: Table): readonly Effect[] {
  return members.map((id) => show(id, 'rules', rules))
}

/** Asks everybody for a contribution. */
export function contributionAsks({ members, parameters }: Table): readonly Effect[] {
  const { endowment, step } = parameters
  return members.map((id) =>
    ask(id, 'contribution', { kind: 'amount', min: 0, max: endowment, step }),
  )
}

/** What chance made of groups and names, and what everybody learns of the contributions; the round is paid where nothing more is to come. */
export function contributionEffects(round: Round): readonly Effect[] {
  const open = questionsOf(round).length > 0
  const told = round.groups.flatMap((group, i) => [
    ...group.map((member) => show(member.id, 'contributions', tell(round, group, member, open))),
    ...watchedEffects(round, i),
  ])
  return [...drawnEffects(round), ...told, ...(open ? [] : payEffects(round))]
}

function tell({ round, table }: Round, group: Group, member: Member, open: boolean): Contributions {
  const base = { round, you: member.name, own: member.contribution, size: group.length, open }
  if (isVoid(group)) return { ...base, void: true, members: null, sum: null, income: 0 }
  return {
    ...base,
    void: false,
    members: table.parameters.told === 'each' ? namesOf(group) : null,
    sum: decimals(sumOf(group)),
    income: projectIncome(table, group, member),
  }
}

function namesOf(group: Group): { name: string; contribution: number }[] {
  return group.map(({ name, contribution }) => ({ name, contribution: contribution ?? 0 }))
}

function projectIncome({ parameters }: Table, group: Group, { contribution }: Member): number {
  return isVoid(group) ? 0 : incomeOf(parameters, group.length, contribution ?? 0, sumOf(group))
}

function watchedEffects(round: Round, i: number): readonly Effect[] {
  const judged = judgedBy(round, i)
  if (round.table.parameters.punishment !== 'third-party' || isVoid(judged)) return []
  const watched: Watched = { round: round.round, members: namesOf(judged) }
  return (round.groups[i] ?? []).map(({ id }) => show(id, 'watched', watched))
}

/** Where groups or names are drawn, the record holds who was called what. */
function drawnEffects({ table, round }: Round): readonly Effect[] {
  const { matching, partners, names } = table.parameters
  if (matching === 'partner' && partners === 'seat' && names === 'kept') return []
  const groups = namedGroups(table, round).map((group) =>
    Object.fromEntries(group.map(({ id, name }) => [name, id])),
  )
  return [chance('groups', null, { round, groups })]
}

/** Asks everybody about one other member. */
export function punishmentAsks(round: Round): readonly Effect[] {
  const max = mostPoints(round.table.parameters.deduction)
  const questions = questionsOf(round)
  return [
    ...questions.map(({ of, about: { name, contribution } }) => {
      const target: Target = { round: round.round, name, contribution: contribution ?? 0 }
      return show(of, 'target', target)
    }),
    ...questions.map(({ of }) => ask(of, 'deduction', { kind: 'amount', min: 0, max, step: 1 })),
  ]
}

/** What follows when all deduction points are in. */
export function deductionEffects(round: Round): readonly Effect[] {
  const shown = round.groups.flatMap((group) =>
    group.map((member) => show(member.id, 'deductions', deductionsOf(round, group, member))),
  )
  return [...payEffects(round), ...shown]
}

function payEffects(round: Round): readonly Effect[] {
  const earnings = new Map(
    round.groups.flatMap((group) =>
      group.map((member) => [member.id, deductionsOf(round, group, member).earned] as const),
    ),
  )
  return round.table.members.map((id) => pay(id, earnings.get(id) ?? 0))
}

/** What one member gave, received and earned in a round. */
export function deductionsOf(round: Round, group: Group, member: Member): Deductions {
  const { parameters } = round.table
  const given = round.assigned.filter(({ by }) => by === member.id)
  const about = round.assigned.filter(({ to }) => to === member.id)
  const received = about.reduce((sum, { points }) => sum + (points ?? 0), 0)
  const cost = decimals(
    given.reduce((sum, { points }) => sum + costOf(parameters.deduction, points ?? 0), 0),
  )
  const income = projectIncome(round.table, group, member)
  const reduction = reductionOf(parameters, received, income)
  const by = about.flatMap(({ by, points }) =>
    points === null || points === 0 ? [] : [{ name: nameOf(round, by), points }],
  )
  return {
    round: round.round,
    given: given.map(({ to, points }) => ({ name: nameOf(round, to), points })),
    cost,
    received,
    by: parameters.punishers === 'named' ? by : null,
    missing: about.filter(({ points }) => points === null).length,
    reduction,
    earned: decimals(income - reduction - cost),
  }
}

function nameOf({ groups }: Round, id: ParticipantId): string {
  return groups.flat().find((member) => member.id === id)?.name ?? ''
}
