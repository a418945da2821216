/** Codebooks are read, and what is wrong with one is told with its file, its line, its field and the mend. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BadInputError } from '../base/errors.ts'
import { codebookFixed, codebookIn } from '../study/coding/codebook.ts'
import { unitsOf } from '../study/coding/cut-units.ts'
import { ruleCoder } from '../study/coding/rules/rule-coder.ts'
import {
  decided,
  madeWorld,
  namedPlan,
  said,
  ticksOf,
  who,
} from '../study/coding/testing/made-run.ts'
import { shippedCodebooks } from './catalogue-codebooks.ts'
import { loadCodebook, parseCodebook } from './load-codebook.ts'
import { makeProject } from './make-project.ts'

const scratch = mkdtempSync(join(tmpdir(), 'coterie-codebook-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const HEAD = 'codebook: made\nversion: 1\n'

/** What is told of a text, without the name of its file. */
function toldOf(text: string): string {
  try {
    parseCodebook('book.yaml', text)
  } catch (error) {
    if (error instanceof BadInputError) return error.message.replaceAll('book.yaml:', '')
    throw error
  }
  return 'nothing'
}

/** The same of one code, whose fields begin on line 5. */
const toldOfCode = (fields: string): string =>
  toldOf(
    `${HEAD}codes:\n  a:\n${fields.replaceAll(/^/gm, '    ')}\n  b: { definition: Another. }\n`,
  )

test('YAML and JSON say the same, and the hash is of what they say', () => {
  const book = { codebook: 'made', version: 2, codes: { a: { definition: 'A thing.' } } }
  const [yaml, json] = [join(scratch, 'made.yaml'), join(scratch, 'made.json')]
  writeFileSync(
    yaml,
    '# a remark\nversion: "2"\ncodebook: made\ncodes:\n  a: { definition: A thing. }\n',
  )
  writeFileSync(json, JSON.stringify(book))
  expect(loadCodebook(yaml)).toEqual(loadCodebook(json))
  const other = parseCodebook('x.json', JSON.stringify({ ...book, unit: 'turn' }))
  expect(other.hash).not.toBe(loadCodebook(json).hash)
})

test.each([
  [`${HEAD}codes: {}`, /^3: codes: name at least one code/],
  [
    'codebook: 7 things\nversion: 1\ncodes: { a: { definition: x } }',
    /^1: codebook: a name is a letter/,
  ],
  [
    `${HEAD}code:\n  a: { definition: x }`,
    /there is no field "code" here\. Did you mean "codes"\?/,
  ],
  [`${HEAD}codes:\n  a: { definition: x }\n  a: { definition: y }`, /the key "a" is there twice/],
  [
    `${HEAD}codes:\n  a: { definition: x }\n  A: { definition: y }`,
    /^5: codes\.A: "a" and "A" differ in case only/,
  ],
  ['- a list', /a codebook is a mapping that begins with "codebook: <name>"/],
])('the file %j is refused', (text, told) => {
  expect(toldOf(text)).toMatch(told)
})

test.each([
  ['definition: ""', /^5: codes\.a\.definition: /],
  ['title: no definition', /codes\.a\.definition: /],
  [
    'definition: x\nlvel: binary',
    /^6: codes\.a\.lvel: there is no field "lvel" here\. Did you mean "level"\?/,
  ],
  ['definition: x\nlevel: ordinal', /codes\.a\.categories: a code of level ordinal needs two/],
  [
    'definition: x\ncategories: { low: l, high: h }',
    /^6: codes\.a\.categories: a code of level binary has no categories/,
  ],
  [
    'definition: x\nstructural: true',
    /^6: codes\.a\.structural: a structural code is computed by a rule/,
  ],
  [
    'definition: x\nwhere: { c: 1 }',
    /^6: codes\.a\.where\.c: there is no other code "c"\. .*Known: b/,
  ],
  ['definition: x\nwhere: { a: 1 }', /there is no other code "a"/],
  ['definition: x\nwhere: { b: 2 }', /"b" is never 2\. It is one of: 0, 1/],
  ['definition: x\nunit: turn\nwhere: { b: 1 }', /"b" is of units of another kind/],
  [
    'definition: x\nrule: { term: [y] }',
    /^6: codes\.a\.rule: a rule has one of: .* Did you mean "terms"\?/,
  ],
  [
    'definition: x\nrule: { terms: [y], mentions: others }',
    /this has terms and mentions\. Join them/,
  ],
  [
    'definition: x\nrule:\n  all:\n    - { terms: [] }',
    /^8: codes\.a\.rule\.all\.0\.terms: give one or more/,
  ],
  ['definition: x\nrule: { terms: [y], leats: 2 }', /there is no field "leats" in a rule "terms"/],
  ['definition: x\nrule: { lexicon: y }', /there is no lexicon "y"\. Known: none/],
  [
    'definition: x\nrule: { pattern: "(a+)+" }',
    /codes\.a\.rule\.pattern: a part that repeats without bound/,
  ],
  ['definition: x\nrule: { decision: { ask: send } }', /Write "unit: decision"/],
  [
    'definition: x\nlevel: nominal\ncategories: { y: l, z: h }\nrule: { terms: [y] }',
    /^8: codes\.a\.rule: .*Write "rules"/,
  ],
  [
    'definition: x\nlevel: nominal\ncategories: { y: l, z: h }\nrules: { w: { terms: [y] } }',
    /there is no category "w"\. .*Known: y, z/,
  ],
])('a code with %j is refused', (fields, told) => {
  expect(toldOfCode(fields)).toMatch(told)
})

test('codes that wait for one another are told once, as a circle', () => {
  const code = (name: string, other: string): string =>
    `  ${name}: { definition: x, where: { ${other}: 1 } }\n`
  const told = toldOf(`${HEAD}codes:\n${code('a', 'b')}${code('b', 'c')}${code('c', 'a')}`)
  expect(told).toBe(
    '4: codes.a.where: these codes wait for one another: a → b → c → a. Remove one "where".',
  )
})

test('all that is wrong is told at once', () => {
  const told = toldOf(
    `${HEAD}codes:\n  a: { definition: x, where: { z: 1 } }\n  b: { definition: x, structural: true }\n`,
  )
  expect(told.split('\n')).toHaveLength(2)
})

test('a name that is not known is told with the nearest one, and a file that is not there with the mend', () => {
  expect(() => loadCodebook('discusion-flags')).toThrow(/Did you mean "discussion-flags"\?.*Known:/)
  expect(() => loadCodebook('./none.yaml')).toThrow(/none\.yaml: there is no such file\./)
})

describe.each(shippedCodebooks().map(({ name }) => name))('%s', (name) => {
  const book = loadCodebook(name)

  test('is called as its file, and every code has a definition with examples of both kinds', () => {
    expect(book.codebook).toBe(name)
    expect(book.source).not.toBeNull()
    for (const { definition, examples, counterExamples } of book.codes) {
      expect(definition.length).toBeGreaterThan(20)
      expect(examples.length).toBeGreaterThan(0)
      expect(counterExamples.length).toBeGreaterThan(0)
    }
  })

  test('comes back from the ledger as it was fixed', () => {
    const fixed = codebookFixed(book)
    expect(codebookIn(JSON.parse(JSON.stringify(fixed)) as typeof fixed)).toEqual(book)
  })

  /** What no rule on words can tell apart from what it looks for. */
  const BEYOND_RULES = ['Gil, please add the tests.']
  const cases = book.codes
    .filter(({ unit, rule }) => unit === 'message' && rule !== null)
    .flatMap(({ code, examples, counterExamples }) => [
      ...examples.map(({ text }) => [code, text, 1] as const),
      ...counterExamples.map(({ text }) => [code, text, 0] as const),
    ])

  test.each(cases)('the rule of %s codes "%s" as the codebook does: %i', (code, text, value) => {
    const names = ['Ada', 'Bo', 'Cy', 'Dee', 'Gil', 'Hal']
    const lasting = 'permanent'
    const world = madeWorld(
      namedPlan(names),
      ticksOf([
        [{ kind: 'participant-crashed', of: who(5), lasting, notice: null, told: 'never' }],
        [said(1, text, { heard: names.length })],
      ]),
    )
    const [unit] = unitsOf(world, ['message'])
    const coding = ruleCoder(book)(unit!, world).find((one) => one.code === code)
    expect(coding?.value).toBe(BEYOND_RULES.includes(text) ? 1 - value : value)
  })
})

test('the levels of reciprocity follow from what was sent and returned', () => {
  const levelOf = (sent: number, returned: number): unknown => {
    const world = madeWorld(
      namedPlan(['Ada', 'Bo']),
      ticksOf([
        [decided(1, 'send', sent)],
        [
          { kind: 'fact-shown', to: who(2), name: 'stake', data: { sent, received: 3 * sent } },
          decided(2, 'return', returned),
        ],
      ]),
    )
    const units = unitsOf(world, ['decision'])
    const codings = units.flatMap((unit) =>
      ruleCoder(loadCodebook('trust-reciprocity'))(unit, world),
    )
    return codings.filter(({ code }) => code === 'reciprocity').map(({ value }) => value)
  }
  expect([levelOf(5, 0), levelOf(5, 4), levelOf(5, 5), levelOf(5, 5.1)]).toEqual([
    ['nothing'],
    ['less'],
    ['as-much'],
    ['more'],
  ])
  expect(levelOf(0, 0)).toEqual([null])
})

test('how deep the answer to a failure goes is put only where there is one', () => {
  const deep = (text: string): unknown => {
    const names = ['Ada', 'Bo', 'Cy', 'Dee', 'Gil', 'Hal']
    const crash = { kind: 'participant-crashed', of: who(5), lasting: 'permanent' } as const
    const world = madeWorld(
      namedPlan(names),
      ticksOf([[{ ...crash, notice: null, told: 'never' }], [said(1, text, { heard: 6 })]]),
    )
    const [unit] = unitsOf(world, ['message'])
    const codings = ruleCoder(loadCodebook('discussion-flags'))(unit!, world)
    return codings.find(({ code }) => code === 'comp_depth')?.value
  }
  expect(deep('Gil seems to be offline.')).toBe('L1')
  expect(deep('Gil is gone, so I will write the tests myself.')).toBe('L2')
  expect(deep('Since Gil is gone, Bo takes the tests.')).toBe('L3')
  expect(deep('Bo takes the tests.')).toBeUndefined()
})

test('the codebook that init makes is one, and its examples are coded by its rule as they say', () => {
  const project = join(scratch, 'project')
  makeProject(project)
  const book = loadCodebook(join(project, 'codebook.yaml'))
  expect(book.codes.map(({ code }) => code)).toEqual(['promise', 'tone', 'names_somebody'])
  const [promise] = book.codes
  const valueOf = (text: string): unknown => {
    const world = madeWorld(namedPlan(['Ada', 'Bo']), ticksOf([[said(1, text, { heard: 2 })]]))
    const [unit] = unitsOf(world, ['message'])
    return ruleCoder(book)(unit!, world)[0]?.value
  }
  expect(promise?.examples.map(({ text }) => valueOf(text))).toEqual([1])
  expect(promise?.counterExamples.map(({ text }) => valueOf(text))).toEqual([0])
})
