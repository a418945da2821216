/** What the page of who knew what is answered, held against the record itself and against what models were really sent. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Prompt, Provider } from '../../../io/model/provider.ts'
import type { Catalogue } from '../../../play/experiment/catalogue.ts'
import {
  defineExperiment,
  type ExperimentInput,
} from '../../../play/experiment/define-experiment.ts'
import { planRuns } from '../../../play/experiment/plan-runs.ts'
import { runPlans } from '../../../play/worker/run-plans.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import { isSeenBy, Seen } from '../../../record/seen.ts'
import {
  blockOf,
  isKnownAt,
  type HappenedBlock,
  type HappenedTick,
} from '../../../study/viewing/knew/known-boundary.ts'
import {
  messagesShown,
  type KnewAnswer,
  messagesSent,
} from '../../../study/viewing/knew/known-shapes.ts'
import { asksBegin } from '../../../study/viewing/knew/known-truth.ts'
import { casting, openSqliteStore, simulatedProvider } from '../../adapters.ts'
import { loadCatalogue, loadScenario } from '../../catalogue.ts'
import { systemClock } from '../../system-clock.ts'
import { openRecords, type Opened, type Records } from '../records.ts'
import { happened, knew, knewFrame } from './knew.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-knew-'))
let files = 0
let catalogue: Catalogue
const open: Records[] = []
beforeAll(async () => void (catalogue = await loadCatalogue()))
afterAll(() => {
  for (const records of open) records.close()
  rmSync(folder, { recursive: true })
})

/** A record of what was played, and every prompt that a model was sent for it. */
const played = async (input: object): Promise<{ record: Opened; prompts: Prompt[] }> => {
  const experiment = { experiment: 'knew', ...input } as ExperimentInput
  const scenario = await loadScenario(experiment.scenario)
  const plans = planRuns(defineExperiment(experiment), scenario, catalogue)
  const prompts: Prompt[] = []
  const inner = simulatedProvider()
  const provider: Provider = {
    ...inner,
    complete: (prompt) => {
      prompts.push(prompt)
      return inner.complete(prompt)
    },
  }
  const path = join(folder, `${files++}.sqlite`)
  const store = openSqliteStore(path, 'write')
  await runPlans({
    plans,
    scenario,
    store,
    cast: casting(catalogue, () => provider),
    clock: systemClock,
    concurrency: 4,
    stopped: () => false,
  })
  store.close()
  const records = openRecords([path])
  open.push(records)
  return { record: records.opened()[0] as Opened, prompts }
}

const model = (name: string) => ({ policy: 'llm', model: `simulated/${name}` })

/** Games and talk with secrets: noise that only chance knows, roles, private payoffs, words put into mouths, a crash. */
const plays = fc.record({
  seed: fc.nat(1_000),
  play: fc.constantFrom(
    {
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: 5, noise: 0.3 },
      cast: { row: model('sloppy'), column: 'tit-for-tat' },
      invalid: { reask: 1, then: 'forfeit' },
    },
    {
      scenario: 'trust-game',
      parameters: { rounds: 3 },
      cast: { trustor: model('mixed'), trustee: model('sloppy') },
      invalid: { reask: 2, then: 'forfeit' },
    },
    {
      scenario: 'group-discussion',
      parameters: {
        brief: 'Plan a picnic.',
        rounds: 4,
        order: 'staggered',
        vote: { question: 'Where?', options: ['wood', 'lake'], ballot: 'secret' },
      },
      cast: { speaker: [model('mixed'), model('sloppy'), model('cooperator')] },
      interventions: {
        planted: { at: { round: 2 }, say: 'I was never here.', as: 'speaker.2', to: ['speaker.1'] },
        gone: { at: { round: 3 }, crash: 'speaker.3', notice: 'It has left.', to: ['speaker.1'] },
      },
      invalid: { reask: 1, then: 'forfeit' },
    },
  ),
})

const ticksOf = (record: Opened, run: string, ticks: number): HappenedTick[] =>
  Array.from({ length: blockOf(ticks - 1) + 1 }, (_, block) => block).flatMap(
    (block) => (happened.answer(record, { run, block: String(block) }, {}) as HappenedBlock).ticks,
  )

const knewOf = (record: Opened, run: string, tick: number, participant: string): KnewAnswer =>
  knew.answer(record, { run, tick: String(tick), participant }, {}) as KnewAnswer

const sorted = (texts: readonly string[]): string[] => [...texts].sort()

describe('of plays with secrets', () => {
  test('what somebody is said to have known is what the record lets it know: no more, and no less', () =>
    fc.assert(
      fc.asyncProperty(plays, async ({ seed, play }) => {
        const { record } = await played({ ...play, seed })
        for (const run of record.store.runs()) {
          const told = ticksOf(record, run.runId, run.ticks)
          const stored = [...record.store.ticks(run.runId)]
          expect(told.map(({ tick }) => tick)).toEqual(stored.map(({ tick }) => tick))
          for (const { participant } of run.plan.seats)
            for (const { tick: at } of stored) {
              const seen = new Seen(participant)
              for (const { tick, content } of stored)
                for (const [place, entry] of content.entries.entries())
                  if (tick < at || (tick === at && place < asksBegin(content.entries)))
                    seen.add(entry, tick)
              const known = told.flatMap(({ tick, happenings }) =>
                happenings.filter((one) => isKnownAt(at, tick, one, participant)),
              )
              const of = (kind: string) => known.filter((one) => one.kind === kind)
              expect(of('message-sent').map(({ text }) => text)).toEqual(
                seen.messages.map(({ text }) => text),
              )
              expect(known.filter(({ kind }) => kind.startsWith('decision-'))).toHaveLength(
                seen.decisions.length,
              )
              expect(
                of('payoff-awarded').reduce(
                  (sum, { what }) => sum + Number(/-?[\d.]+/.exec(what)),
                  0,
                ),
              ).toBeCloseTo(seen.earnings)
              expect(
                known.filter(({ kind }) => /chance|intervention|participant|probe/.test(kind)),
              ).toEqual([])
            }
        }
      }),
      { numRuns: 12 },
    ))

  test('what is hidden from somebody is told all the same, and so is from whom', () =>
    fc.assert(
      fc.asyncProperty(plays, async ({ seed, play }) => {
        const { record } = await played({ ...play, seed })
        for (const run of record.store.runs()) {
          const told = ticksOf(record, run.runId, run.ticks)
          for (const { tick, content } of record.store.ticks(run.runId))
            for (const [place, entry] of content.entries.entries()) {
              if (entry.kind !== 'decision-taken' && entry.kind !== 'chance-drawn') continue
              const one = told[tick]?.happenings.find((happening) => happening.place === place)
              const may = run.plan.seats
                .map(({ participant }) => participant)
                .filter((participant) => isSeenBy(entry, participant))
              expect(one?.knownTo).toEqual(may)
            }
        }
      }),
      { numRuns: 6 },
    ))

  test('what is shown came from what the reader could know: every quoted message was said to it before', () =>
    fc.assert(
      fc.asyncProperty(plays, async ({ seed, play }) => {
        const { record } = await played({ ...play, seed })
        for (const run of record.store.runs())
          for (const { participant } of run.plan.seats)
            for (let tick = 0; tick < run.ticks; tick++)
              for (const { shown } of knewOf(record, run.runId, tick, participant).asks)
                for (const part of shown?.parts ?? []) {
                  const [, at] = /^message:.*@(\d+)$/.exec(part.source ?? '') ?? []
                  if (at === undefined) continue
                  const [said] = record.store.ticks(run.runId, Number(at), Number(at) + 1)
                  const heard = said?.content.entries.some(
                    (entry) =>
                      entry.kind === 'message-sent' &&
                      isSeenBy(entry, participant) &&
                      part.text.includes(entry.text),
                  )
                  expect([Number(at) <= tick, heard]).toEqual([true, true])
                }
      }),
      { numRuns: 6 },
    ))

  test('the request of every attempt is, byte for byte, what the provider was handed', () =>
    fc.assert(
      fc.asyncProperty(plays, async ({ seed, play }) => {
        const { record, prompts } = await played({ ...play, seed })
        const sent = prompts.map(({ address, messages, sampling, schema, model: asked }) =>
          JSON.stringify([
            address.run,
            address.tick,
            address.participant,
            address.ask,
            address.attempt,
            asked,
            messages,
            sampling,
            schema,
          ]),
        )
        const told: string[] = []
        for (const { runId, ticks, plan } of record.store.runs())
          for (const { participant } of plan.seats)
            for (let tick = 0; tick < ticks; tick++)
              for (const ask of knewOf(record, runId, tick, participant).asks)
                for (const call of [...ask.attempts, ...ask.samples])
                  if (call.by === 'model')
                    told.push(
                      JSON.stringify([
                        runId,
                        tick,
                        participant,
                        ask.ask,
                        call.attempt,
                        call.model,
                        messagesSent(messagesShown(ask), call),
                        call.sampling,
                        call.schema,
                      ]),
                    )
        expect(told.length).toBeGreaterThan(0)
        expect(sorted(told)).toEqual(sorted(sent))
      }),
      { numRuns: 12 },
    ))
})

test('a decision is told as hidden until the fact that holds it', async () => {
  const { record } = await played({
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 3 },
    cast: { row: 'always-defect', column: 'tit-for-tat' },
    seed: 1,
  })
  const [run] = record.store.runs()
  const [first] = ticksOf(record, run?.runId ?? '', 3)
  const decided = first?.happenings.filter(({ kind }) => kind === 'decision-taken')
  expect(decided?.map(({ who, knownTo, told }) => ({ who, knownTo, told }))).toEqual([
    { who: 'p1', knownTo: ['p1'], told: [{ to: 'p2', from: 1, by: 'fact outcome' }] },
    { who: 'p2', knownTo: ['p2'], told: [{ to: 'p1', from: 1, by: 'fact outcome' }] },
  ])
})

test('a reply that was no answer is told with why, what was sent again, and the policy that was applied in the end', async () => {
  const { record } = await played({
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 12 },
    cast: { row: model('sloppy'), column: 'tit-for-tat' },
    invalid: { reask: 1, then: { default: 'defect' } },
    seed: 3,
  })
  const [run] = record.store.runs()
  const asks = Array.from({ length: 12 }, (_, tick) =>
    knewOf(record, run?.runId ?? '', tick, 'p1'),
  ).flatMap((answer) => answer.asks)
  const again = asks.find(({ outcome }) => outcome?.status === 'reasked')
  expect(again?.attempts.map(({ reading }) => reading.isAnswer)).toEqual([false, true])
  expect(again?.attempts[0]?.reading.words).toMatch(/^no answer: /)
  expect(again?.outcome?.applied).toBe('Asked again, and valid at attempt 2.')
  const second = again?.attempts[1]
  expect(second?.by === 'model' && second.further.map(({ role }) => role)).toEqual([
    'assistant',
    'user',
  ])
})

test('what is not there is refused in words that name what is', async () => {
  const { record } = await played({
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 2 },
    cast: { row: 'grim', column: 'grim' },
    seed: 1,
  })
  const run = record.store.runs()[0]?.runId ?? ''
  const ask = (given: Record<string, string>) => () =>
    knew.answer(record, { run, tick: '0', participant: 'p1', ...given }, {})
  expect(ask({ participant: 'p9' })).toThrow(/p1, p2/)
  expect(ask({ tick: '2' })).toThrow(/has no tick 2: it has 2/)
  expect(ask({ tick: '1e3' })).toThrow(/no tick: these are whole numbers/)
  expect(ask({ run: 'run_ffff' })).toThrow(/no run/)
  expect(knewFrame.answer(record, { run }, {})).toMatchObject({
    ticks: 2,
    asked: { p1: [[0, 1]] } satisfies Record<string, [number, number][]>,
  })
})

test('a static site holds every tick for every participant, and every block', async () => {
  const { record } = await played({
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 20 },
    cast: { row: 'grim', column: 'grim' },
    replicates: 2,
    seed: 1,
  })
  expect([...knew.instances(record)]).toHaveLength(2 * 20 * 2)
  expect([...happened.instances(record)]).toHaveLength(2 * 2)
  expect([...knewFrame.instances(record)]).toHaveLength(2)
  const ids: ParticipantId[] = record.store
    .runs()
    .flatMap(({ plan }) => plan.seats.map((seat) => seat.participant))
  expect(new Set(ids).size).toBe(2)
  for (const given of knew.instances(record)) expect(knew.answer(record, given, {})).toBeDefined()
})
