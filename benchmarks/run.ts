/** Runs every benchmark and writes docs/benchmarks.md. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchProcesses, benchStartUp } from './command.ts'
import { benchGrowth } from './growth.ts'
import { benchPlay } from './play.ts'
import { table } from './table.ts'
import { benchTalk } from './talk.ts'
import { viewerSection } from './viewer/section.ts'
import { benchViewer } from './viewer/viewer.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-bench-'))
try {
  console.error('play …')
  const play = await benchPlay(folder)
  console.error('growth …')
  const growth = benchGrowth(folder)
  console.error('talk …')
  const talk = benchTalk(folder)
  console.error('processes …')
  const processes = await benchProcesses(folder)
  console.error('start-up …')
  const startUp = await benchStartUp()
  console.error('viewer …')
  const viewer = await benchViewer(folder)
  const page = `# Benchmarks

Written by \`npm run bench\` on Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}). Contenders take turns in one
process; ratios are medians over turns, with the lowest and the highest. Single times say little on a shared machine: rerun it on yours.

## Scripted play

Tit-for-tat against random, matches of 200 rounds, every decision and payoff in the record, planning included. The baseline (b) inserts the same decisions as narrow rows, one prepared
insert a row, in transactions of 1,000.

${table(
  ['what', 'rounds/s', 'speed as a multiple of (b)'],
  play.rows.map((row) => [row.what, row.roundsPerSecond.toLocaleString('en'), row.ratio]),
)}
A recorded decision takes ${play.bytesPerDecision.toFixed(1)} bytes of the closed file.

## Growth

${table(
  ['rounds', 'peak memory, MB', 'bytes per decision', 'seconds, start-up included'],
  growth.map((one) => [
    one.rounds.toLocaleString('en'),
    String(one.peakMb),
    one.bytesPerDecision.toFixed(1),
    one.seconds.toFixed(1),
  ]),
)}
## Talk

\`group-discussion\`: eight speakers who hear all, one after the other, simulated models in the process; 208 runs of 11 rounds are the size of the
eight-slot study. A message is one ask, one prompt that tells all that was said before, one call and what follows. What a prompt tells is stored as references: bytes do
not grow with the length of a talk, time does, since every prompt is made, hashed and compared whole.

${table(
  [
    'runs × rounds',
    'messages',
    'bytes of words',
    'bytes of record',
    'ms to play',
    'ms to replay',
    'peak memory, MB',
  ],
  talk.map((one) => [
    `${one.runs} × ${one.rounds}`,
    one.messages.toLocaleString('en'),
    one.wordsPerMessage.toFixed(0),
    one.bytesPerMessage.toFixed(0),
    one.playMs.toFixed(2),
    one.replayMs.toFixed(2),
    String(one.peakMb),
  ]),
)}
Words, record and times are for each message.

## The command

${table(
  ['coterie run, everything included', 'rounds/s', 'speed as a multiple of one process'],
  processes.map((row) => [row.what, row.roundsPerSecond.toLocaleString('en'), row.ratio]),
)}
\`coterie --help\` answers in ${startUp.helpMs.toFixed(0)} ms (a Node that does nothing: ${startUp.nodeMs.toFixed(0)} ms).

${viewerSection(viewer)}`
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), page)
  console.log(page)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
