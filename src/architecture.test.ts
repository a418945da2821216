/** Who may import whom, executed: type-only imports count, tests and contracts stand outside. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const STORE_PORT = 'src/io/store/store.ts'
const TABLES_PORT = 'src/io/store/tables.ts'
const LEDGER_PORT = 'src/io/store/ledger.ts'
const PROVIDER_PORT = 'src/io/model/provider.ts'
const PRICE = 'src/io/model/price.ts'
const GROUND_AND_HALL = ['src/base', 'src/record']
const PLAYERS = ['src/play/scenario', 'src/play/agent']
const STATISTICS = ['src/study/statistics', 'src/study/reliability']

/** room → what it may import besides itself: files, folders and packages. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/base': ['node:crypto', 'seedrandom'],
  'src/record': ['src/base', 'zod'],
  'src/io/store': [...GROUND_AND_HALL, 'zod', 'better-sqlite3', 'node:fs', 'node:path'],
  'src/io/files': ['src/base', 'node:fs', 'node:path'],
  // The first row that fits holds: a server stands beside what calls it, and knows only the port.
  'src/io/model/practice': [...GROUND_AND_HALL, PROVIDER_PORT, PRICE, 'node:http'],
  'src/io/model/testing': [...GROUND_AND_HALL, PROVIDER_PORT, 'src/io/model/pace.ts'],
  'src/io/model/providers': [
    ...GROUND_AND_HALL,
    PROVIDER_PORT,
    'zod',
    'openai',
    'node:http',
    'node:https',
    'node:net',
    'node:stream',
    'node:zlib',
  ],
  'src/io/model': GROUND_AND_HALL,
  'src/play/scenario': [...GROUND_AND_HALL, 'zod', 'xstate'],
  'src/play/agent': [...GROUND_AND_HALL, 'zod', PROVIDER_PORT],
  'src/play/kernel': [...GROUND_AND_HALL, ...PLAYERS, STORE_PORT],
  'src/play/replay': [...GROUND_AND_HALL, ...PLAYERS, 'src/play/kernel', STORE_PORT, PROVIDER_PORT],
  'src/play/worker': [
    ...GROUND_AND_HALL,
    ...PLAYERS,
    'src/play/kernel',
    'src/play/replay',
    'src/play/experiment',
    STORE_PORT,
    'eventemitter3',
  ],
  'src/play/experiment': [...GROUND_AND_HALL, ...PLAYERS, 'zod'],
  'src/study/statistics': ['src/base'],
  'src/study/reliability': ['src/base', 'src/study/statistics'],
  'src/study/coding': [
    ...GROUND_AND_HALL,
    ...STATISTICS,
    STORE_PORT,
    TABLES_PORT,
    LEDGER_PORT,
    PROVIDER_PORT,
    'zod',
  ],
  'src/study/analysis': [
    ...GROUND_AND_HALL,
    ...STATISTICS,
    'src/study/coding',
    STORE_PORT,
    TABLES_PORT,
    LEDGER_PORT,
  ],
  'src/study/refi': [...GROUND_AND_HALL, 'src/study/coding', STORE_PORT, 'fflate', 'saxes'],
  'src/study/export': [
    ...GROUND_AND_HALL,
    'src/study/coding',
    STORE_PORT,
    TABLES_PORT,
    LEDGER_PORT,
    'hyparquet-writer',
  ],
  'src/study/page': [
    ...GROUND_AND_HALL,
    ...STATISTICS,
    'src/study/coding',
    'src/study/analysis',
    'vega',
    'vega-lite',
  ],
  'src/study/viewing': [
    ...GROUND_AND_HALL,
    'src/study/statistics',
    'src/study/coding',
    'src/study/analysis',
    'src/study/export/in-words.ts',
    'src/study/page/plots/plot-drawing.ts',
    STORE_PORT,
    TABLES_PORT,
  ],
  // What runs in a browser: shapes of answers and pure functions, nothing that needs a machine.
  'src/app/web/client': [
    'src/base/csv.ts',
    'src/base/sanitise.ts',
    'src/study/viewing',
    'src/app/seats/seat-state.ts',
    'preact',
    '@preact/signals',
  ],
  'src/app': ['*'],
  'src/index.ts': ['src'],
  scenarios: ['src/index.ts', 'xstate', 'zod'],
  agents: ['src/index.ts', 'xstate', 'zod'],
}

/** Ports are for everybody; these are named in one place. Neighbours in the same folder may share their plumbing. */
const ADAPTERS = [
  'src/io/store/memory-store.ts',
  'src/io/store/sqlite-store.ts',
  'src/io/store/sqlite-tables.ts',
  'src/io/store/sqlite-ledger.ts',
  'src/io/model/providers',
]
const NAMES_ADAPTERS = 'src/app/adapters.ts'

type Graph = ReadonlyMap<string, readonly string[]>

/** Files of the tree, from the root, with forward slashes. */
function filesOf(pattern: string): string[] {
  return globSync(pattern)
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

function isOutside(file: string): boolean {
  return /\.(test|contract)\.ts$/.test(file)
}

/** What a text imports, in any form: relative paths are resolved from the root, packages stay as they are. */
function importsIn(file: string, text: string): string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .map((name) => (name.startsWith('.') ? join(dirname(file), name) : name))
}

function isWithin(name: string, place: string): boolean {
  return place === '*' || name === place || name.startsWith(`${place}/`)
}

/** The imports of a file that its room may not make. */
function strangersOf(file: string, imports: readonly string[]): string[] {
  const room = Object.keys(MAY_IMPORT).find((place) => isWithin(file, place))
  if (room === undefined) return [`${file} stands in no room: add a line to the table`]
  // Scenarios are neighbours, not one room: each is at home in its own folder only.
  const home = room === 'scenarios' ? file.split('/').slice(0, 2).join('/') : room
  const places = [home, ...(MAY_IMPORT[room] ?? [])]
  return imports.filter((name) => !places.some((place) => isWithin(name, place)) || isOutside(name))
}

/** The concrete adapters that a file names although it is not the file that wires them. */
function adaptersNamedBy(file: string, imports: readonly string[]): string[] {
  if (file === NAMES_ADAPTERS) return []
  const foreign = ADAPTERS.filter((adapter) => !isWithin(file, adapter))
  return imports.filter((name) => foreign.some((adapter) => isWithin(name, adapter)))
}

/** The first circle found, its first file repeated at the end; undefined where there is none. */
function findCircle(graph: Graph): string[] | undefined {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...path, file])
      if (circle !== undefined) return circle
    }
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const circle = visit(file, [])
    if (circle !== undefined) return circle
  }
  return undefined
}

/** True for a file that only passes on what others export, and for one that passes on everything of another. */
function isBarrel(file: string, text: string): boolean {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
  const passesOn = statements.filter(
    (statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined,
  )
  const hasStar = passesOn.some(
    (statement) => ts.isExportDeclaration(statement) && statement.exportClause === undefined,
  )
  return hasStar || (statements.length > 0 && passesOn.length === statements.length)
}

const texts = new Map(
  ['src', 'scenarios', 'agents']
    .flatMap((place) => filesOf(`${place}/**/*.{ts,tsx}`))
    .map((file) => [file, readFileSync(file, 'utf8')]),
)
const graph: Graph = new Map([...texts].map(([file, text]) => [file, importsIn(file, text)]))
const house = [...graph].filter(([file]) => !isOutside(file))

describe('the tree as it is', () => {
  test.each(house)('%s imports only what its room may', (file, imports) => {
    expect(strangersOf(file, imports)).toEqual([])
  })

  test('only app/adapters.ts names a concrete store or provider', () => {
    const offenders = house.flatMap(([file, imports]) =>
      adaptersNamedBy(file, imports).map((adapter) => `${file} → ${adapter}`),
    )
    expect(offenders).toEqual([])
  })

  test('no imports run in a circle', () => {
    expect(findCircle(graph)?.join(' → ')).toBeUndefined()
  })

  test('nothing but src/index.ts passes on the exports of others', () => {
    const barrels = house.map(([file]) => file).filter((file) => isBarrel(file, texts.get(file)!))
    expect(barrels.filter((file) => file !== 'src/index.ts')).toEqual([])
    expect([...texts.keys()].filter((file) => /(?<!^src)\/index\.ts$/.test(file))).toEqual([])
    expect(texts.get('src/index.ts')).not.toMatch(/export\s*\*/)
  })
})

describe('the walls bite', () => {
  const strangersIn = (file: string, text: string) => strangersOf(file, importsIn(file, text))

  test('an agent that imports a machine is named, also where it takes only a type', () => {
    const text = `import type { Scenario } from '../scenario/define-scenario.ts'`
    expect(strangersIn('src/play/agent/spy.ts', text)).toEqual([
      'src/play/scenario/define-scenario.ts',
    ])
  })

  test.each([
    ['src/base/a.ts', `import { Plan } from '../record/plan.ts'`, 'src/record/plan.ts'],
    ['src/record/a.ts', `export { open } from '../io/store/store.ts'`, 'src/io/store/store.ts'],
    ['src/play/kernel/a.ts', `import '../../study/export/csv.ts'`, 'src/study/export/csv.ts'],
    ['src/study/analysis/a.ts', `import('../../play/kernel/run.ts')`, 'src/play/kernel/run.ts'],
    ['src/play/kernel/a.ts', `import { createActor } from 'xstate'`, 'xstate'],
    ['src/play/agent/a.ts', `import { readFileSync } from 'node:fs'`, 'node:fs'],
    ['src/io/model/a.ts', `type S = import('../store/store.ts').Store`, 'src/io/store/store.ts'],
    ['agents/a.ts', `import { run } from '../src/play/kernel/run.ts'`, 'src/play/kernel/run.ts'],
    ['scenarios/a/a.ts', `import { b } from '../b/scenario.ts'`, 'scenarios/b/scenario.ts'],
    [
      'src/app/a.ts',
      `import { storeContract } from './store.contract.ts'`,
      'src/app/store.contract.ts',
    ],
  ])('in %s: %s', (file, text, stranger) => {
    expect(strangersIn(file, text)).toEqual([stranger])
  })

  test('what the table allows is not reported', () => {
    expect(
      strangersIn('src/play/kernel/a.ts', `import type { S } from '../../io/store/store.ts'`),
    ).toEqual([])
    expect(strangersIn('scenarios/a/a.ts', `import { b } from './b.ts'`)).toEqual([])
    expect(
      strangersIn('src/study/export/a.ts', `import { ByteWriter } from 'hyparquet-writer'`),
    ).toEqual([])
  })

  test('a folder that the table does not know is reported', () => {
    expect(strangersIn('src/utils/misc.ts', '')).toEqual([
      'src/utils/misc.ts stands in no room: add a line to the table',
    ])
  })

  test('a command that opens the database itself is reported, the wiring is not', () => {
    const imports = ['src/io/store/sqlite-store.ts', 'src/io/model/providers/openai.ts']
    expect(adaptersNamedBy('src/app/cli/main.ts', imports)).toEqual(imports)
    expect(adaptersNamedBy('src/app/adapters.ts', imports)).toEqual([])
  })

  test('a circle is found and told from its first file round to itself', () => {
    const circular = new Map([
      ['a.ts', ['b.ts', 'd.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['d.ts', 'b.ts']],
      ['d.ts', []],
    ])
    expect(findCircle(circular)).toEqual(['b.ts', 'c.ts', 'b.ts'])
    circular.set('c.ts', ['d.ts'])
    expect(findCircle(circular)).toBeUndefined()
  })

  test('a file of nothing but re-exports is a barrel, and so is a star beside other work', () => {
    expect(isBarrel('a.ts', `export { b } from './b.ts'\nexport type { C } from './c.ts'`)).toBe(
      true,
    )
    expect(isBarrel('a.ts', `const a = 1\nexport * from './b.ts'`)).toBe(true)
    expect(isBarrel('a.ts', `export { b } from './b.ts'\nexport const a = 1`)).toBe(false)
  })
})

describe('the papers tell of the tree as it is', () => {
  const papers = ['README.md', 'CONTRIBUTING.md', 'docs/**/*.md', 'logs/README.md'].flatMap(filesOf)

  test('docs/architecture.md prints the table that is executed', () => {
    const rows = readFileSync('docs/architecture.md', 'utf8').matchAll(/^\| `(.+?)` *\|(.+?)\|/gm)
    const printed = [...rows].map(([, room, cell]) => [
      room,
      [...(cell ?? '').matchAll(/`(.+?)`/g)].map(([, place]) => place),
    ])
    expect(Object.fromEntries(printed)).toEqual(MAY_IMPORT)
  })

  test.each(papers)('%s names no file that is not there', (paper) => {
    const text = readFileSync(paper, 'utf8')
    const named = [...text.matchAll(/`((?:src|scenarios|agents|docs|benchmarks|bin)\/[\w./-]*)`/g)]
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)]
    const paths = [
      ...named.map(([, path]) => path ?? ''),
      ...linked.map(([, path]) => join(dirname(paper), path ?? '')),
    ]
    expect(paths.filter((path) => !existsSync(path))).toEqual([])
  })
})
