/** Measures of records that were played, by the strategies of the catalogue and by recorded models, and of imported ones. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { castOf, type Levels } from '../../scenarios/matrix-game/recorded/engine-play.contract.ts'
import { PUBLISHED_DEFECTION } from '../../scenarios/matrix-game/recorded/published-defection.contract.ts'
import {
  dilemmaMatches,
  titForTatMatches,
} from '../../scenarios/matrix-game/recorded/recorded-matches.contract.ts'
import type { Store } from '../io/store/store.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import { defineExperiment, type ExperimentInput } from '../play/experiment/define-experiment.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { runPlans } from '../play/worker/run-plans.ts'
import { askRecord } from '../study/analysis/read-runs.ts'
import { measuresQuestion, wordsQuestion } from '../study/analysis/measures/measured-groups.ts'
import { measureRows, type MeasureRow } from '../study/analysis/measures/measure-rows.ts'
import { measures } from '../study/analysis/measures/measures.ts'
import { treatmentReferences } from '../study/analysis/reference-lines/treatment-references.ts'
import { designOf } from '../study/analysis/design.ts'
import { automata } from '../study/analysis/measures/strategies.ts'
import { casting, memoryStore, openSqliteStore } from './adapters.ts'
import { loadCatalogue, loadScenario } from './catalogue.ts'
import { importFiles } from './import/import-files.ts'
import { systemClock } from './system-clock.ts'

let catalogue: Catalogue
const folder = mkdtempSync(join(tmpdir(), 'coterie-measures-'))
beforeAll(async () => void (catalogue = await loadCatalogue()))
afterAll(() => rmSync(folder, { recursive: true }))

async function play(
  input: Omit<ExperimentInput, 'experiment'>,
  store: Store = memoryStore(),
): Promise<Store> {
  const scenario = await loadScenario(input.scenario)
  const experiment = defineExperiment({ experiment: 'measured', ...input })
  const plans = planRuns(experiment, scenario, catalogue)
  const cast = casting(catalogue, () => {
    throw new Error('no models here')
  })
  const work = { plans, scenario, store, cast, clock: systemClock, stopped: () => false }
  const { failed } = await runPlans({ ...work, concurrency: 4 })
  expect(failed).toEqual([])
  return store
}

const rowsOf = (store: Store, ...names: string[]): MeasureRow[] => [...measureRows(store, names)]

describe('the strategies of the catalogue', () => {
  const named = automata
    .map(({ name }) => name)
    .filter(
      (name) => !['grim-mutual', 'tit-for-three-tats', 'suspicious-alternator'].includes(name),
    )

  test('are recognised in what they play against a random opponent, with and without noise', async () => {
    const treatments = Object.fromEntries(
      named.flatMap((name) =>
        [0, 0.1].map((noise): [string, Levels] => [
          `${name} ${noise}`,
          { 'cast.row': name, 'cast.column': 'random', 'parameters.noise': noise },
        ]),
      ),
    )
    const parameters = { game: 'prisoners-dilemma', rounds: 40 }
    const store = await play({ scenario: 'matrix-game', parameters, cast: {}, treatments, seed: 5 })
    const rows = rowsOf(store, 'strategy', 'strategy-error').filter(({ role }) => role === 'row')
    expect(rows).toHaveLength(4 * named.length)
    for (const { treatment, measure, value } of rows) {
      const [name = ''] = treatment.split(' ')
      if (measure === 'strategy') expect(String(value).split(' = '), treatment).toContain(name)
      else expect(value, treatment).toBe(0)
    }
  })

  test('take turns in the battle of the sexes, and are measured by the points that were told', async () => {
    const store = await play({
      scenario: 'matrix-game',
      parameters: { game: 'battle-of-the-sexes', rounds: 10 },
      cast: { row: 'alternator', column: 'alternator' },
    })
    const rows = rowsOf(store, 'turn-taking', 'coordination-rate', 'pareto-shortfall', 'earnings')
    expect(rows.map(({ measure, value }) => [measure, value])).toEqual([
      ['coordination-rate', 1],
      ['turn-taking', 1],
      ['pareto-shortfall', 0],
      ['earnings', 85],
      ['earnings', 85],
    ])
  })
})

describe('recorded models', () => {
  let store: Store
  beforeAll(async () => {
    store = await play({
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: 10, labels: ['J', 'F'] },
      cast: {},
      treatments: Object.fromEntries(dilemmaMatches.map((match) => [match.name, castOf(match)])),
    })
  })

  test('defect as often as published, and earn as much', () => {
    const rows = rowsOf(store, 'cooperation-rate', 'earnings').filter(({ role }) => role === 'row')
    const of = (measure: string, treatment: string): number =>
      Number(rows.find((row) => row.measure === measure && row.treatment === treatment)?.value)
    for (const [agent, cells] of Object.entries(PUBLISHED_DEFECTION)) {
      Object.keys(PUBLISHED_DEFECTION).forEach((other, i) => {
        const match = dilemmaMatches.find(
          ({ players: [row, column] }) => row === `act_${agent}` && column === `act_${other}`,
        )
        const name = match?.name ?? ''
        const defects = Math.round(100 * (1 - of('cooperation-rate', name)))
        expect(`${defects} (${of('earnings', name)})`, name).toBe(cells[i])
      })
    }
  })

  test('defect first, and first defect in the round, that their released answers say', () => {
    const rows = rowsOf(store, 'first-defection-round', 'defection-onset', 'defected-first')
    const told = new Map(
      rows.map(({ treatment, measure, participant, value }) => [
        [treatment, measure, participant ?? 'run'].join('/'),
        value,
      ]),
    )
    let begun = 0
    for (const { name, rounds } of dilemmaMatches) {
      const first = ([0, 1] as const).map((side) => {
        const place = rounds.findIndex(({ answers }) => answers[side] === 'F')
        return place < 0 ? null : place + 1
      })
      const known = first.filter((round) => round !== null)
      const onset = known.length === 0 ? null : Math.min(...known)
      if (onset !== null) begun++
      expect(told.get(`${name}/defection-onset/run`), name).toBe(onset)
      first.forEach((round, side) => {
        const isFirst = onset === null ? null : Number(round === onset)
        expect(told.get(`${name}/first-defection-round/p${side + 1}`), name).toBe(round)
        expect(told.get(`${name}/defected-first/p${side + 1}`), name).toBe(isFirst)
      })
    }
    expect([begun, dilemmaMatches.length]).toEqual([48, 64])
  })

  test('the programs among them are recognised, and GPT-4 never forgives the one defection', () => {
    const programs = {
      act_j: 'always-cooperate',
      act_f: 'always-defect',
      act_defect_once: 'defect-once',
    }
    const rows = rowsOf(store, 'strategy', 'forgiveness-lag', 'unforgiven-share')
    for (const { players, name } of dilemmaMatches) {
      players.forEach((player, side) => {
        const program = programs[player as keyof typeof programs]
        if (program === undefined) return
        const row = rows.find(
          (one) =>
            one.measure === 'strategy' &&
            one.treatment === name &&
            one.participant === `p${side + 1}`,
        )
        expect(String(row?.value).split(' = '), name).toContain(program)
      })
    }
    const gpt4 = rows.filter(
      ({ treatment, role }) => treatment === 'act_gpt4 act_defect_once' && role === 'row',
    )
    const told = Object.fromEntries(
      gpt4.map(({ measure, value, reason }) => [measure, value ?? reason]),
    )
    expect(told).toMatchObject({
      'unforgiven-share': 1,
      'forgiveness-lag': 'no defection of the other was followed by cooperation',
    })
    expect(String(told['strategy'])).toContain('grim')
    expect(String(told['strategy'])).not.toContain('tit-for-tat')
  })

  test('the family of tit for tat is recognised in twenty rounds, but for the study’s eleven slips', async () => {
    const family = {
      act_tft: 'tit-for-tat',
      act_tftt: 'tit-for-two-tats',
      act_stft: 'suspicious-tit-for-tat',
      act_rtft: 'reverse-tit-for-tat',
      act_grim: 'grim',
    }
    const record = await play({
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: 20, labels: ['J', 'F'] },
      cast: {},
      treatments: Object.fromEntries(titForTatMatches.map((match) => [match.name, castOf(match)])),
    })
    const rows = rowsOf(record, 'strategy')
    const judged = rows.flatMap(({ treatment, role, value }) => {
      const match = titForTatMatches.find(({ name }) => name === treatment)
      const program = family[match?.players[role === 'row' ? 0 : 1] as keyof typeof family]
      return program === undefined ? [] : [String(value).split(' = ').includes(program)]
    })
    expect(judged.length).toBeGreaterThan(60)
    expect(judged.filter(Boolean).length / judged.length).toBeGreaterThan(0.85)
  })

  test('are gathered by treatment, a value for each run, and words are counted', () => {
    const groups = askRecord(store, (design) =>
      measuresQuestion(store, design, { names: ['state-share', 'payoff-efficiency'] }),
    )
    expect(groups.filter(({ measure }) => measure.name === 'payoff-efficiency')).toHaveLength(64)
    expect(groups.every(({ values }) => values.length === 1)).toBe(true)
    const words = askRecord(store, (design) =>
      wordsQuestion(store, design, ['memory-one-automaton']),
    )
    expect(words).toHaveLength(128)
    const [first] = words
    expect(first?.words.reduce((sum, { seats }) => sum + seats, 0)).toBe(1)
  })
})

describe('imported records', () => {
  const imported = async (pattern: string, files: readonly string[]): Promise<Store> => {
    const db = join(folder, `${pattern}.sqlite`)
    await importFiles([...files], { db })
    return openSqliteStore(db, 'read')
  }

  test('of repeated trust: at least as much came back in all rounds in 13 of 16 groups', async () => {
    const files = Array.from(
      { length: 16 },
      (_, i) => `scenarios/trust-game/recorded/gpt-3.5-turbo-16k-0613_group_num_${i + 1}.json`,
    )
    const store = await imported('trust', files)
    const paid = rowsOf(store, 'trust-paid-rate').map(({ value }) => value)
    expect(paid).toHaveLength(16)
    expect(paid.filter((rate) => rate === 1)).toHaveLength(13)
    for (const { value } of rowsOf(store, 'sent-share', 'returned-share', 'trust-efficiency')) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(1)
    }
    store.close()
  })
})

describe('every scenario of the catalogue', () => {
  /** A cast that draws at random, and one that forfeits now and then. */
  const casts: Record<string, Omit<ExperimentInput, 'experiment'>> = {
    'trust among strangers, with parts that change': {
      scenario: 'trust-game',
      parameters: { rounds: 6, matching: 'stranger', swap: true },
      cast: {
        trustor: ['uniform', 'uniform', 'uniform'],
        trustee: ['uniform', 'uniform', 'uniform'],
      },
    },
    'public goods in groups that are drawn': {
      scenario: 'public-goods',
      parameters: { rounds: 6, groupSize: 2, matching: 'stranger' },
      cast: { member: ['uniform', 'uniform', 'uniform', 'uniform'] },
    },
    'ultimatum, every offer': {
      scenario: 'ultimatum-game',
      parameters: { method: 'each-offer', rounds: 2 },
      cast: { proposer: 'uniform', responder: 'uniform' },
    },
    'dictator games': {
      scenario: 'dictator-game',
      parameters: { rounds: 3 },
      cast: { dictator: 'uniform', recipient: 'uniform' },
    },
    'a choice of risk': {
      scenario: 'lottery-choice',
      cast: { chooser: 'uniform', other: 'uniform' },
    },
    'a game of three options': {
      scenario: 'matrix-game',
      parameters: { game: 'rock-paper-scissors', rounds: 6 },
      cast: { row: 'uniform', column: 'uniform' },
    },
  }

  test.each(Object.keys(casts))('%s: values lie in range, and null has a reason', async (name) => {
    const input = casts[name] as (typeof casts)[string]
    const rows = rowsOf(await play({ ...input, replicates: 4 }), ...measures.keys())
    expect(rows.length).toBeGreaterThan(0)
    for (const { measure, value, reason } of rows) {
      const [low, high] = measures.get(measure)?.range ?? [null, null]
      expect(value === null, measure).toBe(reason !== null)
      if (typeof value !== 'number') continue
      expect(value, measure).toBeGreaterThanOrEqual((low ?? -Infinity) - 1e-12)
      expect(value, measure).toBeLessThanOrEqual((high ?? Infinity) + 1e-12)
    }
  })

  test('what strangers return is a share of what they themselves received', async () => {
    const { scenario, parameters, cast } = casts[
      'trust among strangers, with parts that change'
    ] as (typeof casts)[string]
    const store = await play({ scenario, cast, parameters: { ...parameters, swap: false } })
    const values = rowsOf(store, 'returned-share-by-round').map(({ value }) => Number(value))
    expect(values.length).toBeGreaterThan(10)
    for (const value of values) expect(value).toBeLessThanOrEqual(1)
    const told = [...store.ticks(store.runs()[0]?.runId as never)]
      .flatMap(({ content }) => content.entries)
      .flatMap((entry) => {
        if (entry.kind !== 'fact-shown' || entry.name !== 'outcome') return []
        const { part, received, returned } = entry.data as Record<string, number | string>
        return part === 'trustee' && Number(received) > 0
          ? [Number(returned) / Number(received)]
          : []
      })
    expect([...values].sort()).toEqual([...told].sort())
  })
})

test('payoffs that an intervention changes in the middle of a run are no payoffs of the run', async () => {
  const efficiencyOf = async (game: string): Promise<MeasureRow | undefined> => {
    const store = await play({
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: 4 },
      cast: { row: 'grim', column: 'grim' },
      interventions: { other: { at: { round: 3 }, set: { game } } },
    })
    return rowsOf(store, 'payoff-efficiency')[0]
  }
  expect(await efficiencyOf('prisoners-dilemma')).toMatchObject({ value: 1 })
  expect(await efficiencyOf('stag-hunt')).toMatchObject({
    value: null,
    reason: 'the parameters change in the middle of the run',
  })
})

test('reference lines are found by the payoffs that a record tells', async () => {
  const store = await play({
    scenario: 'matrix-game',
    parameters: {
      payoffs: [
        [
          [40, 40],
          [12, 50],
        ],
        [
          [50, 12],
          [25, 25],
        ],
      ],
    },
    cast: { row: 'grim', column: 'grim' },
    treatments: { open: { 'parameters.continuation': 0.5 }, fixed: { 'parameters.rounds': 3 } },
  })
  const [fixed, open] = treatmentReferences(store, designOf(store))
  expect([fixed?.treatment, open?.treatment]).toEqual(['fixed', 'open'])
  const exact = (of: typeof open): (string | null)[] =>
    (of?.references ?? [])
      .filter(({ differs }) => differs.length === 0)
      .map(({ line }) => line.measure)
  expect(exact(open)).toContain('first-cooperation')
  expect(exact(fixed)).not.toContain('first-cooperation')
  expect(exact(fixed)).toContain('conditional-cooperation')
})
