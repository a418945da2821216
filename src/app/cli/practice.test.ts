import { afterAll, describe, expect, test } from 'vitest'
import { KINDS } from '../../io/model/practice/misbehaviours.ts'
import { parseProviders } from '../providers-file.ts'
import { practiceCommand } from './commands/practice.ts'
import { makeFolder, type Started } from './testing/command.ts'

const folder = makeFolder()
const started: Started[] = []
afterAll(() => {
  for (const { process } of started) process.kill('SIGKILL')
  folder.remove()
})

/** Starts `coterie practice` on a free port, and waits for what it says when it is ready. */
async function practise(
  ready: RegExp,
  ...words: readonly string[]
): Promise<Started & { readonly said: string }> {
  const practice = folder.start('practice', '--port', '0', ...words)
  started.push(practice)
  const said = await new Promise<string>((resolve) => {
    let text = ''
    practice.process.stdout?.on('data', (more: string) => {
      text += more
      if (ready.test(text)) resolve(text)
    })
  })
  return { ...practice, said }
}

/** As ctrl-C does. */
async function interrupt({ process, ended }: Started) {
  process.kill('SIGINT')
  return ended
}

const experiment = (invalid: string): string => `experiment: practised
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 3 }
cast: { row: { policy: llm, model: practice/reciprocator }, column: tit-for-tat }
replicates: 4
${invalid}
`

describe('coterie practice', () => {
  test('prints the lines that an experiment needs to be played with it, and in the end what it served', async () => {
    const practice = await practise(/Interrupt/, '--latency', '0-5')
    const [, providers = ''] = /^(providers:\n(?: +.*\n)+)/m.exec(practice.said) ?? []
    expect(parseProviders(providers).map(({ name }) => name)).toEqual(['practice'])
    folder.write({ 'coterie.providers.yaml': providers, 'practised.yaml': experiment('') })
    const run = await folder.here('run', 'practised.yaml', '--json')
    expect(JSON.parse(run.stdout)).toMatchObject({ runs: 4, statuses: { finished: 4 } })
    const shown = await folder.here('show', 'logs/practised.sqlite', '--json')
    expect(shown.code).toBe(0)

    const { code, stdout, stderr } = await interrupt(practice)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^12 requests: 12 answered, 0 dropped, 0 turned away by the limits$/m)
    expect(stdout).toMatch(/^\d+ tokens read, \d+ written$/m)
  })

  test('fails as ordered: no failure is a move, and what came of it is counted', async () => {
    const practice = await practise(
      /Interrupt/,
      '--latency',
      '0',
      '--failures',
      '30',
      '--kinds',
      'refused,wordless',
    )
    const [, providers = ''] = /^(providers:\n(?: +.*\n)+)/m.exec(practice.said) ?? []
    folder.write({
      'coterie.providers.yaml': providers,
      'failing.yaml': experiment('invalid: { reask: 0, then: forfeit }').replace(
        'practised',
        'failing',
      ),
    })
    const run = await folder.here('run', 'failing.yaml', '--json')
    expect(JSON.parse(run.stdout)).toMatchObject({ runs: 4, statuses: { finished: 4 } })
    expect((await folder.here('replay', 'logs/failing.sqlite')).code).toBe(0)
    const { stdout } = await interrupt(practice)
    expect(stdout).toMatch(/^\d+ failures: \d+ × /m)
  })

  test('prints one JSON document where it is told to, and the rest beside it', async () => {
    const practice = await practise(/\}\n/, '--json')
    expect(JSON.parse(practice.said)).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1$/),
      stand_in: 'reciprocator',
      key: null,
    })
    const { code, stdout, stderr } = await interrupt(practice)
    expect({ code, stdout }).toEqual({ code: 0, stdout: practice.said })
    expect(stderr).toMatch(/^0 requests/)
  })

  test('tells every kind of failure in its help', () => {
    const help = practiceCommand().helpInformation().replaceAll(/\s+/g, ' ')
    expect(help).toContain(Object.keys(KINDS).join(', '))
  })

  test.each([
    ['a time that is none', ['--latency', 'soon'], /give milliseconds, such as 200 or 50-400/],
    ['a port that is none', ['--port', '70000'], /whole number from 0 to 65535/],
    ['more than all', ['--failures', '101'], /number from 0 to 100/],
    ['more than all together', ['--port', '0', '--failures', '10'], /the failures make 110 %/],
    ['an unknown kind', ['--kinds', 'busy,wordles'], /Did you mean "wordless"\?/],
  ])('refuses %s with exit code 2', async (_, words, says) => {
    const { code, stdout, stderr } = await folder.here('practice', ...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(says)
  })

  test('says so where its port is taken', async () => {
    const practice = await practise(/\}\n/, '--json')
    const { url } = JSON.parse(practice.said) as { url: string }
    const { code, stderr } = await folder.here('practice', '--port', new URL(url).port)
    expect(code).toBe(2)
    expect(stderr).toMatch(/cannot listen on port \d+ \(EADDRINUSE\)\. Choose another/)
    await interrupt(practice)
  })
})
