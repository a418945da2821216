/** The page: well-formed, harmless whatever a record holds, the same bytes each time. */
import { SaxesParser } from 'saxes'
import { beforeAll, describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import type { Store } from '../../io/store/store.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import { contentOf } from '../../record/tick.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { CodedReport } from '../analysis/coded.ts'
import { designOf } from '../analysis/design.ts'
import { A_RATE, estimateOf } from '../analysis/estimate.ts'
import { floorQuestion } from '../analysis/floor.ts'
import { measuresQuestion } from '../analysis/measures/measured-groups.ts'
import { methodsParagraph } from '../analysis/methods-paragraph.ts'
import { occasionsQuestion } from '../analysis/occasions.ts'
import { reportOf } from '../analysis/report.ts'
import { participantAt, planOf } from '../analysis/testing/told-record.ts'
import type { PageData } from './page-data.ts'
import { reportPage } from './page.ts'

const AT = '2026-01-01T00:00:00.000Z'
/** Markup, quotes, marks that turn text round, what no XML holds, an expression of Vega, an entity. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; datum.x\u202Egnp",
  ']]>&lt;&amp;&nbsp;<!-- \uFFFE \u0000',
  '{expr: "alert(1)"}',
]
const at = (place: number): string => HOSTILE[place % HOSTILE.length] as string

/** Two treatments of six runs: choices twice, words, points; every name of it hostile. */
function hostileRecord(treatments: readonly string[] = [at(0), at(1)]): Store {
  const store = memoryStore()
  treatments.forEach((treatment, which) => {
    for (let replicate = 1; replicate <= 6; replicate++) {
      const plan = hostilePlan(treatment, replicate, which)
      store.begin(runIdOf(plan), plan, 1, AT)
      const swap = replicate % 2 === 0
      const [options, labels] = [[at(0), at(3)], swap ? [at(1), at(4)] : [at(4), at(1)]]
      for (let tick = 0; tick < 2; tick++) {
        const value = options[(replicate + which * tick) % 2] as string
        const entries: TickEntry[] = [0, 1].flatMap((place): TickEntry[] => [
          {
            kind: 'decision-asked',
            of: participantAt(place),
            ask: at(2),
            form: { kind: 'choice', options, labels, order: swap ? [0, 1] : [1, 0] },
          },
          {
            kind: 'decision-taken',
            of: participantAt(place),
            ask: at(2),
            value,
            displayed: labels[options.indexOf(value)] as string,
            status: 'valid',
            attempts: 1,
          },
          {
            kind: 'message-sent',
            from: participantAt(place),
            channel: at(1),
            audience: [participantAt(0), participantAt(1)],
            text: at(replicate),
            onRecord: true,
          },
          { kind: 'payoff-awarded', to: participantAt(place), points: replicate + which },
        ])
        store.append(
          runIdOf(plan),
          { tick, round: tick + 1, content: contentOf('play', entries) },
          [],
        )
      }
      const how = replicate === 6 ? 'aborted' : 'finished'
      store.end(
        runIdOf(plan),
        { kind: 'run-ended', how, why: how === 'aborted' ? at(1) : null },
        'ab'.repeat(32),
        AT,
      )
    }
  })
  store.flush()
  return store
}

function hostilePlan(treatment: string, replicate: number, which: number): Plan {
  const plan = planOf({ seed: replicate, treatment, roles: [at(3), at(1)], ticks: [] })
  return {
    ...plan,
    experiment: at(0),
    seats: plan.seats.map((seat) => ({ ...seat, agent: at(4), settings: { model: at(1) } })),
    parameters: { [at(2)]: at(0) },
    counterbalance: { [at(1)]: replicate % 2 },
    levels: { [at(3)]: which },
    replicate,
  }
}

/** As if judges had coded: every name of it hostile, too. */
function codedAs(treatments: readonly string[]): CodedReport {
  const [codebook, version, code] = [at(0), at(1), at(3)]
  const number = { value: 0.5, interval: [0.2, 0.8], reason: null } as const
  return {
    codes: [
      {
        codebook,
        version,
        code,
        level: 'binary',
        unit: 'message',
        definition: at(1),
        categories: ['0', '1'],
      },
    ],
    coders: [{ name: at(2), kind: 'judge', definition: JSON.stringify({ model: at(0) }) }],
    agreement: [
      {
        codebook,
        version,
        code,
        level: 'binary',
        among: 'judges',
        coders: [at(2), at(0)],
        units: 4,
        pairableUnits: 4,
        resampled: 'clusters',
        percentAgreement: number,
        krippendorffAlpha: { value: null, interval: null, reason: at(1) },
        gwetAc1: number,
        kappa: number,
      },
    ],
    prevalence: treatments.map((treatment) => {
      const values = [0.1, 0.4]
      const share = estimateOf(values, A_RATE)
      return {
        codebook,
        version,
        code,
        treatment,
        source: at(4),
        settled: true,
        category: '1',
        units: 9,
        share,
        values,
      }
    }),
  }
}

function dataOf(store: Store): PageData {
  const design = designOf(store)
  const [measures, occasions, floor] = [
    measuresQuestion(store, design),
    occasionsQuestion(design),
    floorQuestion(design),
  ]
  const report = reportOf(store, design, [measures, occasions, floor])
  const coded = codedAs(design.treatments.map(({ treatment }) => treatment))
  const { methods, flow, servedModels, balance } = report
  const code = coded.codes
  return {
    report,
    tests: report.tests,
    furtherTests: report.tests,
    paragraph: methodsParagraph({ methods, flow, servedModels, balance, coded, version: '1' }),
    measured: measures.answer(),
    measuredUpTo: null,
    latencies: [{ name: at(0), replies: 1, medianMs: 1_500, p95Ms: 2_500 }],
    occasions: occasions.answer(),
    floor: floor.answer(),
    coded,
    references: [
      {
        label: at(0),
        treatments: [at(0)],
        line: {
          scenario: null,
          parameters: {},
          measure: 'earnings',
          about: null,
          statistic: at(1),
          value: 3,
          sd: null,
          n: null,
          population: at(2),
          grade: 'A',
          citation: at(3),
          doi: at(4),
        },
      },
    ],
    dictionary: {
      columns: [{ table: 'runs', column: at(0), holds: 'text', means: at(1) }],
      empty: [at(2)],
      runsLookedAt: 3,
      measures: [{ name: at(0), means: at(1), unit: at(2) }],
      codes: code,
    },
    version: '1',
  }
}

interface Read {
  readonly tags: ReadonlyMap<string, number>
  /** tag attribute → values. */
  readonly attributes: readonly (readonly [tag: string, name: string, value: string])[]
  readonly text: string
  readonly ids: readonly string[]
}

/** Parses the page as XML: whatever is not well-formed is thrown. */
function read(page: string): Read {
  const tags = new Map<string, number>()
  const attributes: [string, string, string][] = []
  let text = ''
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    tags.set(tag.name, (tags.get(tag.name) ?? 0) + 1)
    for (const [name, value] of Object.entries(tag.attributes))
      attributes.push([tag.name, name, value])
  })
  parser.on('text', (more) => (text += more))
  parser.write(page).close()
  return {
    tags,
    attributes,
    text,
    ids: attributes.flatMap(([, name, value]) => (name === 'id' ? value : [])),
  }
}

let page = ''
let found: Read
beforeAll(async () => {
  page = await reportPage(dataOf(hostileRecord()))
  found = read(page)
})

describe('the page of a hostile record', () => {
  test('is well-formed, and has nothing but harmless elements', () => {
    expect([...found.tags.keys()].filter((tag) => !HARMLESS.has(tag))).toEqual([])
    expect(page).not.toMatch(/<script|<img|<iframe|<object|<link/i)
  })

  test('fetches nothing and runs nothing', () => {
    expect(page).toContain(
      'content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"',
    )
    const links = found.attributes.filter(([, name]) =>
      /^(.*:)?(href|src|action|style)$/i.test(name),
    )
    expect(
      links.filter(
        ([tag, name, value]) => !(tag === 'a' && name === 'href' && value.startsWith('#')),
      ),
    ).toEqual([])
    expect(found.attributes.filter(([, name]) => /^on/i.test(name))).toEqual([])
    expect(page).not.toMatch(/https?:|@import|url\((?!#)/)
  })

  test('shows names as they are, and what would turn text round as what it is', () => {
    expect(found.text).toContain('<script>alert(1)</script>')
    expect(found.text).toContain("'; datum.x\\u{202e}gnp")
    expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000]/)
  })

  test('has an id once, and every label and every link of the contents leads to one', () => {
    expect(new Set(found.ids).size).toBe(found.ids.length)
    const named = found.attributes.flatMap(([, name, value]) =>
      name === 'aria-labelledby' ? value.split(' ') : name === 'href' ? [value.slice(1)] : [],
    )
    expect(named.filter((id) => !found.ids.includes(id))).toEqual([])
  })

  test('has a figure of each kind, each with a title, a description and its numbers', () => {
    const svgs = found.tags.get('svg') ?? 0
    // The flow; shares and courses of two roles; earnings; four spreads; presentation; floor and two matrices; agreement, prevalence; a reference line.
    expect(svgs).toBe(1 + 2 + 1 + 2 + 4 + 1 + 3 + 2 + 1)
    expect(found.tags.get('desc')).toBe(svgs)
    expect(found.tags.get('title')).toBe(svgs + 1)
    expect(found.tags.get('figcaption')).toBe(svgs)
    expect(found.tags.get('caption')).toBe(found.tags.get('table'))
    const roles = found.attributes.filter(([tag, name]) => tag === 'svg' && name === 'role')
    expect(roles.map(([, , value]) => value)).toEqual(Array(svgs).fill('img'))
  })

  test('is the same bytes for the same record', async () => {
    expect(await reportPage(dataOf(hostileRecord()))).toBe(page)
  })
})

const HARMLESS = new Set(
  'html head meta title style body header h1 h2 p nav ul li a main section blockquote details summary dl dt dd figure figcaption div table caption thead tbody tr th td svg desc g path text rect line polygon tspan'.split(
    ' ',
  ),
)

test('of many treatments the first are drawn, and this is said', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `treatment ${i}`)
  const many = read(await reportPage(dataOf(hostileRecord(names))))
  expect(many.text).toContain('Plots show the first 24 of 30 treatments')
  expect(many.text).toContain('treatment 29')
})

test('measures that were left out of a large record are missed in words', async () => {
  const data = dataOf(hostileRecord())
  const large = read(await reportPage({ ...data, measured: [], measuredUpTo: 20_000 }))
  expect(large.text).toContain('more than 20,000 runs: measures of the catalogue are left out here')
  expect(read(await reportPage(data)).text).not.toContain('are left out here')
})

test('what never varies is told, and not drawn', async () => {
  const data = dataOf(hostileRecord())
  const outcomes = data.report.outcomes.map((one) => ({ ...one, values: one.values.map(() => 1) }))
  const occasions = data.occasions.map((one) => ({
    ...one,
    points: one.points.map((point) => ({ ...point, mean: 0.5 })),
  }))
  const same = read(await reportPage({ ...data, occasions, report: { ...data.report, outcomes } }))
  expect(same.text).toMatch(/ is 1\.00 in every run\./)
  expect(same.text).toMatch(/ is 0\.50 every time, under every treatment\./)
})

test('a record without a run has a page, too', async () => {
  const empty = read(
    await reportPage({ ...dataOf(memoryStore()), coded: null, references: [], furtherTests: null }),
  )
  expect(empty.text).toContain('0 runs begun')
  expect(empty.text).toContain('no decision asked for')
})
