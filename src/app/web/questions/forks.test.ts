/** What the pages of forks and of two runs are answered, of a record that `coterie fork` wrote. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  CompareBlock,
  CompareFrame,
  TickBeside,
} from '../../../study/viewing/compare/compare-shapes.ts'
import { treesOf, type ForksAnswer } from '../../../study/viewing/forks/fork-tree.ts'
import {
  holderOf,
  holderOfBlock,
  type HappenedBlock,
} from '../../../study/viewing/knew/known-boundary.ts'
import type { KnewAnswer, KnewFrame } from '../../../study/viewing/knew/known-shapes.ts'
import { compareTwo } from '../../compare-record.ts'
import { forkRun } from '../../fork-run.ts'
import { runExperiment } from '../../library.ts'
import { openRecords, type Opened, type Records } from '../records.ts'
import { compareFrame, compareTicks } from './compare.ts'
import { familyOf, forks } from './forks.ts'
import { happened, knew, knewFrame } from './knew.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-forks-'))
const path = join(folder, 'two words.sqlite')
let records: Records
let record: Opened
let parent: string
let difference: string

beforeAll(async () => {
  const experiment = {
    experiment: 'quarrel',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 40, noise: 0.1 },
    cast: { row: 'tit-for-tat', column: 'generous-tit-for-tat' },
    seed: 7,
  }
  await runExperiment(experiment, { db: path })
  const alone = openRecords([path])
  parent = alone.opened()[0]?.store.runs()[0]?.runId ?? ''
  alone.close()
  copyFileSync(path, join(folder, 'alone.sqlite'))
  const set = 'answer.row=defect'
  const report = await forkRun(path, { run: parent, atTick: 35, set, replicates: 3 })
  difference = report.runs.find(({ kind }) => kind === 'difference')?.runId ?? ''
  await forkRun(path, { run: difference, atTick: 38, set: 'payoff.column=5' })
  records = openRecords([path])
  record = records.opened()[0] as Opened
})
afterAll(() => {
  records.close()
  rmSync(folder, { recursive: true })
})

const answered = (): ForksAnswer => forks.answer(record, {}, {}) as ForksAnswer

describe('the forks of a record', () => {
  test('are told with what each was given to differ in, and with what it earned', () => {
    const { runs } = answered()
    expect(runs).toHaveLength(7)
    expect(runs.map(({ kind, difference: set }) => `${kind} ${set}`).sort()).toEqual([
      'baseline nothing but its draws',
      'baseline nothing but its draws',
      'difference answer.row=defect',
      'difference answer.row=defect',
      'difference answer.row=defect',
      'difference payoff.column=5',
      'origin ',
    ])
    for (const { runId, earnings } of runs) {
      const compared = compareTwo(path, runId, runId)
      expect(earnings).toEqual(
        Object.fromEntries(compared.earnings.map(({ participant, left }) => [participant, left])),
      )
    }
    expect(treesOf(runs).map(({ beneath }) => beneath)).toEqual([6])
  })

  test('are made by commands that name this record, one of its runs and something to set there', () => {
    const { commands } = answered()
    expect(commands.at(-1)).toMatch(
      /^coterie fork '.*two words\.sqlite' --run run_[0-9a-f]{16} --at-tick 20 --set answer\.p1=(cooperate|defect) --replicates 10$/,
    )
  })

  test('where there are none, the commands are told all the same', () => {
    const own = openRecords([join(folder, 'alone.sqlite')])
    const answer = forks.answer(own.opened()[0] as Opened, {}, {}) as ForksAnswer
    own.close()
    expect(answer.runs).toEqual([])
    expect(answer.commands).toHaveLength(3)
  })

  test('that somebody tied into a ring are told once', () => {
    const ring = new Map([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['d', 'a'],
    ])
    expect([...familyOf(ring)].sort()).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('two runs', () => {
  const blocks = (left: string, right: string, count: number): TickBeside[] =>
    Array.from({ length: count }, (_, block) => String(block)).flatMap(
      (block) => (compareTicks.answer(record, { left, right, block }, {}) as CompareBlock).ticks,
    )

  test('part where the record says, and all ticks before are the same', () => {
    const frame = compareFrame.answer(record, { left: parent, right: difference }, {})
    const { sharedTicks, first, relation } = frame as CompareFrame
    expect(relation).toBe('The right run is a fork of the left one: ticks before 35 are shared.')
    expect([sharedTicks, first?.tick]).toEqual([35, 35])
    const ticks = blocks(parent, difference, 2)
    expect(ticks.map(({ tick }) => tick)).toEqual(Array.from({ length: 40 }, (_, tick) => tick))
    expect(ticks.findIndex(({ isSame }) => !isSame)).toBe(35)
  })

  test('have in all their windows together the decisions and payoffs of the whole', () => {
    const whole = compareTwo(path, parent, difference)
    const ticks = blocks(parent, difference, 2)
    expect(ticks.flatMap(({ decisions }) => decisions.map(({ differs }) => differs))).toEqual(
      whole.decisions.map(({ differs }) => differs),
    )
    expect(ticks.flatMap(({ payoffs }) => payoffs.map(({ left, right }) => [left, right]))).toEqual(
      whole.payoffs.map(({ left, right }) => [left, right]),
    )
  })

  test('offer the runs of their family, and are found by the beginning of their ids', () => {
    const frame = compareFrame.answer(
      record,
      { left: parent.slice(0, 10), right: difference.slice(4, 12) },
      {},
    ) as CompareFrame
    expect([frame.left.runId, frame.right.runId]).toEqual([parent, difference])
    expect(frame.near).toHaveLength(7)
  })

  test('that are one run are the same throughout', () => {
    const frame = compareFrame.answer(record, { left: parent, right: parent }, {}) as CompareFrame
    expect([frame.first, frame.sharedTicks, frame.plans]).toEqual([null, 40, []])
  })

  test('that share ticks are one and the same there, to whoever asks who knew what', () => {
    const grandchild = answered().runs.find(({ parent: of }) => of === difference)?.runId ?? ''
    const { line } = knewFrame.answer(record, { run: grandchild }, {}) as KnewFrame
    expect(line).toEqual([
      { runId: parent, from: 0 },
      { runId: difference, from: 35 },
      { runId: grandchild, from: 38 },
    ])
    const asks = (run: string, tick: number) =>
      (knew.answer(record, { run, tick: String(tick), participant: 'p1' }, {}) as KnewAnswer).asks
    for (let tick = 0; tick < 40; tick++)
      expect(asks(grandchild, tick)).toEqual(asks(holderOf(line, tick), tick))
    const ticksIn = (run: string, block: number) =>
      (happened.answer(record, { run, block: String(block) }, {}) as HappenedBlock).ticks
    for (const block of [0, 1, 2])
      expect(ticksIn(grandchild, block)).toEqual(ticksIn(holderOfBlock(line, block), block))
    const held = [...knew.instances(record)].filter(({ run }) => run === grandchild)
    expect(held).toHaveLength(2 * 2)
  })

  test('on a static site are each fork and its parent, and its baseline', () => {
    expect([...compareFrame.instances(record)]).toHaveLength(8)
    expect([...compareTicks.instances(record)]).toHaveLength(16)
  })
})
