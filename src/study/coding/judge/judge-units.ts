/** Puts units to a judge: asks, reads, and asks again where there was no answer. */
import { contentHash } from '../../../base/hash.ts'
import type { Prompt, Provider } from '../../../io/model/provider.ts'
import type { JudgeCalled, UnitCoded, UnitId } from '../../../record/coding-entries.ts'
import { ParticipantId, RunId } from '../../../record/ids.ts'
import type { Codebook } from '../codebook.ts'
import {
  hear,
  opening,
  requestHash,
  type AskedUnit,
  type Question,
  type UnitAnswers,
} from './dialogue.ts'
import {
  answeredCalls,
  failedCalls,
  fitReply,
  notAnsweredBy,
  type CallMade,
  type Cassette,
  type NotAnswered,
} from './judge-call.ts'
import { servedBy, type Judge } from './judge.ts'

/** Some units, one judge. */
export interface Judging {
  readonly judge: Judge
  readonly codebook: Pick<Codebook, 'hash'>
  readonly provider: Provider
  readonly cassette: Cassette
  readonly units: readonly AskedUnit[]
  /** The number of the first attempt: 0, or where earlier ones came to nothing the number after the last of them. */
  readonly from: number
  /** How often each unit is asked about again. */
  readonly reask: number
  /** Keeps calls before more is asked about the same units: whoever is killed meanwhile does not pay for them again. */
  readonly keep: (calls: readonly JudgeCalled[]) => Promise<void>
}

/** What came of it. */
export interface Judged {
  /** Calls that were made and not kept yet, in order. */
  readonly calls: readonly JudgeCalled[]
  /** Of units that were decided: answered, or missing with the reason. Others are left as they were. */
  readonly decided: ReadonlyMap<UnitId, UnitAnswers | Missing>
  /** Why something is left; undefined where nothing is. */
  readonly left?: NotAnswered
  /** The call that was withheld, so that what it may have cost can be told. */
  readonly withheld?: CallMade
}

/** No code of the unit has an answer, for this reason. */
export interface Missing {
  readonly why: string
}

/** Judges units together where there are several, and those of them that got no whole answer once more alone. */
export async function judgeUnits(judging: Judging): Promise<Judged> {
  if (judging.units.length === 1) return converse(judging)
  const decided = new Map<UnitId, UnitAnswers | Missing>()
  const question = opening(judging.judge, judging.units)
  const asked = await ask(judging, question, judging.from)
  let { calls } = asked
  if (asked.kind === 'none' && asked.why.kind !== 'not-taken')
    return { calls, decided, left: asked.why, ...withheldOf(asked) }
  const together = asked.kind === 'heard' ? asked.heard.units : []
  for (const [i, unit] of judging.units.entries()) {
    const answers = together[i]
    if (answers?.faults.size === 0 || (answers !== undefined && judging.reask === 0)) {
      decided.set(unit.unit.id, answers)
      continue
    }
    await judging.keep(calls)
    // Alone it is asked afresh, and what was said of it among others is not used.
    const alone = await converse({
      ...judging,
      units: [unit],
      from: judging.from + 1,
      reask: judging.reask - 1,
    })
    calls = alone.calls
    // Units of one call are decided together or not at all, so that whoever goes on puts the same ones together. What was answered is not paid again.
    if (alone.left !== undefined) return { ...alone, decided: new Map() }
    for (const [id, own] of alone.decided) decided.set(id, own)
  }
  return { calls, decided }
}

/** One unit: the question, and as often as it needs and may be the question again. */
async function converse(judging: Judging): Promise<Judged> {
  const { judge, units, from, reask } = judging
  const [unit] = units as readonly [AskedUnit]
  let question = opening(judge, units)
  for (let attempt = from; ; attempt++) {
    const asked = await ask(judging, question, attempt)
    const { calls } = asked
    if (asked.kind === 'none') {
      const { why } = asked
      if (why.kind !== 'not-taken')
        return { calls, decided: new Map(), left: why, ...withheldOf(asked) }
      return { calls, decided: new Map([[unit.unit.id, { why: `not taken: ${why.why}` }]]) }
    }
    const [answers] = asked.heard.units as readonly [UnitAnswers]
    if (answers.faults.size === 0 || attempt >= from + Math.max(0, reask))
      return { calls, decided: new Map([[unit.unit.id, answers]]) }
    question = asked.heard.next
    await judging.keep(calls)
  }
}

type Asked =
  | {
      readonly kind: 'heard'
      readonly calls: readonly JudgeCalled[]
      readonly heard: ReturnType<typeof hear>
    }
  | {
      readonly kind: 'none'
      readonly calls: readonly JudgeCalled[]
      readonly why: NotAnswered
      readonly made: CallMade
    }

function withheldOf({ why, made }: Extract<Asked, { kind: 'none' }>): Pick<Judged, 'withheld'> {
  return why.kind === 'withheld' ? { withheld: made } : {}
}

async function ask(judging: Judging, question: Question, attempt: number): Promise<Asked> {
  const made = callMade(judging, question, attempt)
  const played = judging.cassette(made)
  if (played !== undefined) return { kind: 'heard', calls: [], heard: hear(question, played) }
  const completion = await judging.provider.complete(promptOf(made))
  if (completion.kind === 'completed') {
    const reply = fitReply(completion)
    const heard = hear(question, reply)
    const calls = answeredCalls(made, completion, reply, heard.reading)
    return { kind: 'heard', calls, heard }
  }
  const calls = completion.kind === 'failed' ? failedCalls(made, completion) : []
  return { kind: 'none', calls, why: notAnsweredBy(completion), made }
}

/** A schema is sent where the provider holds a model to it; the words say the same everywhere. */
function callMade(
  { judge, codebook, provider }: Pick<Judging, 'judge' | 'codebook' | 'provider'>,
  { messages, schema: form, units }: Question,
  attempt: number,
): CallMade {
  const schema = provider.structuredOutput ? form : null
  return {
    coder: judge.name,
    codebook: codebook.hash,
    units: units.map(({ unit }) => unit.id),
    attempt,
    request: requestHash(judge, messages, schema),
    provider: provider.name,
    model: servedBy(judge).name,
    messages: [...messages],
    sampling: judge.sampling,
    schema,
  }
}

const PARTICIPANT = ParticipantId.parse('p1')

function promptOf({ coder, codebook, units, attempt, ...sent }: CallMade): Prompt {
  const { model, messages, sampling, schema } = sent
  const run = RunId.parse(`run_${contentHash([coder, codebook, units]).slice(0, 16)}`)
  const address = { run, tick: 0, participant: PARTICIPANT, ask: 'code', attempt }
  return { model, messages, sampling, schema, address }
}

/** Why a code is missing whose condition turned out not to be met when it was tried again. */
export const NOT_PUT = 'not-put'

/** The codings of a unit for the codes that are wanted, by the version that each is to have. What has no answer is missing, and says why. */
export function codingsOf(
  { judge, codebook }: Pick<Judging, 'judge' | 'codebook'>,
  { unit, codes }: AskedUnit,
  answers: UnitAnswers | Missing,
  wanted: ReadonlyMap<string, number>,
): UnitCoded[] {
  return codes.flatMap(({ code }): UnitCoded[] => {
    const version = wanted.get(code)
    if (version === undefined) return []
    const place = {
      kind: 'unit-coded' as const,
      codebook: codebook.hash,
      code,
      unit: unit.id,
      coder: judge.name,
      version,
    }
    const missing = { value: null, rationale: null, confidence: null, spans: [] }
    if ('why' in answers) return [{ ...place, ...missing, why: answers.why }]
    const answer = answers.answers.get(code)
    if (answer !== undefined) return [{ ...place, ...answer, spans: [...answer.spans], why: null }]
    // What was missing, and is now known not to be put, is told so: else it would look as if it could still be had.
    const why = answers.faults.get(code) ?? (version > 1 ? NOT_PUT : undefined)
    return why === undefined ? [] : [{ ...place, ...missing, why }]
  })
}
