/** No judge is told who speaks, under which treatment, or by which model: asked of every prompt over the five recorded discussions. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeRecord } from '../code-record.ts'
import { importFiles } from '../import/import-files.ts'
import { makeScratch, warroomFiles } from '../import/testing/files.ts'
import { openSqliteStore } from '../adapters.ts'
import { codedIn, talkCodebook, type Coded } from './testing/talks.ts'

const scratch = makeScratch()
const db = `${scratch.path}/discussions.sqlite`
let coded: Coded
const secrets = new Map<string, Set<string>>()

beforeAll(async () => {
  const paths = [...warroomFiles()].map(([name, text]) => scratch.write(name, text))
  await importFiles(paths, { db })
  const store = openSqliteStore(db, 'read')
  for (const { runId, plan } of store.runs()) {
    const own = new Set([runId, plan.experiment])
    for (const { settings, agent } of plan.seats) {
      const { model } = settings as { model?: unknown }
      if (typeof model === 'string') own.add(model)
      if (typeof agent === 'string' && agent.length > 3) own.add(agent)
    }
    secrets.set(runId, own)
  }
  store.close()
  const judges = ['a=simulated/judge', 'b=simulated/careless-judge']
  await codeRecord({ db, codebook: talkCodebook(), judges, sample: 120, batch: 1 })
  await codeRecord({
    db,
    codebook: talkCodebook(),
    judges: ['c=simulated/judge'],
    sample: 40,
    batch: 4,
  })
  coded = codedIn(db)
})
afterAll(() => scratch.remove())

test('no prompt holds a run, an experiment, an agent, a model or a unit by its name', () => {
  const words = new Set([...secrets.values()].flatMap((own) => [...own]))
  expect(words.size).toBeGreaterThan(10)
  expect(coded.calls.length).toBeGreaterThan(250)
  for (const { messages, units } of coded.calls) {
    const sent = messages.map(({ text }) => text).join('\n')
    // A name of a participant may be a word, "bravo" for one: where it is small it is no name.
    const told = [...words, ...units].filter((word) => sent.includes(word))
    expect(told).toEqual([])
  }
})

test('no opening says under which treatment the unit stands: the same words get the same prompt', () => {
  for (const { messages } of coded.calls) {
    const [, user] = messages
    const around = (user?.text ?? '').replaceAll(/<<<(\S+)[^>]*>>>\n[^]*?\n<<<END \1[^>]*>>>/g, '')
    // What stands outside the fences is ours.
    expect(around).not.toMatch(/series|condition|treatment|llama|gpt|gemma|qwen|mistral|deepseek/i)
  }
})

test('what a judge quotes stands at its place in the unit as it was said', () => {
  const spans = coded.codings.flatMap((one) => one.spans)
  expect(spans.length).toBeGreaterThan(20)
  for (const { start, end, quote } of spans) {
    expect([...quote]).toHaveLength(end - start)
    expect(quote).not.toMatch(/Speaker [A-Z]\b|\[model\]/)
  }
})
