/** A file that somebody is writing is whole. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import { assertWhole } from './assert-whole.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-whole-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Grows a database, and moves its log into the file after every few pages. */
const WRITER = `
const { workerData } = require('node:worker_threads')
const db = new (require('better-sqlite3'))(workerData)
db.pragma('journal_mode = wal')
db.pragma('synchronous = off')
db.pragma('wal_autocheckpoint = 20')
db.exec('create table filler (words)')
const insert = db.prepare('insert into filler values (?)')
for (let row = 0; row < 6_000; row++) insert.run('x'.repeat(20_000))
db.close()`

test('a file that grows by checkpoints while it is looked at is never told to be cut short', async () => {
  const path = join(folder, 'growing.sqlite')
  const writer = new Worker(WRITER, { eval: true, workerData: path })
  const writing = { isOver: false }
  const ended = new Promise((resolve, reject) => {
    writer.on('error', reject)
    writer.on('exit', () => {
      writing.isOver = true
      resolve(undefined)
    })
  })
  let looks = 0
  while (!writing.isOver) {
    for (let turn = 0; turn < 200; turn++, looks++) if (existsSync(path)) assertWhole(path)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await ended
  expect(looks).toBeGreaterThan(200)
})
