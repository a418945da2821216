/** Steering as pages ask for it: nobody there, no command, no right to. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqliteStore } from '../adapters.ts'
import { clientAssets } from './assets.ts'
import { openRecords, type Records } from './records.ts'
import { viewerApp } from './viewer-app.ts'

describe('steering from a page, where nobody plays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-steer-'))
  const path = join(folder, 'quiet.sqlite')
  let records: Records
  let ask: (path: string, init?: RequestInit) => Promise<Response>

  beforeAll(() => {
    openSqliteStore(path, 'write').close()
    records = openRecords([path])
    const app = viewerApp({ records, assets: clientAssets(), token: null })
    ask = async (address, init) => app.request(`http://localhost/api/records/${address}`, init)
  })
  afterAll(() => {
    records.close()
    rmSync(folder, { recursive: true })
  })

  const steer = (record: string, body: string, type = 'application/json'): Promise<Response> =>
    ask(`${record}/steer`, {
      method: 'POST',
      headers: { 'Content-Type': type, host: 'localhost' },
      body,
    })

  test('says so, and does nothing', async () => {
    const sitting = await ask('quiet/sitting', { headers: { host: 'localhost' } })
    expect(await sitting.json()).toEqual({ sitting: null })
    const answer = await steer('quiet', '{"do":"pause"}')
    expect(answer.status).toBe(409)
    expect(await answer.json()).toEqual({ fault: expect.stringContaining('Nobody plays') })
  })

  test.each([
    '',
    'null',
    '{"do":"explode"}',
    '{"do":"retune","runs":0}',
    '{"do":"retune","runs":1.5}',
    '{"do":"retune","calls":"9"}',
    '{"do":"pause","and":"more"}',
    '[]',
  ])('%j is no command', async (body) => {
    expect((await steer('quiet', body)).status).toBe(400)
  })

  test('another record is not there, and a form of another page may not write', async () => {
    expect((await steer('../quiet', '{"do":"pause"}')).status).toBe(404)
    expect((await steer('other', '{"do":"pause"}')).status).toBe(404)
    expect((await steer('quiet', '{"do":"stop"}', 'text/plain')).status).toBe(403)
  })
})
