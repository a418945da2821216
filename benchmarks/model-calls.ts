/**
 * Model calls: Coterie beside a hand-written loop and LangGraph.js, and a thousand runs in one process. Writes docs/benchmarks-calls.md; with `--quick`
 * plays a tenth of it and writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { pageOf, type Measured } from './calls/page.ts'
import { hasPeers, PlayOff, type ContenderName, type Match, type Result } from './calls/play-off.ts'
import { WORKS } from './calls/works.ts'

const HOW_TO_INSTALL = '(cd benchmarks/peers && npm ci)'

const IS_QUICK = process.argv.includes('--quick')
const CROWDS = IS_QUICK ? [20, 100] : [100, 1_000]

const CONTENDERS: readonly ContenderName[] = hasPeers
  ? ['by-hand', 'langgraph', 'coterie']
  : ['by-hand', 'coterie']
if (!hasPeers)
  console.error(`LangGraph.js is not installed and is left out. To have it: ${HOW_TO_INSTALL}`)

const playOff = await PlayOff.open()
try {
  const play = async (match: Match): Promise<Result> => {
    console.error(`${match.contender}: ${match.games} × ${match.work}, ${match.latencyMs} ms …`)
    return playOff.play(match)
  }
  const sideBySide: Result[] = []
  for (const { name: work } of WORKS)
    for (const games of CROWDS)
      for (const contender of CONTENDERS)
        sideBySide.push(await play({ contender, work, games, latencyMs: 200 }))

  const crowd = { contender: 'coterie', work: 'dilemma', games: Math.max(...CROWDS) } as const
  const slow = await play({ ...crowd, latencyMs: 2_000 })
  console.error('coterie: profile …')
  const { places } = await playOff.profile({ ...crowd, latencyMs: 200 })

  const measured: Measured = { sideBySide, slow, places, machine: machine(), versions: versions() }
  const page = pageOf(measured)
  if (!IS_QUICK) writeFileSync(new URL('../docs/benchmarks-calls.md', import.meta.url), page)
  console.log(page)
} finally {
  playOff.close()
}

function machine(): string {
  return `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`
}

function versions(): string {
  const packages = [
    'openai',
    'better-sqlite3',
    ...(hasPeers ? ['@langchain/langgraph', '@langchain/langgraph-checkpoint-sqlite'] : []),
  ]
  return packages.map((name) => `${name} ${versionOf(name)}`).join(', ')
}

function versionOf(name: string): string {
  const folder = name.startsWith('@langchain/') ? './peers/node_modules' : '../node_modules'
  const file = new URL(`${folder}/${name}/package.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
