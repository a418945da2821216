/** A recorded group of repeated trust as a run of two participants, its parameters and asks named as those of `trust-game`. */
import type { TickEntry } from '../../record/entry.ts'
import type { Seat } from '../../record/seat.ts'
import {
  FINISHED,
  IMPORTED,
  participantAt,
  type ForeignRun,
  type ForeignTick,
} from './foreign-run.ts'
import type { TrustFile, TrustRound } from './trust-file.ts'

const ROLES = ['trustor', 'trustee'] as const
const [TRUSTOR, TRUSTEE] = [participantAt(0), participantAt(1)]

/** The name of the file tells the model and the group: `MODEL_group_num_N.json`. */
const NAMED = /^(.+)_group_num_([1-9][0-9]*)\.json$/

export function trustRun(file: TrustFile, fileName: string): ForeignRun {
  const [, model, group] = NAMED.exec(fileName) ?? []
  const step = stepOf(file)
  return {
    name: null,
    plan: {
      treatment: model ?? 'all',
      levels: {},
      replicate: group === undefined ? 1 : Number(group),
      seats: ROLES.map((role, i) => seatOf(role, i, file.personas[i] ?? '', model)),
      parameters: {
        endowment: file.endowment,
        multiplier: file.multiplier,
        endow: 'trustor',
        rounds: file.rounds.length,
        step,
        horizon: file.announced === null ? 'hidden' : 'announced',
        resets: true,
        unit: '$',
        source: { character_record_0: file.flag, announced: file.announced },
      },
    },
    ticks: file.rounds.flatMap((round, i) => ticksOf(file, round, i + 1, step, model)),
    end: FINISHED,
  }
}

function seatOf(role: string, place: number, persona: string, model: string | undefined): Seat {
  return {
    participant: participantAt(place),
    role,
    agent: model ?? IMPORTED,
    policy: IMPORTED,
    settings: model === undefined ? {} : { model: `${IMPORTED}/${model}` },
    persona: persona === '' ? null : persona,
  }
}

function ticksOf(
  file: TrustFile,
  round: TrustRound,
  number: number,
  step: number,
  model: string | undefined,
): ForeignTick[] {
  const { sent, returned } = round
  const received = rounded(file.multiplier * sent)
  const turn = (place: 0 | 1, ask: string, max: number, value: number): TickEntry[] => {
    const of = participantAt(place)
    return [
      { kind: 'decision-asked', of, ask, form: { kind: 'amount', min: 0, max, step } },
      { kind: 'observation-shown', to: of, ask, parts: partsOf(file, round, place) },
      calledFor(of, ask, round.replies[place], model),
      {
        kind: 'decision-taken',
        of,
        ask,
        value,
        displayed: null,
        status: 'valid',
        attempts: 1,
      },
    ]
  }
  return [
    { round: number, phase: 'sending', entries: turn(0, 'send', file.endowment, sent) },
    {
      round: number,
      phase: 'returning',
      entries: [
        ...turn(1, 'return', received, returned),
        pay(TRUSTOR, rounded(file.endowment - sent + returned)),
        pay(TRUSTEE, rounded(received - returned)),
      ],
    },
  ]
}

function pay(to: typeof TRUSTOR, points: number): TickEntry {
  return { kind: 'payoff-awarded', to, points }
}

/** What it was shown, as far as the file tells: that the trustee was told what was sent in this round stands in its replies only. */
function partsOf(
  { personas, rules }: TrustFile,
  { told }: TrustRound,
  place: 0 | 1,
): Extract<TickEntry, { kind: 'observation-shown' }>['parts'] {
  const parts = [
    { name: 'persona', role: 'system' as const, text: personas[place] },
    { name: 'rules', role: 'system' as const, text: rules[place] },
    { name: 'history', role: 'user' as const, text: told[place] },
  ]
  return parts.filter(({ text }) => text !== '')
}

function calledFor(
  of: typeof TRUSTOR,
  ask: string,
  completion: string,
  model: string | undefined,
): TickEntry {
  return {
    kind: 'model-called',
    of,
    ask,
    attempt: 0,
    provider: IMPORTED,
    model: model ?? 'unknown',
    sampling: {},
    schema: null,
    further: [],
    completion,
    servedModel: null,
    fingerprint: null,
    finishReason: null,
    usage: { inputTokens: null, outputTokens: null },
    costUsd: null,
    error: null,
    reading: 'valid',
  }
}

/** The finest decimal place that any amount is written with, hundredths at least: the source asks for any amount. */
function stepOf({ rounds }: TrustFile): number {
  const places = rounds
    .flatMap(({ sent, returned }) => [sent, returned])
    .map((amount) => String(amount).split('.')[1]?.length ?? 0)
  return 1 / 10 ** Math.min(9, Math.max(2, ...places))
}

/** Sums of decimal amounts, without the dust of binary fractions. */
function rounded(amount: number): number {
  return Number(amount.toFixed(9))
}
