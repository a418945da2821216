/** Links of coders that several commands give out at the same moment. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { coderLinks, type Asked } from './coder-links.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-coder-links-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const asks = (coder: string): Asked => ({
  coder,
  codebook: 'book',
  seed: 1,
  sample: null,
  units: ['unit_1'],
})

test('none is lost, and a coder of two commands has one link', async () => {
  const db = join(folder, 'talks.sqlite')
  const coders = (n: number): string[] => [
    'Ann',
    ...Array.from({ length: 10 }, (_, i) => `${n}.${i}`),
  ]
  const module = new URL('coder-links.ts', import.meta.url).href
  // Each says that it is there, waits for the others, and then gives out link after link.
  const code = `import { coderLinks } from ${JSON.stringify(module)}
    import { once } from 'node:events'
    const asked = JSON.parse(process.argv[1])
    process.stderr.write('here')
    await once(process.stdin, 'data')
    const told = {}
    for (const one of asked) {
      const links = await coderLinks(${JSON.stringify(db)}, [one])
      await links.keepPort(4000)
      told[one.coder] = links.assignments[0].secret
    }
    process.stdout.write(JSON.stringify(told))
    process.exit()`
  const commands = [1, 2, 3].map((n) => {
    const asked = JSON.stringify(coders(n).map(asks))
    return spawn(process.execPath, ['--input-type=module', '--eval', code, asked])
  })
  await Promise.all(commands.map(({ stderr }) => once(stderr, 'data')))
  const all = commands.map(async ({ stdin, stdout }) => {
    stdin.write('go')
    return JSON.parse(await text(stdout)) as Record<string, string>
  })
  const told = await Promise.all(all)

  for (const [i, secrets] of told.entries()) {
    expect(Object.keys(secrets)).toEqual(coders(i + 1))
    const { port, assignments } = await coderLinks(db, coders(i + 1).map(asks))
    expect(port).toBe(4000)
    expect(assignments.map(({ coder, secret }) => [coder, secret])).toEqual(Object.entries(secrets))
  }
  expect(new Set(told.map(({ Ann }) => Ann)).size).toBe(1)
  expect(readdirSync(folder)).toEqual(['talks.sqlite-coders.json'])
}, 60_000)

test('where they cannot be written they last as long as the command', async () => {
  const db = join(folder, 'missing', 'talks.sqlite')
  const links = await coderLinks(db, [asks('Ann')])
  expect(links.assignments).toMatchObject([{ coder: 'Ann' }])
  expect(await links.keepPort(4000)).toBe(false)
  // Once they can be, they are those that were told.
  mkdirSync(join(folder, 'missing'))
  expect(await links.keepPort(4000)).toBe(true)
  expect((await coderLinks(db, [asks('Ann')])).assignments).toEqual(links.assignments)
})
