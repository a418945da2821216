/** The thread that answers what takes seconds: the same answers, each worked out once, and no thread that nobody needs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BadInputError } from '../../base/errors.ts'
import { openSqliteStore } from '../adapters.ts'
import { answersBeside, type AnswersBeside } from './answers-beside.ts'
import { plotQuestion } from './questions/plots.ts'
import { openRecords, type Opened, type Records } from './records.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-beside-'))
let records: Records
let record: Opened
let beside: AnswersBeside

beforeAll(() => {
  openSqliteStore(join(folder, 'quiet.sqlite'), 'write').close()
  records = openRecords([join(folder, 'quiet.sqlite')])
  record = records.named('quiet')
  beside = answersBeside()
})
afterAll(() => {
  records.close()
  rmSync(folder, { recursive: true })
})

const COURSE = { plot: 'course', room: 'wide' } as const
const course = (): Promise<string> => beside.answer(record, plotQuestion.path, COURSE, {})

test('the thread answers what the question answers', async () => {
  const here = JSON.stringify(await plotQuestion.answer(record, COURSE, {}))
  expect(await course()).toBe(here)
})

test('what is asked again before it is answered is worked out once; then anew', async () => {
  const [one, same] = [course(), course()]
  expect(same).toBe(one)
  await one
  expect(course()).not.toBe(one)
})

test('what is wrong with a question is told as ever, and the next one is answered', async () => {
  const wrong = beside.answer(record, plotQuestion.path, { plot: 'cours', room: 'wide' }, {})
  await expect(wrong).rejects.toThrow(BadInputError)
  await expect(wrong).rejects.toThrow(/"course"/)
  expect(await course()).toContain('figures')
})

test('a record that cannot be read is told of, and the next one is answered', async () => {
  const path = join(folder, 'broken.sqlite')
  writeFileSync(path, 'no record at all')
  const broken = beside.answer({ id: 'broken', path }, plotQuestion.path, COURSE, {})
  await expect(broken).rejects.toThrow(/broken\.sqlite/)
  expect(await course()).toContain('figures')
})

test('a thread that was idle is ended; the next question has another', async () => {
  const hasty = answersBeside(0)
  const ask = (): Promise<string> => hasty.answer(record, plotQuestion.path, COURSE, {})
  const first = await ask()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await ask()).toBe(first)
})
