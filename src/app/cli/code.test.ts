/** `coterie code` as a user meets it: what it prints, and how it ends. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPracticeServer } from '../practice-server.ts'
import type { ModelServer } from '../../io/model/practice/model-server.ts'
import { makeFolder } from './testing/command.ts'

const variables: Record<string, string> = { OPENAI_API_KEY: 'none' }
const folder = makeFolder(variables)
let server: ModelServer

const CODEBOOK = `codebook: plans
version: 2
codes:
  proposes:
    definition: The speaker proposes a plan or a next step.
    examples: ["I propose a plan."]
  short:
    definition: Fewer than five words.
    structural: true
    rule: { words: { under: 5 } }
`

beforeAll(async () => {
  server = await startPracticeServer({ latencyMs: 2 })
  variables['OPENAI_BASE_URL'] = server.baseUrl
  const lines = Array.from(
    { length: 30 },
    (_, i) => `Ada: I propose plan ${i} \u202e as a next step.\n`,
  )
  folder.write({ 'talk.txt': lines.join(''), 'plans.yaml': CODEBOOK })
  folder.write({ 'strict.yaml': 'model: openai/strict-judge\ninstructions: In doubt, 0.\n' })
  await folder.here('import', 'talk.txt', '--db', 'talk.sqlite')
})
afterAll(async () => {
  folder.remove()
  await server.close()
})

const code = (...words: string[]) =>
  folder.here('code', 'talk.sqlite', '--codebook', 'plans.yaml', ...words)

test('a dry run, a budget that ends, the rest, and a replay', async () => {
  const judges = ['--judge', 'openai/gpt-4o-mini', '--judge', 'strict=strict.yaml']
  const dry = await code(...judges, '--dry-run')
  expect(dry).toMatchObject({ code: 0, stderr: '' })
  expect(dry.stdout).toMatch(/judge:openai\/gpt-4o-mini +30 +30 \(90\)/)
  expect(server.served.received).toBe(0)

  const capped = await code(...judges, '--calls', '20')
  expect(capped.code).toBe(3)
  expect(capped.stderr).toMatch(/stopped at the budget: --calls is 20.*run the same command again/)
  expect(server.served.received).toBe(20)

  const rest = await code(...judges, '--json')
  expect(rest).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(rest.stdout)).toMatchObject({
    codebook: 'plans',
    codebook_version: '2',
    units: 30,
    units_left: 0,
    coders: [
      { coder: 'rules', coder_kind: 'rule', units_kept: 30 },
      { coder: 'judge:openai/gpt-4o-mini', coder_kind: 'judge', model: 'openai/gpt-4o-mini' },
      { coder: 'strict', model: 'openai/strict-judge', missing: 0 },
    ],
    spend: { calls: 60, calls_before: 20 },
  })
  expect(server.served.received).toBe(60)

  const replay = await folder.here('code', 'talk.sqlite', '--replay')
  expect(replay).toMatchObject({
    code: 0,
    stdout:
      'identical: 60 calls of judges were composed and read again, 90 codings came out as they stand\n',
  })
})

describe('what is wrong is told, with the mend', () => {
  test.each([
    [[], /^$/, 0],
    [
      ['--judge', 'openai/a', '--judge', 'openai/a'],
      /two coders have the name "judge:openai\/a"/,
      2,
    ],
    [['--judge', 'simulated/nobody'], /no simulated model named "nobody"/, 2],
    [
      ['--judge', 'openai/unheard-of', '--usd', '1'],
      /--usd cannot be held: the price of openai\/unheard-of/,
      2,
    ],
    [['--rules', '--treatment', 'none-such'], /no treatment named "none-such"/, 2],
    [['--usd', 'much'], /give US dollars/, 2],
  ])('%j', async (words, complaint, exit) => {
    const { code: ended, stderr } = await code(...words)
    expect(stderr).toMatch(complaint)
    expect(ended).toBe(exit)
  })

  test('a record or a codebook that is not there', async () => {
    const none = await folder.here('code', 'none.sqlite', '--codebook', 'plans.yaml', '--rules')
    expect(none).toMatchObject({ code: 2, stdout: '' })
    const unnamed = await folder.here('code', 'talk.sqlite', '--rules')
    expect(unnamed.stderr).toMatch(/Name the --codebook/)
    expect(unnamed.code).toBe(2)
  })
})

test('a server that refuses the key ends the command with its words, and it can be gone on with', async () => {
  server.behave('unauthorized 401')
  const { code: ended, stderr } = await code('--judge', 'late=openai/judge')
  server.behave(null)
  expect(ended).toBe(2)
  expect(stderr).toMatch(/left uncoded for it\. Mend it and run the same command again/)
  expect(await code('--judge', 'late=openai/judge')).toMatchObject({ code: 0 })
})
