/** Small records of talk with codings, for tests. */
import type { RunSummary, Store } from '../../../io/store/store.ts'
import type { TickEntry } from '../../../record/entry.ts'
import { ParticipantId } from '../../../record/ids.ts'
import { runIdOf, type Plan } from '../../../record/plan.ts'
import { contentOf, type Tick } from '../../../record/tick.ts'
import { codebookOf, CodebookFile, type Codebook } from '../../coding/codebook.ts'
import { cutUnits } from '../../coding/cut-units.ts'
import type { Unit } from '../../coding/unit.ts'
import type { QdaCoder, QdaCoding, QdaRecord } from '../qda-record.ts'

export const p1 = ParticipantId.parse('p1')
export const p2 = ParticipantId.parse('p2')

/** A plan like another, apart from what is changed. */
export function samplePlan(changes: Partial<Plan> = {}): Plan {
  const seat = { policy: 'llm', settings: { model: 'canned/one' }, persona: 'You are\ncareful.' }
  return {
    experiment: 'talks & <more>',
    scenario: { name: 'sample', version: 3 },
    parameters: {},
    seats: [
      { ...seat, participant: p1, role: 'row', agent: 'careful' },
      { ...seat, participant: p2, role: 'column', agent: 'grim', persona: null },
    ],
    treatment: 'plain "talk"',
    levels: { 'cast.row': 'careful', rounds: 2 },
    counterbalance: {},
    replicate: 1,
    seed: 7,
    invalid: { reask: 2, then: 'forfeit' },
    ...changes,
  }
}

export const TALK_CODEBOOK: Codebook = codebookOf(
  CodebookFile.parse({
    codebook: 'talk',
    version: 1,
    about: 'What is said & how <it> is said',
    codes: {
      asks: { title: 'Asks', group: 'Acts', definition: 'A question.', include: ['"really?"'] },
      thanks: { title: 'Thanks', group: 'Acts', definition: 'Thanks somebody.' },
      tone: {
        level: 'ordinal',
        definition: 'How friendly it is.',
        categories: { cold: 'not at all', warm: 'very' },
      },
      promise: { level: 'span', definition: 'Words that promise something.' },
      turn: { unit: 'turn', definition: 'Holds the floor.' },
      quarrel: { unit: 'exchange', definition: 'They quarrel.' },
      fair: { unit: 'run', definition: 'It went fairly.' },
      generous: { unit: 'decision', definition: 'Gives much.' },
    },
  }),
)

const TALK_CODERS: readonly QdaCoder[] = [
  { name: 'judge:canned@1', kind: 'judge' },
  { name: 'Ann', kind: 'human' },
  { name: 'both', kind: 'settled' },
]

/** Who says what on `public`; a tick and a round each. */
export function saying(words: readonly (readonly [ParticipantId, string])[]): Tick[] {
  return words.map(([from, text], tick) => {
    const said: TickEntry = {
      kind: 'message-sent',
      from,
      channel: 'public',
      audience: [p1, p2],
      text,
      onRecord: true,
    }
    const decided: TickEntry = {
      kind: 'decision-taken',
      of: p2,
      ask: 'send',
      value: tick,
      displayed: null,
      status: 'valid',
      attempts: 1,
    }
    return { tick, round: 1 + (tick >> 1), content: contentOf('talk', [said, decided]) }
  })
}

/** All of a store that projects are made from. */
export type TalkStore = Pick<Store, 'runs' | 'ticks'>

export function storeOf(runs: readonly (readonly [Plan, readonly Tick[]])[]): TalkStore {
  const ticksOf = new Map(runs.map(([plan, ticks]) => [runIdOf(plan), ticks]))
  const summaries = runs.map(([plan, ticks]): RunSummary => ({
    runId: runIdOf(plan),
    plan,
    status: 'finished',
    ticks: ticks.length,
    semantics: 1,
    recordHash: null,
    why: null,
    startedAt: '',
    endedAt: '',
  }))
  return {
    runs: () => summaries,
    ticks: (run) => {
      let seq = 1
      return (ticksOf.get(run) ?? []).map((tick) => {
        const stored = { ...tick, seq, digest: tick.content.digest }
        seq += tick.content.entries.length
        return stored
      })
    },
  }
}

/** A run in which these words are said by p1 and p2 in turn. */
export function talkStore(words: readonly string[], changes: Partial<Plan> = {}): TalkStore {
  const said = words.map((text, i) => [i % 2 === 0 ? p1 : p2, text] as const)
  return storeOf([[samplePlan(changes), saying(said)]])
}

export function codingOf(
  unit: Unit,
  code: string,
  value: QdaCoding['value'],
  changes: Partial<QdaCoding> = {},
): QdaCoding {
  return {
    codebook: TALK_CODEBOOK.codebook,
    version: TALK_CODEBOOK.version,
    code,
    unit: unit.id,
    unitKind: unit.kind,
    run: unit.run,
    seq: unit.seq,
    lastSeq: unit.lastSeq,
    participant: unit.participant,
    coder: 'Ann',
    coderKind: 'human',
    value,
    rationale: null,
    confidence: null,
    spans: [],
    ...changes,
  }
}

/** The record with codings in the order of the view. */
export function recordOf(
  store: TalkStore,
  codings: readonly QdaCoding[],
  codebooks: readonly Codebook[] = [TALK_CODEBOOK],
  coders = TALK_CODERS,
): QdaRecord {
  const sorted = codings.toSorted((a, b) =>
    a.run === b.run ? a.seq - b.seq : a.run < b.run ? -1 : 1,
  )
  return { store, codebooks, coders, codings: () => sorted }
}

export function unitsIn(store: TalkStore, kind: Unit['kind'] = 'message'): Unit[] {
  return [...cutUnits(store, [kind])]
}
