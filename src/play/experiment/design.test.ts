/** Prompts, history, probes and interventions: what an experiment says of them, and what its plans have. */
import { beforeAll, describe, expect, test } from 'vitest'
import { loadCatalogue, loadScenario } from '../../app/catalogue.ts'
import { Plan, runIdOf } from '../../record/plan.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import type { Catalogue } from './catalogue.ts'
import { defineExperiment, type ExperimentInput } from './define-experiment.ts'
import { planRuns } from './plan-runs.ts'

let catalogue: Catalogue
let scenario: Scenario
beforeAll(async () => {
  catalogue = await loadCatalogue()
  const game = await loadScenario('matrix-game')
  // As many seats as a discussion has; nothing is played here.
  scenario = { ...game, roles: { ...game.roles, column: { min: 1, max: 8 } } }
})

const BASE: ExperimentInput = {
  experiment: 'test',
  scenario: 'matrix-game',
  parameters: { game: 'prisoners-dilemma', rounds: 10 },
  cast: { row: 'tit-for-tat', column: ['grim', 'grim', 'always-defect'] },
}

const plansOf = (more: Partial<ExperimentInput>, of = scenario): Plan[] =>
  planRuns(defineExperiment({ ...BASE, ...more }), of, catalogue)
const planOf = (more: Partial<ExperimentInput>): Plan => Plan.parse(plansOf(more)[0])
const problemOf = (more: unknown, of = scenario): string => {
  try {
    plansOf(more as Partial<ExperimentInput>, of)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}
const doing = (deed: object, at: object = { round: 3 }): Partial<ExperimentInput> =>
  ({ interventions: { one: { at, ...deed } } }) as Partial<ExperimentInput>
const ALL = ['p1', 'p2', 'p3', 'p4']

describe('interventions', () => {
  test.each([
    [
      { crash: 'column.2' },
      { do: 'crash', who: 'p3', lasting: 'permanent', notice: null, told: 'never', audience: ALL },
    ],
    [
      { crash: 'p3', notice: 'gone', to: ['row', 'column.1'], lasting: { rounds: 2 } },
      {
        do: 'crash',
        who: 'p3',
        lasting: { rounds: 2 },
        notice: 'gone',
        told: 'at-once',
        audience: ['p1', 'p2', 'p3'],
      },
    ],
    [{ remove: 'row' }, { do: 'remove', who: 'p1' }],
    [
      { replace: 'row', by: { policy: 'generous-tit-for-tat', generosity: 0.5 } },
      {
        do: 'replace',
        who: 'p1',
        seat: {
          participant: 'p1',
          role: 'row',
          agent: 'generous-tit-for-tat',
          policy: 'generous-tit-for-tat',
          settings: { generosity: 0.5 },
          persona: null,
        },
      },
    ],
    [
      { say: 'I saw it', as: 'column.3' },
      { do: 'say', who: 'p4', channel: 'public', audience: ALL, text: 'I saw it' },
    ],
    [
      { say: 'psst', as: 'row', channel: 'private:p1-p2', to: 'column.1' },
      { do: 'say', who: 'p1', channel: 'private:p1-p2', audience: ['p1', 'p2'], text: 'psst' },
    ],
    [
      { answer: 'defect', as: 'row' },
      { do: 'answer', who: 'p1', ask: null, value: 'defect' },
    ],
    [
      { answer: null, as: 'p2', ask: 'choice' },
      { do: 'answer', who: 'p2', ask: 'choice', value: null },
    ],
    [
      { pay: -5, to: 'row' },
      { do: 'pay', who: 'p1', points: -5 },
    ],
    [{ set: { rounds: 12 } }, { do: 'set', parameters: { rounds: 12 } }],
    [{ news: 'rain' }, { do: 'news', audience: ALL, text: 'rain' }],
    [
      { news: 'rain', to: 'column' },
      { do: 'news', audience: ['p2', 'p3', 'p4'], text: 'rain' },
    ],
  ])('%j is resolved', (deed, resolved) => {
    expect(planOf(doing(deed)).interventions).toEqual([{ at: { round: 3 }, deed: resolved }])
  })

  test('happen once in each round that is listed, and to each that is named', () => {
    const plan = planOf(doing({ crash: ['column.1', 'p4'] }, { rounds: [1, 3] }))
    expect(plan.interventions?.map(({ at, deed }) => [at, 'who' in deed && deed.who])).toEqual([
      [{ round: 1 }, 'p2'],
      [{ round: 1 }, 'p4'],
      [{ round: 3 }, 'p2'],
      [{ round: 3 }, 'p4'],
    ])
  })

  test('can be for a tick, for a phase, and for a phase within rounds', () => {
    const times = [{ tick: 9 }, { phase: 'choosing' }, { round: 2, phase: 'choosing' }]
    for (const at of times)
      expect(planOf(doing({ news: 'rain' }, at)).interventions?.[0]?.at).toEqual(at)
  })

  test('a run may last as long as the parameters that are set let it', () => {
    const longer = { at: { round: 10 }, set: { rounds: 20 } }
    const late = { at: { round: 15 }, news: 'late' }
    expect(planOf({ interventions: { longer, late } }).interventions).toHaveLength(2)
    expect(problemOf({ interventions: { late } })).toContain('round 15 is beyond the end')
  })

  test.each([
    [
      'an unknown deed',
      { crush: 'row' },
      'interventions.one.crush: there is no field "crush" here. Did you mean "crash"?',
    ],
    ['no deed', {}, 'interventions.one: nothing is done here: give one of crash, remove'],
    [
      'two deeds',
      { crash: 'row', news: 'x' },
      'interventions.one.news: one intervention does one thing, and this one does two: crash and news',
    ],
    [
      'what does not belong to the deed',
      { remove: 'row', lasting: 'permanent' },
      'interventions.one.lasting: "lasting" says nothing of remove; what can be said of it is: nothing',
    ],
    [
      'a crash of no known length',
      { crash: 'row', lasting: 'long' },
      'interventions.one.lasting: write permanent, or { rounds: 1 }',
    ],
    ['no one who says it', { say: 'x' }, 'interventions.one: say needs "as"'],
    [
      'an unknown seat',
      { crash: 'colum.2' },
      'interventions.one.crash: no seat named "colum.2". Did you mean "column.2"? Known: row, column.1, column.2, column.3, p1, p2, p3, p4, all.',
    ],
    [
      'an unknown seat in a list',
      { news: 'x', to: ['row', 'p9'] },
      'interventions.one.to.1: no seat named "p9"',
    ],
    [
      'several seats where one is needed',
      { say: 'x', as: 'column' },
      'interventions.one.as: "column" is 3 seats, and one is needed here: name one of column.1, column.2, column.3',
    ],
    [
      'a notice that is told and not given',
      { crash: 'row', told: 'at-once' },
      'interventions.one.told: there is nothing to tell: give the notice in words',
    ],
    [
      'an agent that is not known',
      { replace: 'row', by: 'grimm' },
      'interventions.one.by: no agent or strategy named "grimm". Did you mean "grim"?',
    ],
    [
      'a setting that is not known',
      { replace: 'row', by: { policy: 'generous-tit-for-tat', generousity: 1 } },
      'interventions.one.by.generousity: there is no field "generousity" here. Did you mean "generosity"?',
    ],
    [
      'a parameter that the scenario does not have',
      { set: { roundz: 4 } },
      'interventions.one.set.roundz: there is no field "roundz" here. Did you mean "rounds"?',
    ],
    [
      'a parameter that cannot be',
      { set: { rounds: 0 } },
      'interventions.one.set.rounds: at least 1 round',
    ],
  ])('%s is refused, with its field', (_, deed, says) => {
    expect(problemOf(doing(deed))).toContain(says)
  })

  test.each([
    [{ round: 12 }, 'at.round: round 12 is beyond the end: the scenario has 10 rounds'],
    [{ rounds: [3, 11] }, 'at.rounds.1: round 11 is beyond the end: the scenario has 10 rounds'],
    [{ tick: 10 }, 'at.tick: tick 10 is beyond the end: the scenario has at most 10 ticks'],
    [{ phase: 'chosing' }, 'at.phase: no phase named "chosing". Did you mean "choosing"?'],
    [{ phase: 'over' }, 'at.phase: no phase named "over"'],
    [{}, 'at: give one of tick, round and rounds, or a phase'],
    [{ tick: 1, round: 1 }, 'at: give one of tick, round and rounds, or a phase'],
    [{ roundz: 1 }, 'at.roundz: there is no field "roundz" here. Did you mean "round"?'],
    [3, 'at: write when: { round: 3 }'],
  ])('the time %j is refused', (at, says) => {
    expect(problemOf(doing({ news: 'x' }, at as object))).toContain(`interventions.one.${says}`)
  })

  test('parameters of a scenario that keeps them cannot be set', () => {
    const { amend: _, ...keeps } = scenario
    expect(problemOf(doing({ set: { rounds: 4 } }), keeps as Scenario)).toBe(
      'interventions.one.set: scenario "matrix-game" takes its parameters at the start: none can be changed while it is played',
    )
  })
})

describe('probes', () => {
  const probe = (more: object): Partial<ExperimentInput> => ({
    probes: {
      trust: { of: 'row', at: 'before', question: 'How?', answer: { from: 0, to: 10 }, ...more },
    },
  })

  test.each([
    [
      { from: 0, to: 1, step: 0.1 },
      { kind: 'amount', min: 0, max: 1, step: 0.1 },
    ],
    [
      { from: 1, to: 7 },
      { kind: 'amount', min: 1, max: 7, step: 1 },
    ],
    [
      { options: ['yes', 'no'] },
      { kind: 'choice', options: ['yes', 'no'], labels: ['yes', 'no'], order: [0, 1] },
    ],
    [
      { options: ['yes', 'no'], labels: ['Ja', 'Nein'], passable: true },
      {
        kind: 'choice',
        options: ['yes', 'no'],
        labels: ['Ja', 'Nein'],
        order: [0, 1],
        passable: true,
      },
    ],
    [{ characters: 400 }, { kind: 'text', maxLength: 400 }],
    [{ words: 50 }, { kind: 'text', maxLength: 400 }],
  ])('the answer %j is of its form', (answer, form) => {
    expect(planOf(probe({ answer })).probes).toEqual([
      { name: 'trust', of: ['p1'], at: 'before', question: 'How?', form },
    ])
  })

  test('are of seats in their order, whatever order they are named in', () => {
    expect(planOf(probe({ of: ['p4', 'row', 'column.1', 'p4'] })).probes?.[0]?.of).toEqual([
      'p1',
      'p2',
      'p4',
    ])
  })

  test.each([
    [
      { answer: { word: 50 } },
      'probes.trust.answer.word: there is no field "word" here. Did you mean "words"?',
    ],
    [
      { answer: {} },
      'probes.trust.answer: this is no form of an answer: write { options: [yes, no] }',
    ],
    [{ answer: { options: ['a'], words: 3 } }, 'probes.trust.answer: this is no form of an answer'],
    [{ answer: { options: ['a', 'a'] } }, 'probes.trust.answer: "a" is there twice'],
    [{ answer: { from: 3 } }, 'probes.trust.answer: a number needs both ends'],
    [{ answer: { from: 3, to: 1 } }, 'probes.trust.answer: no number is at least 3 and at most 1'],
    [{ of: 'trustor' }, 'probes.trust.of: no seat named "trustor"'],
    [{ at: { rounds: [11] } }, 'probes.trust.at.rounds.0: round 11 is beyond the end'],
    [{ at: { phase: 'voting' } }, 'probes.trust.at.phase: no phase named "voting"'],
    [{ at: 'sometimes' }, 'probes.trust.at: write before, after, every-round'],
    [{ when: 'before' }, 'probes.trust.when: there is no field "when" here'],
  ])('%j is refused', (more, says) => {
    expect(problemOf(probe(more))).toContain(says)
  })
})

describe('prompt and history', () => {
  test('what they change is in the plan', () => {
    const prompt = { parts: { rules: 'off', framing: 'on', question: { text: 'Think. {text}' } } }
    const plan = planOf({
      prompt: { ...prompt, order: ['question', 'rules'] },
      history: { last: 3 },
    } as never)
    expect(plan.prompt).toEqual({
      parts: { rules: 'off', question: { text: 'Think. {text}' } },
      order: ['question', 'rules'],
    })
    expect(plan.history).toEqual({ last: 3 })
  })

  test.each([
    [
      { prompt: { parts: { rulez: 'off' } } },
      'prompt.parts.rulez: no part named "rulez". Did you mean "rules"?',
    ],
    [
      { prompt: { order: ['rules', 'rules'] } },
      'prompt.order.1: "rules" stands in the order twice',
    ],
    [{ prompt: { order: ['nothing'] } }, 'prompt.order.0: no part named "nothing"'],
    [{ prompt: { part: {} } }, 'prompt.part: there is no field "part" here. Did you mean "parts"?'],
    [{ history: { lasts: 3 } }, 'history: write whole, none, { last: 3 }'],
    [{ history: { last: 0 } }, 'history'],
    [{ history: 'all' }, 'history: write whole, none, { last: 3 }'],
    [{ prompt: { parts: { rules: 'of' } } }, 'prompt.parts.rules: write on, off, or { text: … }'],
  ])('%j is refused', (more, says) => {
    expect(problemOf(more)).toContain(says)
  })

  test('parts that all prompts have can be named, and any where the scenario does not list its own', () => {
    const parts = { persona: 'off', 'answer-format': 'off', news: 'off', summary: 'off' } as const
    expect(planOf({ prompt: { parts } }).prompt).toEqual({ parts })
    const { parts: _, ...open } = scenario
    expect(problemOf({ prompt: { parts: { peers: 'off' } } }, open as Scenario)).toBe('')
  })
})

describe('what is absent or switched off', () => {
  const id = (more: Partial<ExperimentInput>): string => runIdOf(plansOf(more)[0] as Plan)

  test('leaves plans as they were', () => {
    const before = id({})
    expect(id({ prompt: {} })).toBe(before)
    expect(id({ prompt: { parts: { rules: 'on' }, order: [] } })).toBe(before)
    expect(id({ history: 'whole' })).toBe(before)
    expect(id({ interventions: {}, probes: {} })).toBe(before)
    expect(id({ interventions: { outage: 'off' }, probes: { trust: 'off' } })).toBe(before)
    expect(id({ invalid: { reask: 2, then: 'forfeit' } })).toBe(before)
    expect(id({ history: 'none' })).not.toBe(before)
  })

  test('a model that is gone can be a crash', () => {
    expect(planOf({ invalid: { unavailable: 'crash' } }).invalid).toEqual({
      reask: 2,
      then: 'forfeit',
      unavailable: 'crash',
    })
  })
})

describe('as factors', () => {
  const outage = { at: { round: 3 }, crash: 'column.2', notice: 'gone' }
  const told = (more: Partial<ExperimentInput>): [string, unknown][] =>
    plansOf(more).map(({ treatment, interventions = [], prompt, history }) => [
      treatment,
      history ?? prompt ?? interventions.map(({ at }) => at),
    ])

  test('a named intervention is switched, and its time is varied; off is off', () => {
    expect(
      told({
        interventions: { outage },
        factors: { 'interventions.outage': ['off', 'on'], 'interventions.outage.at.round': [1, 3] },
      }),
    ).toEqual([
      ['outage=off, round=1', []],
      ['outage=off, round=3', []],
      ['outage=on, round=1', [{ round: 1 }]],
      ['outage=on, round=3', [{ round: 3 }]],
    ])
  })

  test('parts of prompts and histories are varied, and treatments have readable names', () => {
    expect(
      told({
        factors: { 'prompt.parts.rules': ['on', 'off', { text: 'Mind: {text}' }] },
      }),
    ).toEqual([
      ['rules=on', []],
      ['rules=off', { parts: { rules: 'off' } }],
      ['rules=text Mind: {text}', { parts: { rules: { text: 'Mind: {text}' } } }],
    ])
    const summary = { last: 2, words: 100 }
    expect(told({ factors: { history: ['whole', { last: 3 }, { summary }] } })).toEqual([
      ['history=whole', []],
      ['history=last 3', { last: 3 }],
      ['history=summary last 2, words 100', { summary }],
    ])
  })

  test('a whole intervention can be a level', () => {
    const later = { at: { round: 5 }, crash: 'row' }
    expect(
      told({ interventions: { outage }, factors: { 'interventions.outage': ['on', later] } }),
    ).toEqual([
      ['outage=on', [{ round: 3 }]],
      ['outage=at round 5, crash row', [{ round: 5 }]],
    ])
  })

  test('probes are switched and put in other words', () => {
    const trust = {
      of: 'row',
      at: 'before',
      question: 'How?',
      answer: { from: 0, to: 10 },
    } as const
    const plans = plansOf({
      probes: { trust },
      factors: { 'probes.trust': ['on', 'off'], 'probes.trust.question': ['How?', 'How far?'] },
    })
    expect(plans.map(({ treatment, probes = [] }) => [treatment, probes[0]?.question])).toEqual([
      ['trust=on, question=How?', 'How?'],
      ['trust=on, question=How far?', 'How far?'],
      ['trust=off, question=How?', undefined],
      ['trust=off, question=How far?', undefined],
    ])
  })

  test('levels whose names are cut short are still told apart', () => {
    const long = 'x'.repeat(100)
    const levels = [{ text: `${long} a` }, { text: `${long} b` }]
    const names = told({ factors: { 'prompt.parts.rules': levels } }).map(([name]) => name)
    expect(new Set(names).size).toBe(2)
  })

  test('what stands in a level is told of there', () => {
    expect(
      problemOf({
        interventions: { outage },
        factors: { 'interventions.outage.at.round': [1, 30] },
      }),
    ).toBe(
      'factors.interventions.outage.at.round.1: round 30 is beyond the end: the scenario has 10 rounds',
    )
    expect(problemOf({ factors: { 'interventions.outag': ['off'] } })).toContain(
      'factors.interventions.outag: there is nothing to set at "interventions.outag"',
    )
    expect(
      problemOf({ interventions: { outage }, factors: { 'interventions.outagge': ['on'] } }),
    ).toContain('Did you mean "interventions.outage"?')
  })
})
