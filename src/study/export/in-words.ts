/** Entries of a record in words, for transcripts. What comes from outside is not made safe here. */
import { assertNever } from '../../base/assert-never.ts'
import type { DecisionDefaulted, DecisionTaken } from '../../record/decision-entries.ts'
import type { ConsentAnswered } from '../../record/human-entries.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Deed } from '../../record/intervention.ts'
import type {
  Lasting,
  ParticipantCrashed,
  ParticipantRemoved,
  ParticipantReturned,
} from '../../record/presence-entries.ts'
import type { ProbabilityEstimated } from '../../record/probability-entries.ts'
import type { ProbeAnswered } from '../../record/probe.ts'

/** A decision in words: `cooperate (shown as "J")`, `7`, `nothing (passed)`; what was not valid at once says so. */
export function decisionInWords(decision: DecisionTaken | DecisionDefaulted): string {
  const { status, attempts } = decision
  const why = 'why' in decision && attempts === 0 ? `: ${decision.why}` : ''
  const how =
    status === 'valid'
      ? ''
      : status === 'reasked'
        ? `valid at attempt ${attempts}`
        : attempts > 1
          ? `${status} after ${attempts} attempts`
          : `${status}${why}`
  return answerInWords(decision, how)
}

/** What a person did when it was asked for consent. */
export function consentInWords({ given }: ConsentAnswered): string {
  return given ? 'consents to what was shown' : 'does not consent to what was shown'
}

/** The answer to a probe in words; `nothing (not-asked: it plays by a rule)`. */
export function probeInWords(answer: ProbeAnswered): string {
  const { status, attempts, why } = answer
  const how =
    status === 'valid'
      ? ''
      : status === 'reasked'
        ? `valid at attempt ${attempts}`
        : why === null
          ? status
          : `${status}: ${why}`
  return answerInWords(answer, how)
}

function answerInWords(
  { value, displayed }: Pick<DecisionTaken, 'value' | 'displayed'>,
  how: string,
): string {
  const words = value === null ? 'nothing' : String(value)
  const shown = displayed === null || displayed === value ? '' : `shown as "${displayed}"`
  const beside = [shown, how].filter((one) => one !== '').join('; ')
  return beside === '' ? words : `${words} (${beside})`
}

/** An estimate in words: `probabilities (logprobs): cooperate 0.83, defect 0.15, other 0.02`, likeliest option first. */
export function probabilitiesInWords(estimate: ProbabilityEstimated): string {
  const { source, samples, given, probabilities, pass, other } = estimate
  const options = Object.entries(probabilities).sort(([a, p], [b, q]) => q - p || (a < b ? -1 : 1))
  const passes: [string, number][] = pass === undefined ? [] : [['pass', pass]]
  const shares = [...options, ...passes, ['other', other] as const].map(
    ([name, share]) => `${name} ${share.toFixed(2)}`,
  )
  const how = samples === null ? source : `${samples} ${samples === 1 ? 'sample' : 'samples'}`
  const condition = given === 'reply' ? ', given the reasoning' : ''
  return `probabilities (${how}${condition}): ${shares.join(', ')}`
}

/** What became of a participant: `Agent-G has crashed for good; the others are not told`. */
export function presenceInWords(
  entry: ParticipantCrashed | ParticipantRemoved | ParticipantReturned,
  name: (participant: ParticipantId) => string,
): string {
  const who = name(entry.of)
  switch (entry.kind) {
    case 'participant-crashed':
      return `${who} has crashed ${lastingInWords(entry.lasting)}; ${toldInWords(entry)}`
    case 'participant-removed':
      return `${who} takes no further part: ${entry.why}`
    case 'participant-returned':
      return `${who} is back: ${entry.why}`
    default:
      return assertNever(entry)
  }
}

function lastingInWords(lasting: Lasting): string {
  if (lasting === 'permanent') return 'for good'
  return lasting.rounds === 1 ? 'for this round' : `for ${lasting.rounds} rounds`
}

function toldInWords({ notice, told }: Pick<ParticipantCrashed, 'notice' | 'told'>): string {
  if (notice === null || told === 'never') return 'the others are not told'
  if (told === 'at-once') return 'the others are told at once'
  const later = told.afterRounds === 1 ? 'a round' : `${told.afterRounds} rounds`
  return `the others are told ${later} later`
}

/** What was done from outside: `"multiplier" is set to 4`. What follows from it is told behind it. */
export function deedInWords(deed: Deed, name: (participant: ParticipantId) => string): string {
  switch (deed.do) {
    case 'crash':
      return `${name(deed.who)} is made to crash`
    case 'remove':
      return `${name(deed.who)} is removed`
    case 'replace':
      return `${deed.seat.agent} takes the place of ${name(deed.who)}`
    case 'say':
      return `words are put into the mouth of ${name(deed.who)}`
    case 'answer':
      return `${deed.value === null ? 'a pass' : JSON.stringify(deed.value)} is given as the answer of ${name(deed.who)}${deed.ask === null ? '' : ` to ${deed.ask}`}`
    case 'pay':
      return `${name(deed.who)} is given ${deed.points}`
    case 'set':
      return Object.entries(deed.parameters)
        .map(([parameter, value]) => `"${parameter}" is set to ${JSON.stringify(value)}`)
        .join(', ')
    case 'news':
      return 'news is told'
    case 'reseed':
      return `draws come from seed ${deed.seed} from here on`
    default:
      return assertNever(deed)
  }
}
