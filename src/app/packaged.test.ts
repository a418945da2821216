/** The package as it is built plays, serves and exports with what it depends on, and with nothing that only its makers have. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const EXPERIMENT = `experiment: tiny
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 3 }
cast: { row: tit-for-tat, column: grim }
`
const root = mkdtempSync(join(tmpdir(), 'coterie-package-'))
/** Where somebody works who has installed it. */
const desk = join(root, 'desk')
const COTERIE = join(root, 'bin', 'coterie.js')

beforeAll(() => {
  run('.', '.ci/build.ts', '--to', join(root, 'dist'), '--unchecked')
  for (const part of ['bin', 'package.json']) cpSync(part, join(root, part), { recursive: true })
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const name of Object.keys(dependencies)) {
    const place = join(root, 'node_modules', name)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(resolve('node_modules', name), place)
  }
  mkdirSync(desk)
  writeFileSync(join(desk, 'tiny.yaml'), EXPERIMENT)
  run(desk, COTERIE, 'run', 'tiny.yaml', '--db', 'tiny.sqlite', '--quiet')
})
afterAll(() => rmSync(root, { recursive: true }))

function run(cwd: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8' })
  expect({ words, status, stderr: status === 0 ? '' : stderr }).toMatchObject({ status: 0 })
  return stdout
}

describe('the built package', () => {
  test('holds no tests and no sources, and each page as one script', () => {
    const files = globSync('**/*', { cwd: join(root, 'dist') })
    expect(files.filter((file) => /\.(test|contract)\.|\.tsx?$|\/browser\//.test(file))).toEqual([])
    const client = files.filter((file) => file.startsWith('src/app/web/client/'))
    const made = ['coder.js', 'seat.js', 'style.css', 'viewer.js']
    expect(client.sort()).toEqual(made.map((name) => `src/app/web/client/${name}`))
  })

  test('has none of the tools that pages are made with', () => {
    for (const tool of ['rolldown', 'preact', '@preact/signals', 'typescript'])
      expect(existsSync(join(root, 'node_modules', tool))).toBe(false)
    const named = globSync('**/*.js', { cwd: join(root, 'dist') }).filter((file) =>
      /(from|import\() ?['"](rolldown|preact|@preact)/.test(
        readFileSync(join(root, 'dist', file), 'utf8'),
      ),
    )
    // Only where there is no script yet: in a checkout.
    expect(named).toEqual(['src/app/web/assets.js'])
  })

  test('serves the viewer', async () => {
    const child = spawn(process.execPath, [COTERIE, 'view', 'tiny.sqlite'], {
      cwd: desk,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    try {
      let url = ''
      for await (const line of createInterface({ input: child.stdout })) {
        url = /http:\/\/\S+/.exec(line)?.[0] ?? ''
        if (url !== '') break
      }
      const told = async (path: string): Promise<string> => (await fetch(new URL(path, url))).text()
      expect(await told('/')).toContain('viewer.js')
      expect(await told('/viewer.js')).toBe(
        readFileSync(join(root, 'dist/src/app/web/client/viewer.js'), 'utf8'),
      )
      expect(await told('/style.css')).toMatch(/^.*@layer/s)
      expect(JSON.parse(await told('/api/records'))).toMatchObject([{ id: 'tiny' }])
      expect(JSON.parse(await told('/api/records/tiny/plots/course/wide'))).toHaveProperty(
        'figures',
      )
    } finally {
      child.kill('SIGTERM')
      await once(child, 'close')
    }
  })

  test('writes a static site', () => {
    const said = run(desk, COTERIE, 'view', 'tiny.sqlite', '--export', 'site', '--json')
    expect(JSON.parse(said)).toMatchObject({ dir: 'site' })
    expect(readFileSync(join(desk, 'site', 'viewer.js'), 'utf8')).toBe(
      readFileSync(join(root, 'dist/src/app/web/client/viewer.js'), 'utf8'),
    )
    expect(existsSync(join(desk, 'site', 'data', 'index', '0.js'))).toBe(true)
  })
})
