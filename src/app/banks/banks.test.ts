/** Banks of people and items: what is read from their files, what is refused and where, who is drawn, and who sits where. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { BadInputError } from '../../base/errors.ts'
import { Plan } from '../../record/plan.ts'
import { planRuns } from '../../play/experiment/plan-runs.ts'
import { loadCatalogue } from '../catalogue.ts'
import { loadExperiment } from '../load-experiment.ts'
import { planOrExplain, runExperiment } from '../run-experiment.ts'
import { readCsv } from './read-csv.ts'
import { GSS_TEXT } from './read-gss-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-banks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function put(name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

interface Wanted {
  readonly personas?: object
  readonly row?: unknown
  readonly column?: unknown
  readonly replicates?: number
  readonly [field: string]: unknown
}

function experimentOf({ row, column = 'grim', ...more }: Wanted): string {
  return JSON.stringify(
    {
      experiment: 'banks',
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: 2 },
      cast: { row: row ?? 'grim', column },
      ...more,
    },
    null,
    1,
  )
}

const FROM = { agent: 'tit-for-tat', persona: { from: 'people' } }

async function plansOf(wanted: Wanted): Promise<Plan[]> {
  const loaded = await loadExperiment(put('x.json', experimentOf(wanted)))
  const catalogue = await loadCatalogue(loaded.own)
  return planOrExplain(loaded, () => planRuns(loaded.experiment, loaded.scenario, catalogue))
}

async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (error instanceof BadInputError) return error.message.replaceAll(`${folder}/`, '')
    throw error
  }
  return 'not refused'
}

const PEOPLE = `key,name,age,band,gender,employed,zip,text
ada,Ada,31,young,female,true,007,"You are {name}, {age}."
ben,Ben,62,old,male,true,123,"You are {name}, {age}."
cora,"Cora ""Co"" Smith",44,old,female,false,099,"You are {name},
a woman of {age}."
dan,Dan,19,young,male,true,500,"You are {name}, {age}."
`
put('people.csv', PEOPLE)
const people = (more: object = {}): object => ({ people: { bank: './people.csv', ...more } })
const drawnFrom = async (wanted: Wanted): Promise<string[]> =>
  (await plansOf({ row: FROM, ...wanted })).map(({ seats }) => seats[0]?.personaName ?? '')

describe('a bank of people', () => {
  test('seats each person in a replicate of its own, with text, name and typed attributes', async () => {
    const plans = await plansOf({ personas: people(), row: FROM, replicates: 4 })
    expect(plans.map((plan) => Plan.parse(plan).seats[0])).toMatchObject([
      {
        persona: 'You are Ada, 31.',
        personaName: 'people/ada',
        attributes: { age: 31, band: 'young', gender: 'female', employed: true, zip: '007' },
      },
      { persona: 'You are Ben, 62.', personaName: 'people/ben' },
      { persona: 'You are Cora "Co" Smith,\na woman of 44.', personaName: 'people/cora' },
      { persona: 'You are Dan, 19.', personaName: 'people/dan' },
    ])
    expect(plans[0]?.seats[1]).not.toHaveProperty('attributes')
  })

  test.each([
    ['people.json', '[{"key":"ada","text":"You are Ada.","age":31}]'],
    ['people.json', '{"people":[{"key":"ada","text":"You are Ada.","attributes":{"age":31}}]}'],
    ['people.jsonl', '\n{"key":"ada","text":"You are Ada.","age":31}\n\n'],
    ['people.csv', '\ufeffkey,text,age\r\nada,You are Ada.,31\r\n'],
  ])('can be %s: %s', async (name, text) => {
    put(`other/${name}`, text)
    const [plan] = await plansOf({ personas: { people: { bank: `./other/${name}` } }, row: FROM })
    expect(plan?.seats[0]).toMatchObject({ persona: 'You are Ada.', attributes: { age: 31 } })
  })

  test('may be told in other words by the experiment', async () => {
    const text = 'You are a {age}-year-old {gender} (zip {zip}).'
    const [plan] = await plansOf({ personas: people({ text }), row: FROM })
    expect(plan?.seats[0]?.persona).toBe('You are a 31-year-old female (zip 007).')
  })

  test('gives several seats different people in one run, and one certain person by name', async () => {
    const plans = await plansOf({ personas: people(), row: FROM, column: FROM, replicates: 2 })
    expect(plans.map(({ seats }) => seats.map(({ personaName }) => personaName))).toEqual([
      ['people/ada', 'people/ben'],
      ['people/cora', 'people/dan'],
    ])
    const [plan] = await plansOf({ personas: people(), row: { ...FROM, persona: 'people/dan' } })
    expect(plan?.seats[0]).toMatchObject({ persona: 'You are Dan, 19.', personaName: 'people/dan' })
  })

  test('gives whoever takes a seat later a person too, another one in every replicate', async () => {
    const swap = { at: { round: 2 }, replace: 'column', by: FROM }
    const plans = await plansOf({
      personas: people(),
      row: FROM,
      interventions: { swap },
      replicates: 2,
    })
    const names = plans.map(({ seats, interventions = [] }) => [
      seats[0]?.personaName,
      ...interventions.map(({ deed }) => deed.do === 'replace' && deed.seat.personaName),
    ])
    expect(names).toEqual([
      ['people/ada', 'people/ben'],
      ['people/cora', 'people/dan'],
    ])
  })

  test('is asked for more people than it has only where they may be reused', async () => {
    const wanted = { personas: people(), row: FROM, replicates: 6 }
    expect(await refusal(() => plansOf(wanted))).toMatch(
      /^x\.json:\d+: cast\.row\.persona\.from: the 4 people of "people" are too few for 6 replicates\. Draw more of them, plan 4 replicates, or let people sit in several runs: reuse: true$/,
    )
    expect(await drawnFrom({ ...wanted, personas: people({ reuse: true }) })).toEqual([
      'people/ada',
      'people/ben',
      'people/cora',
      'people/dan',
      'people/ada',
      'people/ben',
    ])
  })

  test('is also in the catalogue: 24 invented people in balance', async () => {
    const personas = { people: { bank: 'people', sample: 'stratified', by: ['age_band'], n: 12 } }
    const plans = await plansOf({ personas, row: FROM, replicates: 12 })
    const bands = plans.map(({ seats }) => seats[0]?.attributes?.['age_band'])
    expect(Object.values(Object.groupBy(bands, String)).map((list) => list?.length)).toEqual([
      3, 3, 3, 3,
    ])
    for (const { seats } of plans) expect(seats[0]?.persona).toMatch(/^You are .*[^{}]*\.$/)
    const all = await plansOf({
      personas: { people: { bank: 'people' } },
      row: FROM,
      replicates: 24,
    })
    for (const attribute of ['age_band', 'gender', 'politics', 'trust_disposition']) {
      const counts = Object.values(
        Object.groupBy(all, ({ seats }) => String(seats[0]?.attributes?.[attribute])),
      )
      expect(new Set(counts.map((list) => list?.length)).size, attribute).toBe(1)
    }
  })
})

describe('samples', () => {
  const random = { sample: 'random' }

  test('do not change when replicates or treatments are added, and grow with n', async () => {
    const few = await drawnFrom({ personas: people({ ...random, n: 3 }), replicates: 2 })
    const personas = people({ ...random, n: 4 })
    const many = await drawnFrom({ personas, replicates: 4 })
    expect(many.slice(0, 2)).toEqual(few)
    expect(new Set(many).size).toBe(4)
    const factors = { 'parameters.rounds': [2, 3] }
    expect(await drawnFrom({ personas, replicates: 4, factors })).toEqual([...many, ...many])
    const seeds = await Promise.all(
      [1, 2, 3, 4, 5].map((seed) => drawnFrom({ personas, replicates: 4, seed })),
    )
    expect(new Set(seeds.map(String)).size).toBeGreaterThan(1)
  })

  test('keep proportions, to within one person', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.nat(),
        fc.nat({ max: 100 }),
        async (members, size, seed) => {
          const n = 1 + (size % members.length)
          const lines = members.map(([group, flag], i) => `k${i},x,${group},${flag}`)
          put('strata.csv', ['key,text,group,flag', ...lines].join('\n'))
          const bank = { bank: './strata.csv', sample: 'stratified', by: ['group', 'flag'], n }
          const plans = await plansOf({
            personas: { people: bank },
            row: FROM,
            replicates: n,
            seed,
          })
          const stratum = (attributes: unknown): string => {
            const { group, flag } = attributes as { group: unknown; flag: unknown }
            return `${String(group)} ${String(flag)}`
          }
          const drawn = plans.map(({ seats }) => stratum(seats[0]?.attributes))
          expect(new Set(plans.map(({ seats }) => seats[0]?.personaName)).size).toBe(n)
          for (const [name, all] of Map.groupBy(members, ([group, flag]) => `${group} ${flag}`)) {
            const share = (n * all.length) / members.length
            const got = drawn.filter((one) => one === name).length
            expect(Math.abs(got - share)).toBeLessThan(1)
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  test('fill quotas of several attributes at once', async () => {
    const personas = {
      people: {
        bank: 'people',
        sample: 'quota',
        quotas: { gender: { female: 3, male: 3 }, politics: { left: 2, centre: 2, right: 2 } },
      },
    }
    const plans = await plansOf({ personas, row: FROM, replicates: 6 })
    const counts = (attribute: string): unknown =>
      Object.fromEntries(
        [...Map.groupBy(plans, ({ seats }) => seats[0]?.attributes?.[attribute])].map(
          ([value, list]) => [value, list.length],
        ),
      )
    expect(counts('gender')).toEqual({ female: 3, male: 3 })
    expect(counts('politics')).toEqual({ left: 2, centre: 2, right: 2 })
  })

  test.each([
    [{ n: 5 }, 'personas.people.n: 5 cannot be drawn: there are 4 in the bank'],
    [{ sample: 'stratified' }, 'personas.people.by: say by which attributes'],
    [
      { sample: 'stratified', by: ['gendr'] },
      'personas.people.by: no attribute "gendr" in the bank. Did you mean "gender"? Known: age, band, gender, employed, zip.',
    ],
    [{ by: ['gender'] }, 'personas.people.by: this is for sample: stratified'],
    [{ sample: 'quota' }, 'personas.people.quotas: say how many of each'],
    [
      { sample: 'quota', quotas: { gender: { female: 3 } } },
      'personas.people.quotas.gender.female: 3 cannot be drawn: the bank has 2 whose gender is female',
    ],
    [
      { sample: 'quota', quotas: { gender: { female: 2 }, band: { old: 1 } } },
      'personas.people.quotas.band: these come to 1, those of gender to 2',
    ],
    [
      { sample: 'quota', quotas: { gender: { female: 2 }, band: { old: 2 } } },
      'personas.people.quotas: no 2 of the bank meet all of these at once',
    ],
    [
      { sample: 'quota', n: 3, quotas: { gender: { female: 2 } } },
      'personas.people.n: the quotas come to 2, and n is 3',
    ],
    [{ sample: 'some' }, 'personas.people.sample'],
    [{ text: 'You are {agee}.' }, 'people.csv:2: the text of "ada" asks for {agee}'],
    [{ sha256: '0'.repeat(64) }, 'personas.people.sha256: the bank has the hash'],
    [{ bank: './none.csv' }, 'personas.people.bank: none.csv: there is no such file'],
    [{ bank: 'peeple' }, 'personas.people.bank: no bank named "peeple". Did you mean "people"?'],
    [{ bank: './x.txt' }, 'personas.people.bank: '],
  ])('that cannot be drawn are refused: %j', async (more, says) => {
    put('x.txt', 'hello')
    const said = await refusal(() => plansOf({ personas: people(more), row: FROM }))
    expect(said).toContain(says)
    expect(said).toMatch(/^x\.json:\d+: /)
  })

  test('and people of them that nobody has declared', async () => {
    const row = { ...FROM, persona: { from: 'peple' } }
    expect(await refusal(() => plansOf({ personas: people(), row }))).toContain(
      'cast.row.persona.from: no sample of personas named "peple". Did you mean "people"?',
    )
    const certain = { ...FROM, persona: 'people/eva' }
    expect(await refusal(() => plansOf({ personas: people(), row: certain }))).toContain(
      'cast.row.persona: no person named "eva". Known: ada, ben, cora, dan.',
    )
  })
})

describe('files of people that are at fault', () => {
  test.each([
    [
      'a.csv',
      'key,text\nada,x\nada,y\n',
      'a.csv:3: the key "ada" is there twice, first at a.csv:2',
    ],
    ['a.csv', 'key,text,age\nada,x,3\nben,y,\n', 'a.csv:3: "ben" has no age, and others have'],
    ['a.csv', 'name,text\nada,x\n', 'a.csv:2: there is no "key"'],
    ['a.csv', 'key,text\na b,x\n', 'a.csv:2: the key "a b" has white space or a slash'],
    ['a.csv', 'key,text\nada,x,y\n', 'a.csv:2: 3 cells under 2 headings'],
    ['a.csv', 'key,text\n"a\nda",x\nben\n', 'a.csv:4: 1 cells under 2 headings'],
    ['a.csv', 'key,text,text\nada,x,y\n', 'a.csv:1: the heading "text" is there twice'],
    ['a.csv', 'key,,text\nada,x,y\n', 'a.csv:1: column 2 has no heading'],
    ['a.csv', 'key;text\nada;x\n', 'a.csv:1: this is not separated by commas'],
    ['a.csv', 'key,text\nada,"x\n', 'a.csv:2: a double quote is opened and not closed'],
    ['a.csv', 'key,text\nada,a "quoted" word\n', 'a.csv:2: a double quote stands within a cell'],
    ['a.csv', '', 'a.csv:1: this is empty'],
    ['a.csv', 'key,text\n', 'there is nothing in this bank'],
    ['a.csv', 'key\nada\n', 'a.csv:2: "ada" has no text'],
    ['a.json', '[{"key":"ada","text":"x"},\n{"key":"ben","text":"y",}]', 'a.json:2:'],
    [
      'a.json',
      '[{"key":"ada","text":"x","age":1},\n{"key":"ben","text":"y","age":"1"}]',
      'a.json:2: the age of "ben" is a string, that of others a number',
    ],
    ['a.json', '[{"key":"ada","text":"x","age":[1]}]', 'a.json:1: "age" must be a text, a number'],
    ['a.json', '{"list":[]}', 'a.json:1: a bank is a list of objects'],
    ['a.jsonl', '{"key":"ada","text":"x"}\n{"key":"ben"\n', 'a.jsonl:2'],
    ['a.jsonl', '{"key":"ada","text":"x"}\n[1]\n', 'a.jsonl:2: this is no object'],
  ])('%s: %j', async (name, text, says) => {
    put(name, text)
    const said = await refusal(() =>
      plansOf({ personas: { people: { bank: `./${name}` } }, row: FROM }),
    )
    expect(said).toContain(`personas.people.`)
    expect(said).toContain(says)
  })

  test('a file that is not UTF-8', async () => {
    writeFileSync(join(folder, 'latin.csv'), Buffer.from('key,text\nada,caf\xe9\n', 'latin1'))
    expect(
      await refusal(() => plansOf({ personas: { people: { bank: './latin.csv' } }, row: FROM })),
    ).toContain('latin.csv: this is not UTF-8 text')
  })

  test('tell what is wrong line by line, and not without end', async () => {
    put(
      'many.csv',
      `key,text,age\n${Array.from({ length: 30 }, (_, i) => `k${i % 2},x,1`).join('\n')}`,
    )
    const said = await refusal(() =>
      plansOf({ personas: { people: { bank: './many.csv' } }, row: FROM }),
    )
    expect(said.split('\n')).toHaveLength(9)
    expect(said).toMatch(/… and 20 more like these\.$/)
  })
})

test('CSV comes back as it was written, whatever is in the cells', () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\r', '').trim())
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (lines) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
      const text = lines.map(([a, b], i) => `${i},${quoted(a)},${quoted(b)}`)
      const rows = readCsv('x.csv', ['key,x-a,x-b', ...text].join('\n'))
      const said = rows.map(({ fields }) => [fields['x-a'] ?? '', fields['x-b'] ?? ''].map(String))
      expect(said).toEqual(lines)
    }),
  )
})

describe('a folder of survey respondents', () => {
  const ANSWERS = {
    first_name: 'Nora',
    last_name: 'Invented',
    age: 34,
    sex: 'Female',
    ethnicity: 'Norwegian',
    race: 'White',
    detailed_race: 'White',
    hispanic_origin: 'Not Hispanic',
    street_address: '1 No Such Street',
    city: 'Nowhere',
    state: 'OH',
    political_views: 'Moderate',
    party_identification: 'Independent',
    residence_at_16: 'East North Central',
    same_residence_since_16: 'Same city',
    family_structure_at_16: 'Lived with parents',
    family_income_at_16: 'Average',
    fathers_highest_degree: 'High school',
    mothers_highest_degree: 'High school',
    mothers_work_history: 'Yes',
    marital_status: 'Married',
    work_status: 'Working full time',
    military_service_duration: 'No active duty',
    religion: 'None',
    religion_at_16: 'Protestant',
    born_in_us: 'Yes',
    us_citizenship_status: 'A U.S. citizen',
    highest_degree_received: 'Bachelor',
    speak_other_language: 'No',
    total_wealth: '$5,000 to $20,000',
  }
  const PERSONAS = { people: { bank: './gss_agents/' } }
  const write = (id: string, change: object = {}): string =>
    put(`gss_agents/${id}/scratch.json`, JSON.stringify({ ...ANSWERS, ...change }))

  test('is a bank: its folders are people, their thirty answers attributes', async () => {
    write('0aa')
    write('0bb', { first_name: 'Ole', age: 71 })
    put('gss_agents/readme.txt', 'not a respondent')
    const plans = await plansOf({ personas: PERSONAS, row: FROM, replicates: 2 })
    const [first, second] = plans.map(({ seats }) => seats[0])
    expect(first?.personaName).toBe('people/0aa')
    expect(first?.persona).toMatch(
      /^You are Nora Invented, 34 years old \(Female\)\. You live in Nowhere, OH/,
    )
    expect(first?.persona).not.toMatch(/[{}]/)
    expect(second?.persona).toMatch(/^You are Ole Invented, 71/)
    expect(first?.attributes).toMatchObject({
      age: 34,
      age_band: '30-44',
      political_views: 'Moderate',
    })
    expect(second?.attributes).toMatchObject({ age_band: '65+' })
    // Thirty answers; two of them are the name, and the band is worked out.
    expect(Object.keys(first?.attributes ?? {})).toHaveLength(30 - 2 + 1)
  })

  test('its words use nothing but what all of them answered', () => {
    const asked = [...GSS_TEXT.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const name of asked) expect(['name', ...Object.keys(ANSWERS)]).toContain(name)
    expect(asked).not.toContain('street_address')
  })

  test('can be told in other words, and sampled by band', async () => {
    const personas = {
      people: {
        ...PERSONAS.people,
        text: 'You are {age}.',
        sample: 'quota',
        quotas: { age_band: { '65+': 1 } },
      },
    }
    const [plan] = await plansOf({ personas, row: FROM })
    expect(plan?.seats[0]?.persona).toBe('You are 71.')
  })

  test('an answer that is missing, a file that is broken and a folder of nobody are told of', async () => {
    write('0bb', { religion: '' })
    expect(await refusal(() => plansOf({ personas: PERSONAS, row: FROM }))).toContain(
      'gss_agents/0bb/scratch.json:1: "0bb" has no religion, and others have',
    )
    put('gss_agents/0bb/scratch.json', '{"age": 3,')
    expect(await refusal(() => plansOf({ personas: PERSONAS, row: FROM }))).toContain(
      'gss_agents/0bb/scratch.json:1',
    )
    mkdirSync(join(folder, 'empty'), { recursive: true })
    expect(
      await refusal(() => plansOf({ personas: { people: { bank: './empty' } }, row: FROM })),
    ).toContain('empty: no respondent is in this folder')
  })
})

describe('a bank of items', () => {
  const wanted = (bank: string, more: object = {}): Wanted => ({
    scenario: 'keyed-vignette',
    items: { mine: { bank, ...more } },
    parameters: { items: { from: 'mine' } },
    cast: { respondent: 'first-option' },
  })
  const keysOf = async (w: Wanted): Promise<unknown[]> =>
    (await plansOf(w)).map(({ parameters }) =>
      (parameters['items'] as { key: string }[]).map(({ key }) => key),
    )
  const CSV = `key,text,option_yes,option_no,answer,licence,topic
a,"Do it, now?",Yes.,No.,yes,CC0-1.0,one
b,Again?,Sure.,Never.,,CC0-1.0,two
c,Once more?,Sure.,Never.,no,CC0-1.0,two
`

  test('stands in the parameters, with options in the order of the file', async () => {
    put('items.csv', CSV)
    const [plan] = await plansOf(wanted('./items.csv'))
    expect(plan?.parameters['items']).toEqual([
      {
        key: 'a',
        text: 'Do it, now?',
        options: [
          { name: 'yes', text: 'Yes.' },
          { name: 'no', text: 'No.' },
        ],
        answer: 'yes',
        licence: 'CC0-1.0',
        attributes: { topic: 'one' },
      },
      expect.objectContaining({ key: 'b' }),
      expect.objectContaining({ key: 'c', answer: 'no' }),
    ])
  })

  test('may say licence and source once for all', async () => {
    const items = [{ key: 'a', text: 'Well?', options: ['Yes', { name: 'no', text: 'No.' }] }]
    put('items.json', JSON.stringify({ licence: 'CC0-1.0', source: 'us', items }))
    const [plan] = await plansOf(wanted('./items.json'))
    expect(plan?.parameters['items']).toMatchObject([{ licence: 'CC0-1.0', source: 'us' }])
  })

  test('is sampled once for all treatments and replicates', async () => {
    put('items.csv', CSV)
    const drawn = await keysOf({
      ...wanted('./items.csv', { sample: 'random', n: 2 }),
      replicates: 3,
    })
    expect(new Set(drawn.map(String)).size).toBe(1)
    expect(drawn[0]).toHaveLength(2)
    const quotas = { topic: { one: 1, two: 1 } }
    const [some] = await keysOf(wanted('./items.csv', { sample: 'quota', quotas }))
    expect(some).toContain('a')
  })

  test.each([
    ['a.csv', CSV.replace('c,Once', 'a,Once'), 'a.csv:4: the key "a" is there twice'],
    ['a.csv', CSV.replaceAll('CC0-1.0', ''), 'a.csv:2: "a" has no licence'],
    [
      'a.csv',
      CSV.replace('No.,yes', 'No.,maybe'),
      'a.csv:2: the answer of "a" is "maybe", which is none of its options: yes, no',
    ],
    ['a.csv', CSV.replace('Again?', ''), 'a.csv:3: "b" has no text'],
    ['a.csv', CSV.replace('Sure.,Never.,,', 'Sure.,,,'), 'a.csv:3: one option alone is no choice'],
    [
      'a.jsonl',
      '{"key":"a","text":"half \\ud83d of it","licence":"CC0-1.0"}',
      'a.jsonl:1: text: \\ud83d is half of a character',
    ],
    [
      'a.jsonl',
      '{"key":"a","text":"x","licence":"CC0-1.0","options":"yes"}',
      'a.jsonl:1: "options" must be a list',
    ],
    [
      'a.jsonl',
      '{"key":"a","text":"x","licence":"CC0-1.0","options":["y","y"]}',
      'a.jsonl:1: the option "y" is there twice',
    ],
  ])('%s at fault: %s', async (name, text, says) => {
    put(name, text)
    const said = await refusal(() => plansOf(wanted(`./${name}`)))
    expect(said).toContain('items.mine.bank: ')
    expect(said).toContain(says)
  })

  test('that nobody has declared is refused', async () => {
    const more = { ...wanted('./items.csv'), parameters: { items: { from: 'min' } } }
    put('items.csv', CSV)
    expect(await refusal(() => plansOf(more))).toContain(
      'parameters.items.from: no sample of items named "min". Did you mean "mine"?',
    )
  })
})

describe('a record', () => {
  test('holds the hash of a bank; a bank that was changed since is named', async () => {
    const bank = put('kept.csv', PEOPLE)
    const path = put(
      'kept.json',
      experimentOf({ personas: { people: { bank: './kept.csv' } }, row: FROM, replicates: 2 }),
    )
    const db = join(folder, 'kept.sqlite')
    const run = async (): Promise<unknown> => runExperiment(await loadExperiment(path), { db })
    await run()
    // What does not concern those who sit does not matter.
    writeFileSync(bank, PEOPLE.replace('dan,Dan,19', 'dan,Dan,20'))
    expect(await refusal(run)).toBe('not refused')
    writeFileSync(bank, PEOPLE.replace('ada,Ada,31', 'ada,Ada,32'))
    expect(await refusal(run)).toMatch(
      /1 of its 2 planned runs are no longer planned\. What changed:\n  personas\.people: the bank \.\/kept\.csv has been changed \(its hash was [0-9a-f]{12}…, and is [0-9a-f]{12}…\)\n/,
    )
  })
})
