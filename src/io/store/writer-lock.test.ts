/** The lock of a record's one writer: who holds it is said, and who died does not hold it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { takeWriterLock } from './writer-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function holdElsewhere(path: string) {
  const lock = new URL('writer-lock.ts', import.meta.url).href
  const code = `import { takeWriterLock } from ${JSON.stringify(lock)}
    // A lock that nobody holds any more is collected, and let go thereby.
    globalThis.held = takeWriterLock(${JSON.stringify(path)})
    process.stdout.write('held')
    process.stdin.resume()`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

test('a refusal names the process that holds the lock; once killed, it holds nothing', async () => {
  const path = join(folder, 'held.sqlite')
  const first = await holdElsewhere(path)
  expect(() => takeWriterLock(path)).toThrow(
    `another process is writing to this record (process ${first.pid})`,
  )
  first.kill('SIGKILL')
  await once(first, 'exit')
  const second = await holdElsewhere(path)
  expect(() => takeWriterLock(path)).toThrow(`(process ${second.pid})`)
  second.kill('SIGKILL')
  await once(second, 'exit')
  takeWriterLock(path)()
  expect(existsSync(`${path}-writer`) || existsSync(`${path}-writer-pid`)).toBe(false)
})

test('being refused costs the holder nothing, also in the same process', async () => {
  const path = join(folder, 'same.sqlite')
  const release = takeWriterLock(path)
  for (let i = 0; i < 3; i++) expect(() => takeWriterLock(path)).toThrow(`(process ${process.pid})`)
  release()
  takeWriterLock(path)()
})

test('a record has one writer under all its names, also before it is there', () => {
  const path = join(folder, 'real.sqlite')
  const link = join(folder, 'link.sqlite')
  symlinkSync('real.sqlite', link)
  const release = takeWriterLock(link)
  expect(() => takeWriterLock(path)).toThrow('another process is writing')
  release()
  takeWriterLock(path)()
  expect(existsSync(`${path}-writer`) || existsSync(`${link}-writer`)).toBe(false)
})

test('many processes that take turns never hold it together', async () => {
  const path = join(folder, 'turns.sqlite')
  const lock = new URL('writer-lock.ts', import.meta.url).href
  // Whoever holds it makes a file that must not be there yet.
  const code = `import { takeWriterLock } from ${JSON.stringify(lock)}
    import { openSync, closeSync, rmSync } from 'node:fs'
    const alone = ${JSON.stringify(`${path}-alone`)}
    for (let turns = 0; turns < 60; ) {
      let release
      try { release = takeWriterLock(${JSON.stringify(path)}) } catch (error) { if (error.isBusy) continue; throw error }
      closeSync(openSync(alone, 'wx')); rmSync(alone); release(); turns++
    }`
  const ends = [1, 2, 3].map(async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      stdio: 'inherit',
    })
    return (await once(child, 'exit')) as [number]
  })
  expect(await Promise.all(ends)).toEqual([1, 2, 3].map(() => [0, null]))
})
