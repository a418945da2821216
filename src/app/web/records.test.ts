/** Records that others move, remove and migrate while somebody looks at them. */
import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { openSqliteLedger, openSqliteStore } from '../adapters.ts'
import { samplePlan } from '../../io/store/testing/sample-plan.ts'
import { putRun } from '../../io/store/testing/sample-record.ts'
import { openRecords } from './records.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-records-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function recordAt(name: string, runs: number): string {
  const path = join(folder, name)
  const store = openSqliteStore(path, 'write')
  for (let seed = 0; seed < runs; seed++) putRun(store, samplePlan({ seed }))
  store.close()
  return path
}

test('a record that takes the place of another is shown in its place, and counts as a change', () => {
  const path = recordAt('replaced.sqlite', 1)
  const other = recordAt('other.sqlite', 3)
  const records = openRecords([path])
  const before = records.named('replaced')
  const stamp = before.stamp()
  expect(before.store.runs()).toHaveLength(1)
  renameSync(other, path)
  expect(records.opened()[0]?.stamp()).not.toBe(stamp)
  expect(records.named('replaced').store.runs()).toHaveLength(3)
  // Whoever was reading the other one reads it to its end.
  expect(before.store.runs()).toHaveLength(1)
  records.close()
})

test('a record that was removed is said to be gone; one that comes back is shown', () => {
  const path = recordAt('gone.sqlite', 1)
  const records = openRecords([path])
  records.named('gone')
  rmSync(path)
  expect(() => records.named('gone')).toThrow(/there is no such record/)
  expect(records.opened()).toHaveLength(1)
  recordAt('gone.sqlite', 2)
  expect(records.named('gone').store.runs()).toHaveLength(2)
  records.close()
})

test('what a newer version has written into an old record is seen, though it was opened before', () => {
  const path = join(folder, 'old.sqlite')
  const old = new URL('../../io/store/testing/version-1.sqlite', import.meta.url)
  copyFileSync(fileURLToPath(old), path)
  const records = openRecords([path])
  expect([...records.named('old').ledger.coders()]).toEqual([])
  const ledger = openSqliteLedger(path, 'write')
  const ann = { kind: 'coder-named', name: 'Ann', coderKind: 'human', definition: {} } as const
  ledger.add([ann])
  ledger.close()
  expect([...records.named('old').ledger.coders()]).toEqual([ann])
  records.close()
})
