/** `coterie view` says an address that can be opened, and a token where others could open it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolder, type Started } from './testing/command.ts'

const folder = makeFolder()
const EXPERIMENT = `experiment: tiny
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 1 }
cast: { row: grim, column: grim }
`

beforeAll(async () => {
  folder.write({ 'tiny.yaml': EXPERIMENT, 'notes/thesis.tex': '' })
  await folder.here('run', 'tiny.yaml', '--db', 'tiny.sqlite', '--quiet')
})
afterAll(() => folder.remove())

/** The address that it says, and how it ends when it is interrupted. */
async function opened(
  ...words: readonly string[]
): Promise<{ url: URL; started: Started; end: () => Promise<unknown> }> {
  const started = folder.start('view', 'tiny.sqlite', ...words)
  const url = await new Promise<URL>((resolve, reject) => {
    started.process.stdout?.on('data', (said: string) => {
      const [found] = /http:\/\/\S+/.exec(said) ?? []
      if (found !== undefined) resolve(new URL(found))
    })
    void started.ended.then(({ stderr }) => reject(new Error(stderr)))
  })
  return {
    url,
    started,
    end: () => {
      started.process.kill('SIGINT')
      return started.ended
    },
  }
}

describe('coterie view', () => {
  test('is open to this machine alone, without a token, until it is interrupted', async () => {
    const { url, end } = await opened()
    expect(url.hostname).toBe('127.0.0.1')
    expect(url.search).toBe('')
    expect((await fetch(new URL('/api/records', url))).status).toBe(200)
    expect(await end()).toMatchObject({ code: 0 })
    await expect(fetch(url)).rejects.toThrow()
  })

  test.each(['0.0.0.0', '::', '127.0.0.2'])(
    'asks for a token when it listens on %s',
    async (host) => {
      const { url, end } = await opened('--host', host)
      try {
        expect(['0.0.0.0', '[::]', '']).not.toContain(url.hostname)
        expect(url.searchParams.get('token')).toMatch(/^[\w-]{43}$/)
        for (const path of ['/', '/viewer.js', '/style.css', '/api/records', '/api/live'])
          expect((await fetch(new URL(path, url.origin))).status).toBe(401)
        const shown = await fetch(url, { redirect: 'manual' })
        expect(shown.status).toBe(302)
        const cookie = shown.headers.get('set-cookie')?.split(';')[0] ?? ''
        const told = await fetch(new URL('/api/records', url), { headers: { cookie } })
        expect(await told.json()).toMatchObject([{ id: 'tiny' }])
      } finally {
        await end()
      }
    },
  )

  test('writes a site, says how large it is, and refuses folders of others', async () => {
    const said = await folder.here('view', 'tiny.sqlite', '--export', 'site')
    expect(said).toMatchObject({ code: 0, stderr: '' })
    expect(said.stdout).toMatch(
      /^site: \d+ files, [\d.]+ [kM]B\. Open index\.html in a browser\.\n$/,
    )
    const refused = await folder.here('view', 'tiny.sqlite', '--export', 'notes')
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toContain('holds other files')
    const unknown = await folder.here('view', 'tiny.sqlite', '--export', 'site', '--run', 'run_x')
    expect(unknown).toMatchObject({ code: 2, stdout: '' })
  })
})
