/** Puts the probes that are due: on a side branch, to whoever sits there, with what it has seen and nothing that it would not know. */
import type { Ask } from '../../record/ask.ts'
import type { TickEntry } from '../../record/entry.ts'
import { probeAsk, type Probe, type ProbeAnswered } from '../../record/probe.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { TextPart } from '../../record/prompt.ts'
import type { Seen } from '../../record/seen.ts'
import type { Considered, Situation } from '../agent/policy.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import type { Committed } from './commit.ts'
import { failureOf, type Occasion } from './gather.ts'
import type { Interventions } from './interventions.ts'
import type { Participant } from './participants.ts'
import { readSituation } from './read-situation.ts'
import { trailIn } from './recorded-answers.ts'

/** Where a run stands when probes may be due. */
export interface Moment {
  readonly tick: number
  readonly round: number | null
  readonly phase: string
  /** The round and the phase of the tick before; null before the first. */
  readonly before: { readonly round: number | null; readonly phase: string } | null
  readonly isOver: boolean
}

/** What came of the probes of a tick. */
export interface Probed {
  readonly entries: readonly TickEntry[]
  readonly latenciesMs: readonly number[]
  /** Not null where somebody could not be asked, or must not be: the tick stays open. */
  readonly open: { readonly why: string | null } | null
  /** Why a policy failed by its own rules. */
  readonly failure: string | null
  readonly waited: boolean
}

/** Nothing was due. */
export const NOT_PROBED: Probed = {
  entries: [],
  latenciesMs: [],
  open: null,
  failure: null,
  waited: false,
}

/** Puts the probes that are due, or takes their answers from what is recorded of the tick. */
export function probe(
  probes: readonly Probe[],
  occasion: Occasion,
  place: Pick<Moment, 'phase' | 'before' | 'isOver'>,
  recorded: readonly TickEntry[] | undefined,
  outside: Interventions | undefined,
): Probed | Promise<Probed> {
  const { tick, round } = occasion
  const due = probesDue(probes, { tick, round, ...place })
  if (due.length === 0) return NOT_PROBED
  if (recorded !== undefined) return recordedProbes(due, occasion, recorded)
  return putProbes(due, occasion, (one) => outside?.presence.isAbsent(one) ?? false)
}

/** What came of the asks and of the probes of a tick, together. `unasked` says why an intervention's answer is nobody's. */
export function withProbes(
  committed: Committed,
  probed: Probed,
  unasked: string | undefined,
): Committed {
  if (probed === NOT_PROBED && unasked === undefined) return committed
  const { event, latenciesMs, cut, open } = committed
  const why = unasked ?? probed.failure
  return {
    event,
    latenciesMs: [...probed.latenciesMs, ...latenciesMs],
    cut: cut ?? (why === null ? null : { how: 'failed', why }),
    open: open ?? probed.open,
  }
}

/** The probes of a plan that are due. */
function probesDue(probes: readonly Probe[], moment: Moment): readonly Probe[] {
  return probes.filter(({ at }) => isDue(at, moment))
}

function isDue(at: Probe['at'], { tick, round, phase, before, isOver }: Moment): boolean {
  if (at === 'after') return isOver
  if (isOver) return false
  if (at === 'before') return tick === 0
  const isNewRound = round !== null && before?.round !== round
  if (at === 'every-round') return isNewRound
  if ('rounds' in at) return isNewRound && at.rounds.includes(round)
  return at.phase === phase && before?.phase !== phase
}

/** Asks all at once; the entries come in the order of the probes, then of the participants. */
async function putProbes(
  probes: readonly Probe[],
  occasion: Occasion,
  isAbsent: (participant: ParticipantId) => boolean,
): Promise<Probed> {
  const asked = probes.flatMap((probe) =>
    occasion.participants.inOrder
      .filter(({ id }) => probe.of.includes(id))
      .map((participant) => ({ probe, participant })),
  )
  const settled = await Promise.allSettled(
    asked.map(({ probe, participant }) =>
      isAbsent(participant.id) ? undefined : putProbe(probe, participant, occasion),
    ),
  )
  const entries: TickEntry[] = []
  const latenciesMs: number[] = []
  let open: Probed['open'] = null
  let failure: string | null = null
  asked.forEach(({ probe, participant: { id } }, i) => {
    const one = settled[i]
    entries.push(probeAsked(probe, id))
    if (one?.status === 'rejected') {
      failure ??= failureOf(one.reason).failure
      return
    }
    const considered = one?.value
    if (considered === undefined) {
      const why = isAbsent(id) ? 'it has crashed, or was removed' : NOBODY
      entries.push({ ...answeredBy(probe, id), status: 'not-asked', attempts: 0, why })
      return
    }
    entries.push(...considered.trail)
    latenciesMs.push(...considered.latenciesMs)
    const { decision } = considered
    if (decision.kind === 'unavailable')
      open ??= { why: `${id} at probe "${probe.name}": ${decision.why}` }
    else if (decision.kind === 'withheld') open ??= { why: null }
    else entries.push(answerIn(probe, id, decision))
  })
  return { entries, latenciesMs, open, failure, waited: settled.length > 0 }
}

const NOBODY = 'whoever sits there plays by a rule, and holds no beliefs to ask for'

/** What the entries of a closed tick tell of its probes. */
function recordedProbes(
  probes: readonly Probe[],
  { participants }: Pick<Occasion, 'participants'>,
  recorded: readonly TickEntry[],
): Probed {
  const entries = probes.flatMap((probe) =>
    participants.inOrder.flatMap(({ id }): TickEntry[] => {
      if (!probe.of.includes(id)) return []
      const answered = recorded.filter(
        (entry) => entry.kind === 'probe-answered' && entry.of === id && entry.probe === probe.name,
      )
      return [probeAsked(probe, id), ...trailIn(recorded, id, probeAsk(probe.name)), ...answered]
    }),
  )
  return { ...NOT_PROBED, entries }
}

async function putProbe(
  probe: Probe,
  { id, policy, seen }: Participant,
  { tick, round, scenario }: Occasion,
): Promise<Considered | undefined> {
  const ask: Ask = { of: id, name: probeAsk(probe.name), form: probe.form }
  const situation: Situation = {
    ask,
    tick,
    round,
    seen,
    read: () => readProbe(scenario, seen, ask, probe),
  }
  return policy.probe?.(situation)
}

/** The scenario's words without a question of its own, then the probe's. */
function readProbe(scenario: Scenario, seen: Seen, ask: Ask, probe: Probe): readonly TextPart[] {
  return [
    ...readSituation(scenario, seen, ask),
    { name: 'probe', text: probe.question, source: `probe:${probe.name}` },
  ]
}

function probeAsked({ name, question, form }: Probe, of: ParticipantId): TickEntry {
  return { kind: 'probe-asked', of, probe: name, question, form }
}

function answeredBy({ name }: Probe, of: ParticipantId) {
  return { kind: 'probe-answered' as const, of, probe: name, value: null, displayed: null }
}

function answerIn(
  probe: Probe,
  of: ParticipantId,
  decision: Exclude<Considered['decision'], { kind: 'unavailable' | 'withheld' }>,
): ProbeAnswered {
  if (decision.kind === 'decision-taken') {
    const { value, displayed, attempts } = decision
    const status = decision.status === 'planted' ? 'valid' : decision.status
    return { ...answeredBy(probe, of), value, displayed, status, attempts, why: null }
  }
  const attempts = decision.kind === 'decision-defaulted' ? decision.attempts : 0
  return { ...answeredBy(probe, of), status: 'unanswered', attempts, why: decision.why }
}
