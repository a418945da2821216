/** The paragraph of methods says what the record says, and no more. */
import { describe, expect, test } from 'vitest'
import { noDecisions } from './attrition-counts.ts'
import type { CodedReport } from './coded.ts'
import type { Flow, FlowCounts } from './flow.ts'
import type { Methods } from './methods.ts'
import { methodsParagraph, type MethodsTold } from './methods-paragraph.ts'

const METHODS: Methods = {
  experiment: 'firm',
  about: 'Does firmness pay?',
  scenarios: [{ name: 'matrix-game', version: 2 }],
  parameters: { rounds: 4 },
  varied: { 'cast.column': ['grim', 'tit-for-tat'] },
  treatments: 2,
  roles: [
    {
      role: 'row',
      agents: [
        {
          agent: 'gpt',
          policy: 'llm',
          settings: { model: 'lab/one', temperature: 0.7 },
          persona: 'You are shy.',
        },
      ],
    },
  ],
  replicates: 10,
  seed: 42,
  invalid: [{ reask: 2, then: { default: 'defect' } }],
  counterbalance: ['labels', 'order'],
  semantics: [3],
  imported: [],
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-02T00:00:00.000Z',
}

const ALL: FlowCounts = {
  planned: 20,
  notBegun: 0,
  started: 20,
  finished: 18,
  aborted: 1,
  failed: 1,
  unfinished: 0,
  decisions: { ...noDecisions(), asked: 200, valid: 190, forfeited: 6, defaulted: 3, undecided: 1 },
}

const FLOW: Flow = {
  all: ALL,
  treatments: [
    { ...ALL, treatment: 'soft' },
    { ...ALL, treatment: 'hard' },
  ],
  reasons: [],
  forks: 2,
}

const TOLD: MethodsTold = {
  methods: METHODS,
  flow: FLOW,
  servedModels: {
    treatments: [],
    experiment: [
      {
        model: 'lab/one',
        replies: 80,
        served: [
          { name: 'one-2026', replies: 79 },
          { name: 'one-2027', replies: 1 },
        ],
        fingerprints: [],
        straddles: true,
        fingerprintsVary: false,
      },
    ],
  },
  balance: [{ treatment: 'soft', thing: 'labels', variants: [], balanced: false }],
  coded: null,
  version: '9.9.9',
}

describe('the paragraph', () => {
  const text = methodsParagraph(TOLD)

  test('tells agents that read alike once, and no names of treatments that are lists themselves', () => {
    const [role] = METHODS.roles
    const [agent] = role?.agents ?? []
    const crowd = ['shy', 'bold', 'wise'].map((persona) => ({ ...agent!, persona }))
    const methods = { ...METHODS, roles: [{ role: 'row', agents: crowd }] }
    const treatments = ['a=1, b=1', 'a=1, b=2'].map((treatment) => ({ ...ALL, treatment }))
    const told = methodsParagraph({ ...TOLD, methods, flow: { ...FLOW, treatments } })
    expect(told).toContain('taken by 3 agents described as gpt (a language model')
    expect(told).toContain('There were 2 treatments, varying')
  })

  test.each([
    [
      'the design',
      'The experiment “firm” (Does firmness pay?) was played as the scenario matrix-game (version 2), with rounds 4.',
    ],
    [
      'treatments',
      'There were 2 treatments (soft and hard), varying cast.column (grim and tit-for-tat); 10 replicates of each were planned from the seed 42.',
    ],
    [
      'who played',
      'The role row was taken by gpt (a language model, model lab/one, temperature 0.7 and with a persona).',
    ],
    ['who answered', 'lab/one (80 replies, served as one-2026 and one-2027)'],
    [
      'counterbalancing',
      'Counterbalanced over replicates: labels and order; finished runs did not come out balanced in 1 case.',
    ],
    [
      'invalid answers',
      'asked for again up to 2 times, after which the value defect was put in its place',
    ],
    [
      'runs',
      '20 runs of 20 planned were begun and 18 finished (1 aborted, 1 failed); only finished runs were analysed.',
    ],
    [
      'losses',
      'Of 200 decisions asked for, 10 (5.0 %) were lost: 6 forfeited, 3 put to a default, 1 never made',
    ],
    ['forks', '2 forks of runs were left out.'],
    ['the unit', 'The unit of inference is the run'],
    ['the software', 'told with Coterie 9.9.9 (kernel semantics 3) between 2026-01-01'],
  ])('tells %s', (_, words) => {
    expect(text).toContain(words)
  })

  test('says nothing of coding where nothing was coded', () => {
    expect(text).not.toMatch(/coded|Krippendorff/)
  })

  test('tells codebooks, coders, agreement and how codings were settled', () => {
    const number = { value: 0.5, interval: null, reason: null }
    const code = { codebook: 'flags', version: '1', code: 'asks', level: 'binary' }
    const coded: CodedReport = {
      codes: [{ ...code, unit: 'message', definition: '', categories: ['0', '1'] }],
      coders: [
        { name: 'ann', kind: 'human', definition: '{}' },
        { name: 'judge', kind: 'judge', definition: '{"model":"lab/two"}' },
        {
          name: 'agreed',
          kind: 'settled',
          definition: '{"rule":"union","coders":["ann","judge"]}',
        },
      ],
      agreement: [
        {
          ...code,
          among: 'all' as const,
          coders: ['ann', 'judge'],
          units: 3,
          pairableUnits: 3,
          resampled: 'units',
          percentAgreement: number,
          krippendorffAlpha: number,
          gwetAc1: number,
          kappa: number,
        },
      ],
      prevalence: [],
    }
    const told = methodsParagraph({ ...TOLD, coded })
    expect(told).toContain(
      'coded with 1 codebook (flags, version 1), unit by unit (message), by ann (a human) and judge (a judge, lab/two).',
    )
    expect(told).toContain('Krippendorff’s α of 1 code lay between 0.50 and 0.50.')
    expect(told).toContain('settled by agreed (union of ann, judge).')
  })
})
