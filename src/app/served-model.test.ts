/** A server that answers in the name of one model with another: the report says where, and is silent where nothing changed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { startModelServer, type ModelServer } from '../io/model/practice/model-server.ts'
import type { ServedRequest } from '../io/model/practice/served-request.ts'
import { modelsText } from './cli/report/models-text.ts'
import { declaredAt, play, reportIn } from './testing/served-play.ts'

const REPLICATES = 3
const ROUNDS = 2
/** Of each of the two treatments. */
const CALLS = REPLICATES * ROUNDS

const folder = mkdtempSync(join(tmpdir(), 'coterie-served-model-'))
let files = 0
const servers: ModelServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Plays both treatments, one call after the other, the first treatment first. */
async function playServed(
  db: string,
  nameFor: (request: ServedRequest) => string,
  budget = 1_000,
): Promise<void> {
  const server = await startModelServer({
    answer: (request) => ({ words: 'ANSWER: J', model: nameFor(request) }),
  })
  servers.push(server)
  // Treatments are played in turn: the second is added when the first is through.
  const first = ['tit-for-tat']
  for (const levels of budget < CALLS ? [first] : [first, [...first, 'grim']]) {
    await play(
      {
        experiment: 'served',
        scenario: 'matrix-game',
        parameters: { game: 'prisoners-dilemma', rounds: ROUNDS },
        cast: { row: { policy: 'llm', model: 'local/lab-model' }, column: 'tit-for-tat' },
        factors: { 'cast.column': levels },
        replicates: REPLICATES,
        budget: { calls: budget },
      },
      { db, concurrency: 1, declared: [declaredAt(server)] },
    )
  }
}

const newFile = (): string => join(folder, `${files++}.sqlite`)

function toldBy(db: string) {
  const { servedModels, spend } = reportIn(db)
  return {
    straddling: servedModels.treatments.flatMap(({ treatment, straddles }) =>
      straddles ? [treatment] : [],
    ),
    overall: servedModels.experiment.map(({ model, straddles, served }) => ({
      model,
      straddles,
      served,
    })),
    text: modelsText(spend, servedModels, false).join('\n').replaceAll(/\s+/g, ' '),
  }
}

const OLD = 'practice/lab-model-1'
const NEW = 'practice/lab-model-2'
const nameOf = (served: string): string => served.replace('practice/', '')

test('a change in the middle of a treatment is flagged there, and only there', async () => {
  const db = newFile()
  await playServed(db, ({ number }) => nameOf(number <= CALLS + 2 ? OLD : NEW))
  const { straddling, overall, text } = toldBy(db)
  expect(straddling).toEqual(['column=grim'])
  expect(overall).toEqual([
    {
      model: 'local/lab-model',
      straddles: true,
      served: [
        { name: OLD, replies: CALLS + 2 },
        { name: NEW, replies: CALLS - 2 },
      ],
    },
  ])
  expect(text).toContain(
    `Treatment "column=grim" straddles a change of served model: local/lab-model was answered by ${NEW} (4), ${OLD} (2).`,
  )
  expect(text).not.toContain('not the same served model in every treatment')
})

test('a change between two sittings is flagged like any other', async () => {
  const db = newFile()
  await playServed(db, () => nameOf(OLD), 3)
  await playServed(db, () => nameOf(NEW))
  expect(toldBy(db).straddling).toEqual(['column=tit-for-tat'])
  expect(toldBy(db).overall[0]?.served).toEqual([
    { name: NEW, replies: 2 * CALLS - 3 },
    { name: OLD, replies: 3 },
  ])
})

test('a change between two treatments straddles none, and is told as what may be their whole difference', async () => {
  const db = newFile()
  await playServed(db, ({ number }) => nameOf(number <= CALLS ? OLD : NEW))
  const { straddling, overall, text } = toldBy(db)
  expect(straddling).toEqual([])
  expect(overall[0]?.straddles).toBe(true)
  expect(text).toContain(
    'local/lab-model was not the same served model in every treatment: a difference between treatments may be one between',
  )
})

test('where nothing changed, nothing is flagged: a name of its own for what was asked for is no change', async () => {
  const db = newFile()
  await playServed(db, () => nameOf(OLD))
  const { straddling, overall, text } = toldBy(db)
  expect(straddling).toEqual([])
  expect(overall).toEqual([
    { model: 'local/lab-model', straddles: false, served: [{ name: OLD, replies: 2 * CALLS }] },
  ])
  expect(text).toContain(`local/lab-model was served as ${OLD} (12).`)
  expect(text).not.toMatch(/straddles|not the same/)
})
