/** Panels: a row for each participant and round, in our own names and in oTree's; what was not asked is empty, never a value. */
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { p1, p2, samplePlan } from '../../io/store/testing/sample-plan.ts'
import type { TickEntry } from '../../record/entry.ts'
import { ParticipantId } from '../../record/ids.ts'
import { runIdOf } from '../../record/plan.ts'
import { contentOf, type Tick } from '../../record/tick.ts'
import { undefuse } from '../../base/csv.ts'
import { exported } from './exported.contract.ts'

const [p3, p4] = ['p3', 'p4'].map((id) => ParticipantId.parse(id)) as [ParticipantId, ParticipantId]

const took = (
  of: ParticipantId,
  ask: string,
  value: string | number | null,
  status: 'valid' | 'passed' = 'valid',
): TickEntry => ({
  kind: 'decision-taken',
  of,
  ask,
  value,
  displayed: null,
  status,
  attempts: 1,
})
const pay = (to: ParticipantId, points: number): TickEntry => ({
  kind: 'payoff-awarded',
  to,
  points,
})
const tick = (number: number, round: number | null, ...entries: TickEntry[]): Tick => ({
  tick: number,
  round,
  content: contentOf('play', entries),
})

const plan = samplePlan({
  scenario: { name: 'public-goods', version: 2 },
  treatment: 'loud',
  levels: { 'parameters.noise': 0.5, 'parameters.told': true },
  parameters: { groupSize: 2, open: true, endowments: [1, 2] },
  seats: [p1, p2, p3, p4].map((participant) => ({
    participant,
    role: 'member',
    agent: '=agent',
    policy: participant === p1 ? 'llm' : 'grim',
    settings: participant === p1 ? { model: 'canned/one' } : {},
    persona: null,
  })),
})
const ticks = [
  tick(0, null, pay(p1, 10)),
  tick(1, 1, took(p1, 'give', 3), took(p2, 'give', 0), took(p3, 'give', null, 'passed')),
  tick(2, 1, took(p1, 'punish', 1), took(p1, 'punish', '2'), pay(p1, 0.5), pay(p1, 0.25)),
  tick(
    3,
    2,
    {
      kind: 'chance-drawn',
      stream: 'groups',
      of: null,
      value: { round: 2, groups: [{ A: 'p4', B: 'p1' }, ['p2', 'p3']] },
    },
    took(p4, 'status', '=1+1'),
  ),
]

const rowsIn = (text = ''): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\n' }) as Record<string, string>[]
const pick = (row: Record<string, string> | undefined, ...names: string[]): unknown[] =>
  names.map((name) => row?.[name])

describe('the panel', () => {
  test('has a row for each participant and round, with levels, answers, how they came about, and points', async () => {
    const rows = rowsIn((await exported([[plan, ticks]], 'wide')).get('panel.csv'))
    expect(rows.map((row) => pick(row, 'participant', 'round', 'points', 'group'))).toEqual([
      ['p1', '', '10', '1'],
      ...['p1', 'p2', 'p3', 'p4'].map((id, i) => [
        id,
        '1',
        i === 0 ? '0.75' : '',
        i < 2 ? '1' : '2',
      ]),
      ...['p1', 'p2', 'p3', 'p4'].map((id, i) => [id, '2', '', i === 0 || i === 3 ? '1' : '2']),
    ])
    expect(
      rows.slice(1, 5).map((row) => pick(row, 'give', 'give_status', 'punish', 'punish_2')),
    ).toEqual([
      ['3', 'valid', '1', '2'],
      ['0', 'valid', '', ''],
      ['', 'passed', '', ''],
      ['', '', '', ''],
    ])
    // An ask that is called as a column of ours gives way.
    expect(pick(rows.at(-1), 'status', 'status_ask', 'status_ask_status')).toEqual([
      'finished',
      "'=1+1",
      'valid',
    ])
    expect(
      pick(rows[0], 'factor.parameters.noise', 'factor.parameters.told', 'model', 'agent'),
    ).toEqual(['0.5', 'true', 'canned/one', "'=agent"])
  })
})

describe("oTree's files", () => {
  const files = exported([[plan, ticks]], 'otree')
  const run = runIdOf(plan)

  test('are called as oTree calls them; an app is a Python identifier', async () => {
    expect([...(await files).keys()]).toEqual([
      'all_apps_wide.csv',
      'public_goods.csv',
      'ChatMessages.csv',
    ])
  })

  test('the long file has a row for each player and round, under the names that scripts look for', async () => {
    const rows = rowsIn((await files).get('public_goods.csv'))
    const names = [
      'participant.code',
      'participant.id_in_session',
      'participant._is_bot',
      'participant.payoff',
      'player.id_in_group',
      'player.role',
      'player.payoff',
      'player.give',
      'player.give_status',
      'group.id_in_subsession',
      'subsession.round_number',
      'session.code',
      'run_id',
      'seed',
      'treatment',
      'replicate',
      'scenario',
      'scenario_version',
    ]
    const ours = [run, run, '7', 'loud', '1', 'public-goods', '2']
    // What happened outside rounds is round 0, so that nothing is lost.
    expect(rows.map((row) => row['subsession.round_number']).join('')).toBe('000011112222')
    expect(pick(rows[4], ...names)).toEqual([
      ...[`${run}-p1`, '1', '0', '10.75', '1', 'member', '0.75', '3', 'valid', '1', '1'],
      ...ours,
    ])
    expect(pick(rows[8], ...names)).toEqual([
      ...[`${run}-p1`, '1', '0', '10.75', '2', 'member', '', '', '', '1', '2'],
      ...ours,
    ])
    expect(pick(rows[11], ...names).slice(0, 11)).toEqual([
      ...[`${run}-p4`, '4', '1', '0', '1', 'member', '', '', '', '1', '2'],
    ])
  })

  test('the wide file has a row for each participant, and a column for each field of each round', async () => {
    const rows = rowsIn((await files).get('all_apps_wide.csv'))
    expect(rows).toHaveLength(4)
    expect(
      pick(
        rows[0],
        'session.config.name',
        'session.config.open',
        'session.config.endowments',
        'public_goods.0.player.payoff',
        'public_goods.1.player.give',
        'public_goods.1.player.punish_2',
        'public_goods.2.player.give',
        'public_goods.2.group.id_in_subsession',
        'public_goods.2.subsession.round_number',
      ),
    ).toEqual(['samples', '1', '[1,2]', '10', '3', '2', '', '1', '2'])
    expect(undefuse(rows[3]?.['public_goods.2.player.status'] ?? '')).toBe('=1+1')
  })

  test('a chat keeps its line breaks, and says who spoke where and when', async () => {
    const said: TickEntry = {
      kind: 'message-sent',
      from: p2,
      channel: 'public',
      audience: [p1, p2],
      text: 'One,\r\n"two"\n',
      onRecord: false,
    }
    const told: TickEntry = { ...said, from: null, text: '', onRecord: true }
    const chat = await exported([[samplePlan(), [tick(0, 1, told), tick(1, 1, said)]]], 'otree')
    const rows = rowsIn(chat.get('ChatMessages.csv'))
    const id = runIdOf(samplePlan())
    const names = ['session_code', 'id_in_session', 'participant_code', 'channel', 'nickname']
    expect(rows.map((row) => pick(row, ...names, 'body', 'timestamp', 'on_record'))).toEqual([
      [id, '', '', `${id}-sample-public`, 'announcement', '', '0', '1'],
      [id, '2', `${id}-p2`, `${id}-sample-public`, 'p2', 'One,\r\n"two"\n', '1', '0'],
    ])
  })

  test('scenarios have apps of their own, told apart where their names would be one', async () => {
    const named = (name: string, replicate: number): ReturnType<typeof samplePlan> =>
      samplePlan({ scenario: { name, version: 1 }, replicate })
    const runs = ['a-b', 'a_b', '2x'].map(
      (name, i) => [named(name, i + 1), [tick(0, null)]] as const,
    )
    expect([...(await exported(runs, 'otree')).keys()]).toEqual([
      'all_apps_wide.csv',
      '_2x.csv',
      'a_b.csv',
      'a_b_2.csv',
      'ChatMessages.csv',
    ])
  })

  test('a wide file that no spreadsheet could open is left out, and said to be', async () => {
    const rounds = Array.from({ length: 3_000 }, (_, i) => tick(i, i + 1, took(p1, 'give', 1)))
    const notes: string[] = []
    const note = (words: string): number => notes.push(words)
    const wide = await exported([[samplePlan(), rounds]], 'otree', { note })
    expect([...wide.keys()]).toEqual(['sample.csv', 'ChatMessages.csv'])
    expect(notes).toEqual([expect.stringMatching(/all_apps_wide\.csv is left out: .* columns/)])
  })
})
