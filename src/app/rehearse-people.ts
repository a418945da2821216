/** Plays in memory what people are seated in, with nobody there: whether they can be asked all of it, and whether they would read that programs are people. */
import { sanitiseLine } from '../base/sanitise.ts'
import { HUMAN, humanSettingsOf, isHuman } from '../play/agent/policies/human-settings.ts'
import type { ShownPart } from '../play/agent/shown-part.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import { ExperimentError } from '../play/experiment/problems.ts'
import { everySeatOf, type Plan } from '../record/plan.ts'
import type { Seat } from '../record/seat.ts'
import { placeOf } from './assert-models.ts'
import { seatsPeople } from './assert-people.ts'
import { sizePlay } from './estimate/size-play.ts'
import type { LoadedExperiment } from './load-experiment.ts'
import { sentencesOnPeople } from './words-on-people.ts'

/** So many treatments are played beforehand. */
const MOST_REHEARSED = 20
/** So many sentences are told: what is wrong with the first is wrong with all. */
const MOST_TOLD = 5

/** A sentence that a person would read, and who sits there beside it and is none. */
interface Misnomer {
  readonly plan: Plan
  readonly seat: Seat
  /** The field of the experiment that changes it. */
  readonly field: string
  readonly sentence: string
}

/**
 * Plays every treatment with people once. Returns what their experimenter should know, each as a line that can be printed: who reads that another person plays
 * where a program does is deceived. Of words that only some plays come to, nothing may be known.
 * @throws ExperimentError where what the plan puts in place of an answer does not fit what they will be asked.
 */
export async function rehearsePeople(
  plans: readonly Plan[],
  loaded: LoadedExperiment,
  catalogue: Catalogue,
): Promise<string[]> {
  const attended = plans.filter(seatsPeople)
  const firsts = new Map(attended.map((plan) => [plan.treatment, plan]))
  const found = new Map<string, Misnomer>()
  for (const plan of [...firsts.values()].slice(0, MOST_REHEARSED)) {
    const isMixed = !everySeatOf(plan).every(isHuman)
    const look = (seat: Seat, field: string, text: string): void => {
      if (!isMixed) return
      for (const sentence of sentencesOnPeople(text)) {
        const key = JSON.stringify([seat.role, field, sentence])
        if (!found.has(key)) found.set(key, { plan, seat, field, sentence })
      }
    }
    const onRead = (seat: Seat, parts: readonly ShownPart[]): void => {
      for (const { name, text } of parts) look(seat, `prompt.parts.${name}`, text)
    }
    // What is said afterwards is where it is put right.
    for (const seat of everySeatOf(plan))
      if (isHuman(seat)) look(seat, 'consent', humanSettingsOf(seat).consent ?? '')
    const styleOf = () => 'line' as const
    const { scenario } = loaded
    await sizePlay({ plan, scenario, catalogue, styleOf, talk: 'expected', onRead }).catch(
      (error: unknown) => {
        throw loaded.explain(error)
      },
    )
  }
  const told = [...found.values()].slice(0, MOST_TOLD).map((one) => noticeOf(one, loaded))
  const more = found.size - told.length
  return more === 0 ? told : [...told, `… and ${more} more sentences such as these.`]
}

function noticeOf(
  { plan, seat, field, sentence }: Misnomer,
  { experiment, explain }: LoadedExperiment,
): string {
  const others = everySeatOf(plan).filter((one) => !isHuman(one))
  const who = new Set(others.map(({ participant, agent }) => `${participant} (${agent})`))
  const are = who.size === 1 ? 'is a program' : 'are programs'
  const where = plan.treatment === 'all' ? '' : ` in treatment "${plan.treatment}"`
  const path = placeOf(HUMAN, experiment.cast[seat.role], ['cast', seat.role]) ??
    placeOf(HUMAN, experiment) ?? ['cast']
  const message = `${seat.participant} is a person, and reads${where}: "${sentence}" But ${[...who].join(', ')} ${are}. Write it in words that are true (${field}), unless whoever approved the study approved of this.`
  return sanitiseLine((explain(new ExperimentError([{ path, message }])) as Error).message)
}
