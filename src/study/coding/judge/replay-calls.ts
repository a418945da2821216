/** Goes through a judge's calls as they stand in a ledger: composes each again, and reads what came back again. */
import type { JudgeCalled, UnitId } from '../../../record/coding-entries.ts'
import { readReading } from '../../../record/reading.ts'
import {
  hear,
  opening,
  requestHash,
  type AskedUnit,
  type Question,
  type UnitAnswers,
} from './dialogue.ts'
import type { Judge } from './judge.ts'

/** What was heard of units, by coder and unit, in order; reasons why a prompt was not taken among it. */
export type HeardOf = ReadonlyMap<string, readonly (UnitAnswers | string)[]>

export interface ReplayedCalls {
  readonly calls: number
  /** By `heardKey`. */
  readonly heard: HeardOf
  /** In words; null where everything came out as it stands. */
  readonly difference: string | null
}

export function heardKey(coder: string, unit: UnitId): string {
  return JSON.stringify([coder, unit])
}

/** Stops at the first call that differs. Units and judges that are not to be found are differences too. */
export function replayCalls(
  calls: Iterable<JudgeCalled>,
  judgeOf: (coder: string) => Judge | undefined,
  unitOf: (id: UnitId) => AskedUnit | undefined,
): ReplayedCalls {
  const heard = new Map<string, (UnitAnswers | string)[]>()
  const next = new Map<string, Question>()
  let count = 0
  for (const call of calls) {
    count++
    const told = again(call, judgeOf, unitOf, next, (unit, answers) => {
      const key = heardKey(call.coder, unit)
      const list = heard.get(key)
      if (list === undefined) heard.set(key, [answers])
      else list.push(answers)
    })
    if (told !== null) {
      const place = `call ${count} (${call.coder}, ${call.units.join(' ')}, attempt ${call.attempt})`
      return { calls: count, heard, difference: `${place}: ${told}` }
    }
  }
  return { calls: count, heard, difference: null }
}

/** An opening: instructions and units. */
const OPENING_MESSAGES = 2

function again(
  call: JudgeCalled,
  judgeOf: (coder: string) => Judge | undefined,
  unitOf: (id: UnitId) => AskedUnit | undefined,
  next: Map<string, Question>,
  onHeard: (unit: UnitId, answers: UnitAnswers | string) => void,
): string | null {
  const judge = judgeOf(call.coder)
  if (judge === undefined) return 'the ledger has no judge of this name'
  const units = call.units.map(unitOf)
  const lost = call.units.find((_, i) => units[i] === undefined)
  if (lost !== undefined) return `unit ${lost} is not in the record`
  const key = JSON.stringify([call.coder, call.units])
  const question =
    call.messages.length === OPENING_MESSAGES ? opening(judge, units as AskedUnit[]) : next.get(key)
  if (question === undefined) return 'it goes on with a conversation that is not there'
  const schema = call.schema === null ? null : question.schema
  const request = requestHash(judge, question.messages, schema)
  if (request !== call.request)
    return `its prompt comes out otherwise: recorded ${call.request}, again ${request}`
  const sent = { model: `${call.provider}/${call.model}`, sampling: call.sampling }
  if (requestHash(sent, call.messages, call.schema) !== request)
    return 'its prompt is not the one that its hash is of'
  const { verdict } = readReading(call.reading)
  if (call.error !== null) {
    for (const unit of call.units) onHeard(unit, `not taken: ${call.error}`)
    return null
  }
  const {
    reading,
    units: answers,
    next: after,
  } = hear(question, {
    text: call.completion,
    finishReason: call.finishReason,
  })
  next.set(key, after)
  call.units.forEach((unit, i) => {
    const own = answers[i]
    if (own !== undefined) onHeard(unit, own)
  })
  return reading === verdict ? null : `it is read otherwise: recorded ${verdict}, again ${reading}`
}
