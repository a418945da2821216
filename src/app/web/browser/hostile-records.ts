/** Records in which every word that others may choose is hostile: what models say, names, personas, treatments, labels, files, codebooks, coders, reasons. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { hostileNames, hostileTexts } from '../testing/hostile-texts.ts'
import { startHostileModel } from './hostile-model.ts'

const COMMAND = resolve('bin/coterie.js')

/** A name for a file that would do something in a list of files. */
const FILE = `"><img src=x onerror=window.hacked=60>'$(id).sqlite`

/** Makes the records and gives back their paths: talk and a game of hostile models, an imported chat that people coded. */
export async function hostileRecords(folder: string): Promise<string[]> {
  const run = (...words: readonly string[]): Promise<void> => coterieIn(folder, words)
  const model = await startHostileModel(hostileTexts)
  try {
    write(folder, 'coterie.providers.yaml', `providers: { evil: { base_url: '${model.url}' } }\n`)
    write(folder, 'talk.json', JSON.stringify(talk()))
    await run('run', 'talk.json', '--db', 'talk.sqlite', '--quiet')
    write(folder, 'game.json', JSON.stringify(game()))
    await run('run', 'game.json', '--db', 'game.sqlite', '--quiet')
  } finally {
    model.end()
  }
  write(folder, 'chat.csv', chat())
  await run('import', 'chat.csv', '--db', 'chat.sqlite')
  await code(folder, run)
  renameSync(join(folder, 'game.sqlite'), join(folder, FILE))
  return ['talk.sqlite', FILE, 'chat.sqlite'].map((name) => join(folder, name))
}

function name(at: number): string {
  return hostileNames[at % hostileNames.length] ?? ''
}

/** What is declared holds whole characters. */
const declared = hostileTexts.map((text) => text.toWellFormed())

/** Names of models hold no blanks. */
function modelNamed(at: number): string {
  return `evil/${name(at).replaceAll(/\s/g, '/')}`
}

function talk(): object {
  const speaker = (at: number): object => ({
    name: name(at),
    policy: 'llm',
    model: modelNamed(at + 5),
    persona: `You are ${declared[at * 7] ?? ''} and nobody else.`,
  })
  return {
    experiment: 'hostile-talk',
    about: declared.join(' · '),
    scenario: 'group-discussion',
    parameters: {
      brief: `What of ${declared.slice(0, 20).join(' ')}?`,
      rounds: 5,
      order: 'simultaneous',
      names: 'neutral',
      longest: 20_000,
    },
    cast: { speaker: [0, 1, 2, 3, 4, 5, 6, 7].map(speaker) },
    treatments: { [name(1)]: {}, [name(6)]: { 'parameters.rounds': 1 } },
  }
}

function game(): object {
  return {
    experiment: 'hostile-game',
    about: name(2),
    scenario: 'matrix-game',
    parameters: {
      game: 'prisoners-dilemma',
      rounds: 4,
      labels: ['<img src=x onerror=window.hacked=61>', '</b><svg onload=window.hacked=62>'],
    },
    cast: {
      row: { name: name(8), policy: 'llm', model: modelNamed(9) },
      column: {
        name: name(10),
        policy: 'moves',
        moves: ['cooperate', 'defect', 'cooperate', 'defect'],
      },
    },
    treatments: { [name(11)]: {}, [name(12)]: { 'parameters.rounds': 2 } },
    invalid: { reask: 1, then: 'forfeit' },
  }
}

/** Texts, speakers, channels, treatments and groups of a chat from elsewhere. */
function chat(): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const rows = hostileTexts
    .filter((text) => text.trim() !== '')
    .map((text, at) =>
      [name(at % 9), text, name(20 + (at % 2)), name(30 + (at % 3)), name(40), `10:0${at % 10}`]
        .map(cell)
        .join(','),
    )
  return ['speaker,text,run,channel,treatment,time', ...rows, ''].join('\n')
}

async function code(folder: string, run: (...words: string[]) => Promise<void>): Promise<void> {
  const text = (at: number): string => declared[at] ?? ''
  const book = {
    codebook: 'hostile',
    version: '"><script>window.hacked=63</script>',
    about: text(6),
    source: 'javascript:window.hacked=64',
    unit: 'message',
    codes: {
      harm: {
        definition: text(0),
        include: declared.slice(0, 30),
        exclude: declared.slice(30),
        examples: [{ text: text(7), why: text(8) }],
      },
      kind: {
        level: 'nominal',
        definition: text(9),
        categories: { one: text(10), two: text(11) },
      },
    },
  }
  write(folder, 'book.json', JSON.stringify(book))
  await run('codings', 'export', 'chat.sqlite', '--codebook', 'book.json', '--out', 'sheet.csv')
  const [head = '', ...rows] = readFileSync(join(folder, 'sheet.csv'), 'utf8').split(/\r?\n/)
  const units = rows.flatMap((row) => /^(unit_[0-9a-f]{16}),/.exec(row)?.[1] ?? [])
  if (units.length === 0) throw new Error(`no unit in the sheet: ${head}`)
  const quoted = (words: string): string => `"${words.replaceAll('"', '""')}"`
  for (const [nth, coder] of [name(5), name(13)].entries()) {
    const lines = units
      .slice(0, 40)
      .map((unit, at) => `${unit},harm,${(at + nth) % 2},${quoted(text(at))},${quoted(coder)}`)
    write(folder, 'list.csv', ['unit,code,value,rationale,coder', ...lines, ''].join('\n'))
    await run('codings', 'import', 'chat.sqlite', 'list.csv', '--codebook', 'book.json')
  }
}

function write(folder: string, file: string, text: string): void {
  writeFileSync(join(folder, file), text)
}

/** Runs a command in the folder. @throws Error with what it said where it fails. */
async function coterieIn(folder: string, words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [COMMAND, ...words], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [exit] = (await once(child, 'close')) as [number | null]
  if (exit !== 0) throw new Error(`coterie ${words.join(' ')} ended with ${exit}: ${said}`)
}
