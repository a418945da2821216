/** Seats a strategy: reads the rounds out of what its participant has seen, and turns moves into options. */
import { BadInputError } from '../../../base/errors.ts'
import type { ChoiceForm } from '../../../record/ask.ts'
import type { Seen } from '../../../record/seen.ts'
import type { AnyStrategy, GameFacts, Move } from '../define-strategy.ts'
import { addRound, emptyHistory } from '../history.ts'
import type { SeatPolicy, Situation } from '../policy.ts'
import { parseSettings } from './parse-settings.ts'

/** What a strategy reads of the fact `outcome`: canonical option names, null where somebody did not answer. */
interface OutcomeFact {
  readonly own: string | null
  readonly other: string | null
}

/** What a strategy reads of the fact `rules`. `payoffs[own option][other option]` are own points. */
interface RulesFact {
  readonly options: { readonly own: readonly string[]; readonly other: readonly string[] }
  readonly payoffs: readonly (readonly number[])[]
  readonly rounds: number | null
}

/**
 * The strategy as a policy; the seat's settings are its parameters. Sides whose options have different names are matched by place: the
 * first of either is C. Asked to predict the other's option it names the one in the place of its own move, since it holds no beliefs.
 * Throws a BadInputError for settings that do not fit, and at the first ask for games that are not of two options a side.
 */
export function scripted(strategy: AnyStrategy): SeatPolicy {
  return ({ seat, participant, random }) => {
    const parameters = parseSettings(strategy.name, strategy.parameters, seat.settings, participant)
    const history = emptyHistory()
    let started:
      { readonly state: unknown; readonly ownD: string; readonly otherD: string } | undefined
    let outcomesTaken = 0
    let next: Move = 'C'
    /** The length of the history for which `next` was made. */
    let madeFor = -1

    const start = (seen: Seen) => {
      const rules = rulesOf(seen, strategy, participant)
      const [, ownD = ''] = rules.options.own
      const [, otherD = ''] = rules.options.other
      return { state: strategy.start(parameters, gameOf(rules)), ownD, otherD }
    }

    // Once for each length of the history: also for rounds that were played before this seat was taken, as in a fork.
    const makeMove = (state: unknown): void => {
      if (madeFor === history.length) return
      next = strategy.move(state, history, random)
      madeFor = history.length
    }

    const decide = ({ ask, seen }: Situation): string => {
      const form = twoOptions(ask.form, strategy)
      const { state, ownD, otherD } = (started ??= start(seen))
      const outcomes = seen.facts('outcome') as readonly unknown[] as readonly OutcomeFact[]
      while (outcomesTaken < outcomes.length) {
        const { own, other } = outcomes[outcomesTaken++] as OutcomeFact
        if (own === null || other === null) continue
        makeMove(state)
        addRound(history, own === ownD ? 'D' : 'C', other === otherD ? 'D' : 'C')
      }
      makeMove(state)
      return form.options[next === 'C' ? 0 : 1] as string
    }
    return { decide }
  }
}

function twoOptions(form: Situation['ask']['form'], { name }: AnyStrategy): ChoiceForm {
  if (form.kind !== 'choice') {
    throw new BadInputError(
      `strategy ${name} plays games of two options; this ask is for ${form.kind === 'amount' ? 'an amount' : 'words'}. Seat a policy that answers it.`,
    )
  }
  if (form.options.length !== 2) throw wrongSize(name, form.options.length)
  return form
}

function rulesOf(seen: Seen, { name }: AnyStrategy, participant: string): RulesFact {
  const rules = seen.facts('rules')[0] as unknown as RulesFact | undefined
  if (rules === undefined) {
    throw new BadInputError(
      `strategy ${name} reads the facts "rules" and "outcome"; ${participant} was shown no "rules". Seat it in a scenario that shows them, such as matrix-game.`,
    )
  }
  const odd = [rules.options.own, rules.options.other].find(({ length }) => length !== 2)
  if (odd !== undefined) throw wrongSize(name, odd.length)
  return rules
}

function wrongSize(name: string, options: number): BadInputError {
  return new BadInputError(
    `strategy ${name} plays games of two options; this one has ${options}. Seat another policy, such as uniform.`,
  )
}

function gameOf({ payoffs, rounds }: RulesFact): GameFacts {
  const [[R = NaN, S = NaN] = [], [T = NaN, P = NaN] = []] = payoffs
  return { R, S, T, P, rounds }
}
