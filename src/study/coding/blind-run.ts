/** Hides in the words of a run who spoke, and by which model. */
import { Streams } from '../../base/random.ts'
import type { ParticipantId } from '../../record/ids.ts'
import { everySeatOf } from '../../record/plan.ts'
import { nameFinder } from './find-names.ts'
import { familyPattern, modelWords } from './model-words.ts'
import { namesAndParts } from './name-parts.ts'
import type { RunWorld } from './run-world.ts'
import { NOBODY } from './unit-text.ts'
import type { UnitLine } from './unit.ts'

/** A text with things hidden in it. */
export interface Hidden {
  readonly text: string
  /** What was replaced, in order: from where to where (UTF-16 code units) by what. */
  readonly replaced: readonly {
    readonly start: number
    readonly end: number
    readonly by: string
  }[]
}

/** What is hidden in one run. */
export interface RunBlind {
  /** `Speaker A`, … */
  speakerOf(participant: ParticipantId | null): string
  /** Names and ids in words become speakers, models and their makers become `[model]`. */
  hide(text: string, kind?: UnitLine['kind']): Hidden
}

/** What stands for a model, its family, its provider. */
export const MODEL = '[model]'

/**
 * What is hidden in a run: pseudonyms go to its participants in an order shuffled by (seed, run), so that a letter tells nothing of a seat. Names are those
 * that participants see, all that they ever had, and the parts that are of one of them alone. The ids p1, p2, … are hidden in decisions, and in words where somebody has
 * no name. A name of two participants stays a name of one of them: the first.
 */
export function blindRun(
  { run, plan, called, names }: Pick<RunWorld, 'run' | 'plan' | 'called' | 'names'>,
  seed: number,
): RunBlind {
  const participants = [...new Set(everySeatOf(plan).map(({ participant }) => participant))]
  const shuffled = new Streams(seed).stream(`blind/${run}`).shuffle(participants.sort())
  const pseudonyms = new Map(shuffled.map((one, i) => [one, `Speaker ${letters(i)}`]))
  const speakerOf = (participant: ParticipantId | null): string =>
    participant === null ? NOBODY : (pseudonyms.get(participant) ?? 'Speaker')
  const models = modelWords(plan)
  const families = familyPattern(models)
  const finderWith = (ids: readonly ParticipantId[]) =>
    nameFinder([
      ...namesAndParts(called).map(({ of, ...name }) => ({ ...name, of: speakerOf(of) })),
      ...ids.map((one) => ({ name: one, of: speakerOf(one) })),
      ...models.names.map((name) => ({ name, of: MODEL })),
    ])
  const find = {
    message: finderWith(participants.filter((one) => (names.get(one) ?? '').trim() === '')),
    decision: finderWith(participants),
  }
  const hide: RunBlind['hide'] = (text, kind = 'message') => {
    const replaced = find[kind](text).map(({ start, end, of }) => ({ start, end, by: of }))
    // A family that is no participant's name, as "Llama" among "Llama 3" and "Llama 4".
    const others = families === null ? [] : [...text.matchAll(families)]
    for (const { index: start, 0: match } of others) {
      const end = start + match.length
      if (replaced.every((one) => end <= one.start || start >= one.end))
        replaced.push({ start, end, by: MODEL })
    }
    replaced.sort((a, b) => a.start - b.start)
    return { text: written(text, replaced), replaced }
  }
  return { speakerOf, hide }
}

function written(text: string, replaced: Hidden['replaced']): string {
  let from = 0
  let result = ''
  for (const { start, end, by } of replaced) {
    result += text.slice(from, start) + by
    from = end
  }
  return result + text.slice(from)
}

/** 0 → A, 25 → Z, 26 → AA. */
function letters(place: number): string {
  const last = String.fromCharCode(65 + (place % 26))
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last
}
