/** What only the game itself can check: that its words say, to either part, what its payoff function pays. */
import type { Fault } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'
import type { Outcome } from './play.ts'
import { rulesFor } from './rules.ts'
import { endowments, holdingsAfter, mostOf, stakeOf } from './stage.ts'
import { type Part } from './part.ts'
import { framingNamed } from './texts/framings.ts'
import { historyLines } from './texts/history.ts'
import { readHistory, readPayoffs, type ToldRound } from './texts/read-back.ts'
import { rulesText } from './texts/rules.ts'

const MEND = 'Mend the words in scenarios/trust-game/texts, or the part from which they are told.'
const PARTS: readonly Part[] = ['trustor', 'trustee']
/** Digits to which what is read and what is paid are compared: words multiply without regard to decimals. */
const NEAR = 1e-9

/** Reads rules and histories back from their words, and compares them with what is paid. */
export function conformance(parameters: Parameters): Fault[] {
  return PARTS.flatMap((part) => [
    ...ruleFaults(parameters, part),
    ...historyFaults(parameters, part),
  ])
}

function wordsFor(parameters: Parameters, part: Part) {
  const rules = rulesFor(part, parameters)
  return { rules, framing: framingNamed(rules.framing), unit: rules.unit, part }
}

function ruleFaults(parameters: Parameters, part: Part): Fault[] {
  const words = wordsFor(parameters, part)
  const where = `rules for the ${part}`
  const told = readPayoffs(rulesText(words.rules, part, words.framing), words)
  if (told === undefined) return [{ where, what: 'no payoffs can be read in them.', mend: MEND }]
  return casesOf(parameters).flatMap(([sent, returned]) =>
    PARTS.flatMap((whose) => {
      const { given, perSent, perReturned } = told[whose]
      const read = given + perSent * sent + perReturned * returned
      const paid = paidFor(parameters, sent, returned)[whose]
      if (Math.abs(read - paid) < NEAR * Math.max(1, Math.abs(paid))) return []
      const what = `where ${sent} is sent and ${returned} returned, the ${whose} is told ${read} and paid ${paid}.`
      return [{ where, what, mend: MEND }]
    }),
  )
}

/** The payoff function, straight from the parameters. */
function paidFor(parameters: Parameters, sent: number, returned: number): Record<Part, number> {
  const before = parameters.resets ? endowments(parameters) : { trustor: 0, trustee: 0 }
  return holdingsAfter(before, stakeOf(sent, parameters), returned)
}

/** Nothing, one step, about half and all, sent and returned. */
function casesOf(parameters: Parameters): readonly (readonly [sent: number, returned: number])[] {
  const most = mostOf(parameters.endowment, parameters)
  const some = (limit: number): number[] => [
    ...new Set([0, Math.min(parameters.step, limit), mostOf(limit / 2, parameters), limit]),
  ]
  return some(most).flatMap((sent) =>
    some(mostOf(stakeOf(sent, parameters).received, parameters)).map(
      (returned) => [sent, returned] as const,
    ),
  )
}

function historyFaults(parameters: Parameters, part: Part): Fault[] {
  const words = wordsFor(parameters, part)
  if (words.rules.history === 'none') return []
  const outcomes = outcomesOf(parameters, part)
  const all = { ...words.rules, historyRounds: null, rounds: null }
  const lines = historyLines(outcomes, all, words.framing).map(({ text }) => text)
  const told = readHistory(lines.join('\n'), words)
  return outcomes.flatMap((outcome, i) => {
    const [found, expected] = [JSON.stringify(told[i]), JSON.stringify(toldOf(outcome))]
    return found === expected
      ? []
      : [
          {
            where: `history for the ${part}, round ${outcome.round}`,
            what: `told ${found ?? 'nothing'}, played ${expected}.`,
            mend: MEND,
          },
        ]
  })
}

/** Every case once, and a round in which each of the two did not answer. */
function outcomesOf(parameters: Parameters, part: Part): Outcome[] {
  const { resets } = parameters
  const before = endowments(parameters)
  const played = casesOf(parameters).map(([sent, returned]) => {
    const stake = stakeOf(sent, parameters)
    const after = holdingsAfter(before, stake, returned)
    return { ...stake, returned, earned: after[part], holds: resets ? null : after[part] }
  })
  const nothing = { earned: 0, holds: resets ? null : before[part], returned: null }
  const sent = stakeOf(mostOf(parameters.endowment, parameters), parameters)
  const voids = [
    { sent: null, received: null, ...nothing },
    { ...sent, ...nothing },
  ]
  return [...played, ...voids].map((outcome, i) => ({ round: i + 1, part, ...outcome }))
}

/** An outcome as a reader of words should find it. */
export function toldOf({ round, sent, received, returned, earned, holds }: Outcome): ToldRound {
  return { round, sent, received, returned, earned: holds === null ? earned : null, holds }
}
