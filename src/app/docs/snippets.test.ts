/** What the pages tell is true: their experiments run, their programs run, their commands exist. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { planRuns } from '../../play/experiment/plan-runs.ts'
import { loadCatalogue } from '../catalogue.ts'
import { makeFolder, type Started } from '../cli/testing/command.ts'
import type { Said } from '../cli/testing/said.ts'
import { parseWords } from '../cli/testing/parse-words.ts'
import { parseCodebook } from '../load-codebook.ts'
import { loadExperiment } from '../load-experiment.ts'
import { makeProject } from '../make-project.ts'
import { parseProviders } from '../providers-file.ts'
import { runExperiment } from '../run-experiment.ts'
import { commandsIn, linksIn, snippetsIn, type Snippet } from './testing/snippets.ts'
import { WALKED } from './testing/walk-page.ts'

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'logs/README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  // Tests of the whole catalogue stand beside its folders.
  ...readdirSync('scenarios', { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => `scenarios/${name}/README.md`),
  'agents/README.md',
]
const SNIPPETS = PAGES.flatMap(snippetsIn)

const scratch = mkdtempSync(join(tmpdir(), 'coterie-pages-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const named = (snippets: readonly Snippet[]): [string, Snippet][] =>
  snippets.map((snippet) => [snippet.place, snippet])
const inLanguage = (...languages: string[]): Snippet[] =>
  SNIPPETS.filter(({ language }) => languages.includes(language))

const YAML_KINDS = ['experiment', 'providers', 'codebook'] as const

/** What a YAML snippet is: a whole experiment, a providers file, a codebook, or some fields of an experiment. */
function kindOf({ text }: Snippet): (typeof YAML_KINDS)[number] | 'fields' {
  const value = parse(text) as object
  return YAML_KINDS.find((kind) => kind in value) ?? 'fields'
}
const yaml = (kind: ReturnType<typeof kindOf>): [string, Snippet][] =>
  named(inLanguage('yaml').filter((snippet) => kindOf(snippet) === kind))

function put(name: string, text: string): string {
  const path = join(scratch, name.replaceAll(/[/:]/g, '-'))
  writeFileSync(path, text)
  return path
}

// On pages that are walked, experiments are played on the way (see walks.test.ts).
const isWalked = (place: string): boolean => WALKED.includes(place.replace(/:\d+$/, ''))
const played = yaml('experiment').filter(([place]) => !isWalked(place))

describe('YAML', () => {
  test.each(played)('the experiment at %s plays, with no network', async (place, { text }) => {
    const loaded = await loadExperiment(put(`${place}.yaml`, text))
    const { failed, left, runs } = await runExperiment(loaded, { db: put(`${place}.sqlite`, '') })
    expect({ failed, left }).toEqual({ failed: [], left: 0 })
    expect(runs.length).toBeGreaterThan(0)
    for (const { status } of runs) expect(status).toBe('finished')
  })

  test.each(yaml('providers'))('the providers at %s are understood', (_, { text }) => {
    const declared = Object.keys((parse(text) as { providers: object }).providers)
    expect(parseProviders(text).map(({ name }) => name)).toEqual(declared)
  })

  test.each(yaml('codebook'))('the codebook at %s can be used', (place, { text }) => {
    const { codebook } = parse(text) as { codebook: string }
    expect(parseCodebook(place, text).codebook).toBe(codebook)
  })

  test.each(yaml('fields'))('the fields at %s stand in an experiment', async (place, { text }) => {
    const fields = parse(text) as Record<string, unknown>
    const { row = 'grim', ...others } = fields
    const whole = {
      experiment: 'around-it',
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma' },
      cast: { row, column: 'grim' },
      ...others,
    }
    const { experiment, scenario, own } = await loadExperiment(
      put(`${place}.json`, JSON.stringify(whole)),
    )
    expect(planRuns(experiment, scenario, await loadCatalogue(own))).toHaveLength(1)
  })
})

describe('TypeScript', () => {
  // A file that the page names is written and played on its walk.
  const loose = inLanguage('ts').filter(
    ({ text, place }) => !(isWalked(place) && /^\/\/ \S+\.ts\n/.test(text)),
  )
  const [programs, fragments] = [true, false].map((isProgram) =>
    named(loose.filter(({ text }) => text.includes("from 'coterie'") === isProgram)),
  ) as [[string, Snippet][], [string, Snippet][]]

  test.each(programs)('the program at %s prints what it is told to', async (place, { text }) => {
    const told = [...text.matchAll(/\/\/ prints (.*)\n/g)].map(([, words]) => `${words}\n`)
    expect(told).not.toEqual([])
    const said = await runProgram(put(`${place}.ts`, text))
    expect(said).toEqual({ code: 0, stderr: '', stdout: told.join('') })
  })

  test.each(fragments)('the fragment at %s is part of own-game.ts', (_, { text }) => {
    const project = mkdtempSync(join(scratch, 'project-'))
    makeProject(project)
    const game = squeezed(readFileSync(join(project, 'own-game.ts'), 'utf8'))
    // A remark stands for what was left out.
    const [shown = ''] = text.split('/*')
    expect(game).toContain(squeezed(shown))
  })
})

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** Loads a module as the command does, with `coterie` standing for this very source. */
async function runProgram(
  path: string,
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const catalogue = new URL('../catalogue.ts', import.meta.url).href
  const load = `(await import('${catalogue}')).loadModule('${path}')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', `await ${load}`], {
    cwd: scratch,
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (data: Buffer) => (said.stdout += String(data)))
  child.stderr.on('data', (data: Buffer) => (said.stderr += String(data)))
  const [code] = (await once(child, 'close')) as [unknown]
  return { code, ...said }
}

test.each(PAGES.flatMap(linksIn))('the link at %s leads to a file: %s', (_, path) => {
  expect(existsSync(path)).toBe(true)
})

describe('commands', () => {
  const told = PAGES.flatMap(commandsIn)

  test('the pages tell commands', () => {
    expect(told.length).toBeGreaterThan(10)
  })

  test.each(told.map(({ place, words }) => [words.join(' '), place, words] as const))(
    'coterie %s (%s) has the verb, the arguments and the options that it is told with',
    async (_, __, words) => {
      const isHelp = words[0]?.startsWith('--') === true
      expect(await parseWords(words)).toBe(isHelp ? undefined : words[0])
    },
  )

  test('so have those of the README that init makes', async () => {
    const project = join(scratch, 'told')
    makeProject(project)
    const verbs = await Promise.all(
      commandsIn(join(project, 'README.md')).map(({ words }) => parseWords(words)),
    )
    expect(verbs).toEqual(['run', 'report', 'run', 'replay'])
  })
})

describe('the way that README.md goes', () => {
  const folder = makeFolder()
  afterAll(() => folder.remove())
  beforeAll(() => {
    for (const { text } of snippetsIn('README.md')) {
      const [, name] = /^# (\S+\.yaml)\n/.exec(text) ?? []
      if (name !== undefined) folder.write({ [name]: text })
    }
    folder.write({ 'talk.txt': 'Ada: Hello.\nBob: Hello, Ada.\n' })
  })

  test('its commands work, one after the other, in a new folder', async () => {
    const lines = snippetsIn('README.md')
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.split('\n'))
      .filter((line) => line.startsWith('npx coterie '))
    expect(lines.map((line) => line.split(/\s+/)[2])).toEqual(
      expect.arrayContaining([
        'plan',
        'run',
        'report',
        'replay',
        'fork',
        'compare',
        'import',
        'show',
        'export',
        'init',
        'check',
      ]),
    )
    for (const line of lines) {
      const words = line.replace(/#.*/, '').trim().split(/\s+/).slice(2)
      const real = await withRealRun(words)
      // The modules of one's own project are for the engine itself to load.
      const coterie = real.some((word) => word.startsWith('my-')) ? folder.coterie : folder.here
      const { code, stderr } = isServer(real)
        ? await visited(folder.start(...real))
        : await coterie(...real)
      expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' })
    }
  }, 600_000)

  /** A page cannot know the ids of its reader's runs. */
  async function withRealRun(words: readonly string[]): Promise<string[]> {
    const at = words.findIndex((word) => word === '--run' || word === '--forks-of') + 1
    const record = words.find((word) => word.endsWith('.sqlite'))
    if (at === 0 || record === undefined) return [...words]
    const { stdout } = await folder.here('show', record, '--json')
    const { runs } = JSON.parse(stdout) as { runs: { run_id: string }[] }
    return words.map((word, i) => (i === at ? (runs[0]?.run_id ?? '') : word))
  }

  test('a record of the scenario of one’s own replays, where its file is named', async () => {
    const record = 'logs/own-dictator.sqlite'
    const own = ['--scenario', 'my-lab/own-game.ts']
    expect(await folder.coterie('replay', record, ...own)).toMatchObject({
      code: 0,
      stdout: 'identical: 40 runs came out as they were recorded\n',
    })
    const { code, stderr } = await folder.coterie('replay', record)
    expect(code).toBe(2)
    expect(stderr).toMatch(/scenario "own-dictator", which is not in the catalogue\..*--scenario/)
  })

  test('the experiment that init makes runs, replays and passes its check', async () => {
    for (const words of [
      ['run', 'my-lab/experiment.yaml', '--quiet'],
      ['replay', 'logs/cooperation.sqlite'],
      ['check', 'my-lab/experiment.yaml'],
    ]) {
      expect(await folder.coterie(...words)).toMatchObject({ code: 0, stderr: '' })
    }
  })

  test.each(queries())('the query at %s can be asked of the record', (_, sql) => {
    const db = new Database(join(folder.path, 'logs/first.sqlite'), { readonly: true })
    try {
      for (const query of sql.split(';').filter((text) => /select/i.test(text)))
        expect(() => db.prepare(query).all(), query).not.toThrow()
    } finally {
      db.close()
    }
  })
})

/** The viewer serves until it is interrupted, unless it writes its pages to a folder. */
function isServer(words: readonly string[]): boolean {
  return words[0] === 'view' && !words.includes('--export')
}

/** Opens the address that a server prints, and ends it. */
async function visited({ process: server, ended }: Started): Promise<Said> {
  const url = await new Promise<string>((resolve, reject) => {
    server.stdout?.on('data', (said: string) => {
      const [found] = /http:\S+/.exec(said) ?? []
      if (found !== undefined) resolve(found)
    })
    void ended.then(({ stderr }) => reject(new Error(stderr)))
  })
  expect((await fetch(url)).status).toBe(200)
  server.kill('SIGINT')
  const { stderr, ...said } = await ended
  // What it says while it ends is no complaint.
  return { ...said, stderr: stderr.replace(/^waiting for open pages; .*\n$/, '') }
}

/** SQL of the pages: whole blocks, and what is handed to sqlite3 in shell lines. */
function queries(): [string, string][] {
  const blocks = inLanguage('sql').map(({ place, text }): [string, string] => [place, text])
  const lines = inLanguage('sh').flatMap(({ place, text }) =>
    [...text.matchAll(/^sqlite3 \S+ "([^"]+)"/gm)].map(([, sql = '']): [string, string] => [
      place,
      sql,
    ]),
  )
  return [...blocks, ...lines]
}
