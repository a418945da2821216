import type { Command } from 'commander'
import { afterAll, describe, expect, test } from 'vitest'
import { coterieProgram } from './program.ts'
import { makeFolder } from './testing/command.ts'
import { parseWords } from './testing/parse-words.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const VERBS = [
  'run',
  'control',
  'plan',
  'show',
  'replay',
  'fork',
  'compare',
  'report',
  'measures',
  'profiles',
  'export',
  'import',
  'list',
  'check',
  'init',
  'view',
  'practice',
  'agree',
  'code',
  'codings export',
  'codings import',
  'codings settle',
  'codings validate',
  'codings list',
  'stats',
  'power',
]

/** What `coterie <verb> --help` prints. */
function helpOf(verb: string): string {
  let text = ''
  verb
    .split(' ')
    .reduce<Command | undefined>(
      (command, name) => command?.commands.find((one) => one.name() === name),
      coterieProgram(),
    )
    ?.configureOutput({ writeOut: (words) => (text += words) })
    .outputHelp()
  return text
}

/** The lines of a text that show a command. */
function examplesIn(text: string): string[] {
  return [...text.matchAll(/^\s*\$ (.*)$/gm)].flatMap(([, line = '']) =>
    line.split('&&').map((command) => command.replace(/^\s*coterie /, '').trim()),
  )
}

describe('help', () => {
  test.each(VERBS)(
    'coterie %s --help tells arguments and options, and has an example that parses',
    async (verb) => {
      const help = helpOf(verb)
      expect(help).toContain(`Usage: coterie ${verb}`)
      expect(help).toContain('--json')
      expect(examplesIn(help)).not.toEqual([])
      const verbs = await Promise.all(
        examplesIn(help).map((words) => parseWords(words.split(/\s+/))),
      )
      expect(verbs).toContain(verb.split(' ')[0])
    },
  )

  test('all verbs are told, and no others', () => {
    const verbs = coterieProgram().commands.flatMap((command) =>
      command.commands.length === 0
        ? command.name()
        : command.commands.map((part) => `${command.name()} ${part.name()}`),
    )
    expect(verbs).toEqual(expect.arrayContaining(VERBS))
    expect(VERBS).toEqual(expect.arrayContaining(verbs))
  })

  test.each([[['--help']], [['run', '--help']], [['help', 'run']], [['--version']]])(
    'coterie %j is no error, and is printed on standard output',
    async (words) => {
      const { code, stdout, stderr } = await folder.here(...words)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(words.includes('--version') ? /^\d+\.\d+\.\d+\n$/ : /Examples?:\n/)
    },
  )
})

describe('wrong usage ends with exit code 2, says what is wrong, and prints nothing on standard output', () => {
  test.each([
    ['an unknown verb', ['rnu', 'x.yaml'], /unknown command 'rnu'[\s\S]*Did you mean run\?/],
    ['an unknown option', ['run', 'x.yaml', '--dbb', 'y'], /unknown option '--dbb'[\s\S]*--db\?/],
    ['a missing argument', ['run'], /missing required argument 'file'/],
    ['an argument too many', ['run', 'a.yaml', 'b.yaml'], /too many arguments/],
    ['no concurrency', ['run', 'x.yaml', '--concurrency', '0'], /'0' is invalid.*whole number/],
    ['half a process', ['run', 'x.yaml', '--processes', '1.5'], /'1.5' is invalid.*whole number/],
    [
      'nothing to list',
      ['list', 'birds'],
      /scenarios, games, strategies, agents, banks, codebooks/,
    ],
    ['an unknown format', ['export', 'x.sqlite', '--format', 'xls', '--out', 'o'], /csv, jsonl/],
    ['no verb', [], /Usage: coterie/],
  ])('%s', async (_, words, says) => {
    const { code, stdout, stderr } = await folder.here(...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(says)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
