/** What is shown is what is recorded, keys stay hidden, and whoever goes by position scores by position. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { casting, memoryStore, simulatedProvider } from '../../src/app/adapters.ts'
import { loadCatalogue, type LoadedCatalogue } from '../../src/app/catalogue.ts'
import { readItems } from '../../src/app/banks/read-items.ts'
import { readRows } from '../../src/app/banks/read-rows.ts'
import {
  defineExperiment,
  type ExperimentInput,
} from '../../src/play/experiment/define-experiment.ts'
import { planRuns } from '../../src/play/experiment/plan-runs.ts'
import { runPlans } from '../../src/play/worker/run-plans.ts'
import type { TickEntry } from '../../src/record/entry.ts'
import { ParticipantId } from '../../src/record/ids.ts'
import { runIdOf, type Plan } from '../../src/record/plan.ts'
import { Seen } from '../../src/record/seen.ts'
import { messagesOf } from '../../src/play/agent/compose-prompt.ts'
import { parametersArbitrary } from './arbitrary.contract.ts'
import { conformance } from './conformance.ts'
import { examples } from './examples.ts'
import { Parameters } from './parameters.ts'
import { keyedVignette } from './scenario.ts'

const BANK = `${import.meta.dirname}/items/everyday.jsonl`
const items = readItems(readRows(BANK, [])).map(({ place: _, ...item }) => item)

let catalogue: LoadedCatalogue
beforeAll(async () => {
  catalogue = await loadCatalogue()
})

async function play(
  more: Partial<ExperimentInput>,
): Promise<{ plan: Plan; entries: TickEntry[] }[]> {
  const experiment = defineExperiment({
    experiment: 'test',
    scenario: 'keyed-vignette',
    parameters: { items } as never,
    cast: { respondent: 'first-option' },
    ...more,
  })
  const plans = planRuns(experiment, keyedVignette, catalogue)
  const store = memoryStore()
  const { failed } = await runPlans({
    plans,
    scenario: keyedVignette,
    store,
    cast: casting(catalogue, () => simulatedProvider()),
    clock: { nowMs: () => 0, now: () => '', breathe: () => Promise.resolve() },
    concurrency: 4,
    stopped: () => false,
  })
  expect(failed).toEqual([])
  return plans.map((plan) => ({
    plan,
    entries: [...store.ticks(runIdOf(plan))].flatMap(({ content }) => [...content.entries]),
  }))
}

const of = <K extends TickEntry['kind']>(
  entries: readonly TickEntry[],
  kind: K,
): Extract<TickEntry, { kind: K }>[] =>
  entries.filter((entry): entry is Extract<TickEntry, { kind: K }> => entry.kind === kind)

const scoreOf = (entries: readonly TickEntry[]): number | undefined =>
  of(entries, 'payoff-awarded')[0]?.points

describe('the own bank', () => {
  test('has ten items under CC0, of which eight are keyed first', () => {
    expect(items.map(({ licence }) => licence)).toEqual(Array(10).fill('CC0-1.0'))
    const places = items.map(({ options = [], answer = '' }) =>
      options.findIndex(({ name }) => name === answer),
    )
    expect(places.filter((place) => place === 0)).toHaveLength(8)
  })
})

describe('position', () => {
  test('whoever takes the first option scores eight of ten while options stay where they are', async () => {
    const [first] = await play({ parameters: { items, order: 'fixed' } as never })
    expect(scoreOf(first?.entries ?? [])).toBe(8)
    const [reversed] = await play({ parameters: { items, order: 'reversed' } as never })
    const last = items.filter(
      ({ options = [], answer = '' }) => options.findIndex(({ name }) => name === answer) === 2,
    )
    expect(scoreOf(reversed?.entries ?? [])).toBe(last.length)
  })

  test('shuffled, the score of all baselines comes to a third', async () => {
    for (const respondent of ['first-option', 'last-option', 'uniform']) {
      const runs = await play({ cast: { respondent }, replicates: 60 })
      const scores = runs.map(({ entries }) => scoreOf(entries) ?? 0)
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
      // 600 answers with a chance of 1/3: four standard errors of the mean of ten are 0.77.
      expect(Math.abs(mean - 10 / 3), respondent).toBeLessThan(0.77)
    }
  })

  test('rotations put every option at every place equally often', async () => {
    const runs = await play({
      parameters: { items, order: 'fixed' } as never,
      counterbalance: ['order'],
      replicates: 3,
    })
    const first = runs.map(({ entries }) => of(entries, 'decision-taken').map(({ value }) => value))
    items.forEach((item, i) => {
      expect(new Set(first.map((values) => values[i]))).toEqual(
        new Set(item.options?.map(({ name }) => name)),
      )
    })
  })
})

describe('what is recorded', () => {
  test('the label on display stands for the option that is recorded, in every order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('fixed', 'reversed', 'shuffled'),
        fc.constantFrom('letters', 'numbers'),
        fc.nat({ max: 1_000 }),
        async (order, labels, seed) => {
          const [run] = await play({
            parameters: { items, order, labels, sequence: 'shuffled' } as never,
            cast: { respondent: { policy: 'llm', model: 'simulated/mixed' } },
            seed,
          })
          const entries = run?.entries ?? []
          const shown = of(entries, 'observation-shown')
          expect(shown).toHaveLength(10)
          for (const { ask, value, displayed } of of(entries, 'decision-taken')) {
            const item = items.find(({ key }) => key === ask)
            const text = item?.options?.find(({ name }) => name === value)?.text
            const words = messagesOf(shown.find((one) => one.ask === ask) as never)
            expect(words.at(-1)?.text).toContain(`\n${displayed}) ${text}`)
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  test('adding an item changes the order of no other', async () => {
    const formsOf = async (list: readonly unknown[]): Promise<unknown[]> => {
      const [run] = await play({ parameters: { items: list } as never })
      return of(run?.entries ?? [], 'decision-asked').map(({ form }) => form)
    }
    expect((await formsOf(items)).slice(0, 4)).toEqual(await formsOf(items.slice(0, 4)))
  })

  test('respondents of one run see the same items, each in an order of its own', async () => {
    const [run] = await play({ cast: { respondent: ['first-option', 'first-option'] } })
    const asked = of(run?.entries ?? [], 'decision-asked')
    const orders = (who: string): string =>
      JSON.stringify(asked.filter((one) => one.of === who).map(({ form }) => form))
    expect(orders('p1')).not.toBe(orders('p2'))
    expect(asked.map(({ ask }) => ask)).toEqual(items.flatMap(({ key }) => [key, key]))
  })

  test('nobody is told a key, and nothing is earned before the last answer', async () => {
    const [run] = await play({})
    const entries = run?.entries ?? []
    expect(JSON.stringify(of(entries, 'fact-shown'))).not.toContain('answer')
    const lastAnswer = entries.findLastIndex(({ kind }) => kind === 'decision-taken')
    expect(entries.findIndex(({ kind }) => kind === 'payoff-awarded')).toBeGreaterThan(lastAnswer)
  })

  test('what nobody keyed earns nothing', async () => {
    const bare = items.map(({ answer: _, ...item }) => item)
    const [run] = await play({ parameters: { items: bare } as never })
    expect(of(run?.entries ?? [], 'payoff-awarded')).toEqual([])
  })

  test('a probe reads the instructions, and no item', async () => {
    const [run] = await play({
      cast: { respondent: { policy: 'llm', model: 'simulated/mixed' } },
      probes: {
        mood: { of: 'all', at: 'before', question: 'How are you?', answer: { from: 0, to: 10 } },
      },
    })
    const [probe] = of(run?.entries ?? [], 'observation-shown')
    expect(probe?.ask).toBe('probe/mood')
    expect(probe?.parts.map(({ name }) => name)).toEqual(['instructions', 'probe', 'answer-format'])
  })
})

const OPTIONS = [
  { name: 'A', text: 'a' },
  { name: 'B', text: 'b' },
]

describe('items that cannot be', () => {
  const complaint = (change: object, more: object = {}): string => {
    const [item] = items
    const parsed = Parameters.safeParse({ items: [{ ...item, ...change }, items[1]], ...more })
    if (!parsed.success) return parsed.error.issues.map(({ message }) => message).join('; ')
    return (keyedVignette.problems?.(parsed.data, { respondent: 1 }) ?? []).join('; ')
  }

  test.each([
    [{ key: 'dent' }, 'the key "dent" is there twice'],
    [{ answer: 'burn' }, '"burn" is no option: return, tip, keep'],
    [{ options: ['only'], answer: 'only' }, 'from 2 to 26 options can be shown, not 1'],
    [{ options: ['x', 'x'], answer: 'x' }, 'an option is there twice'],
    [
      { options: OPTIONS, answer: 'A' },
      'its option "A" is called what another may be labelled; use labels: numbers',
    ],
    [{ key: 'a/b' }, 'use no white space and no slash'],
  ])('%j', (change, says) => {
    expect(complaint(change)).toContain(says)
  })

  test('letters are names where numbers are labels', () => {
    const options = OPTIONS
    expect(complaint({ options, answer: 'A' }, { labels: 'numbers' })).toBe('')
  })
})

describe('the words say what is recorded', () => {
  test('of the examples and of the own bank', () => {
    for (const parameters of [...examples, { items }])
      expect(conformance(Parameters.parse(parameters))).toEqual([])
  })

  test('of items of any kind', () =>
    fc.assert(
      fc.property(parametersArbitrary, (parameters) => {
        expect(conformance(Parameters.parse(parameters))).toEqual([])
      }),
    ))

  test('and an item whose own text looks like one of its options is found out', () => {
    const text = 'Which?\nA) Yes.'
    const parameters = { items: [{ key: 'a', text, options: ['Yes.', 'No.'] }], order: 'fixed' }
    expect(conformance(Parameters.parse(parameters)).map(({ where }) => where)).toEqual([
      'item "a", option "Yes."',
    ])
  })
})

test('the golden record', async () => {
  const [run] = await play({
    parameters: { items: items.slice(0, 2) } as never,
    cast: { respondent: { policy: 'moves', moves: ['A', 'B'] } },
  })
  const seen = new Seen(ParticipantId.parse('p1'))
  const lines = (run?.entries ?? []).flatMap((entry) => {
    seen.add(entry)
    const { kind, ...rest } = entry
    const line = `${kind} ${JSON.stringify(rest)}`
    if (entry.kind !== 'decision-asked') return [line]
    const asked = { of: entry.of, name: entry.ask, form: entry.form }
    const parts = [...keyedVignette.read(seen, asked)].map(({ name, text }) => `${name}> ${text}`)
    return [line, '--- reads', ...parts, '---']
  })
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/two-items.txt')
})
