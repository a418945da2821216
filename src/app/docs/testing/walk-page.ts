/** Does what a page tells, block after block, as a reader would: writes its files, runs its commands, starts its practice servers. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { parse, stringify } from 'yaml'
import { makeFolder, type Started } from '../../cli/testing/command.ts'
import { snippetsIn, type Snippet } from './snippets.ts'

/** The pages that can be walked. Whatever experiment or module stands on them has a name in its first line, and is played on the way. */
export const WALKED = [
  'docs/practice.md',
  'docs/probabilities.md',
  'docs/spending.md',
  'docs/failures.md',
  'docs/forks.md',
  'docs/scenarios.md',
  'docs/coding.md',
  'docs/evidence.md',
  'docs/export.md',
  'docs/statistics.md',
  'docs/view.md',
]

/** Where practice servers answer, as pages tell it; on a walk they take a free port. */
const TOLD_URL = 'http://127.0.0.1:4010/v1'

/** Something that the page says, and what it was in truth. */
export interface Step {
  readonly told: unknown
  readonly was: unknown
}

/**
 * Walks a page in a folder that goes away afterwards. YAML whose first line is `# name.yaml` becomes that file, and `# in name.yaml` changes fields of
 * it; TypeScript whose first line is `// name.ts` becomes that file, and CSV below a line `# name.csv` that file. A command ends with the exit code that its remark names, or 0. Lines of `text` blocks stand in what was printed since the block
 * before, whatever their blanks.
 */
export async function walkPage(page: string): Promise<Step[]> {
  const variables: Record<string, string> = {}
  const folder = makeFolder(variables)
  const steps: Step[] = []
  let practice: Practice | undefined
  let printed = ''
  const here = (text: string): string => text.replaceAll(TOLD_URL, practice?.url ?? TOLD_URL)

  // A reader's modules are for the engine itself to load.
  let coterie = folder.here

  const run = async (line: string): Promise<void> => {
    const [command = '', remark = ''] = line.split(' # ')
    const words = command.trim().split(/\s+/)
    if (words[0] === 'export') {
      for (const word of words.slice(1)) {
        const [name = '', value = ''] = word.split('=')
        variables[name] = here(value)
      }
    } else if (words[0] === 'sqlite3') {
      const [, file = '', query = ''] = /^sqlite3 (\S+) "([^"]+)"/.exec(command) ?? []
      steps.push({
        told: `${line}: rows`,
        was: `${line}: ${rowsOf(join(folder.path, file), query)}`,
      })
    } else if (words[2] === 'practice') {
      await practice?.end()
      practice = await startPractice(folder.start('practice', '--port', '0', ...words.slice(3)))
    } else {
      const { code, stdout, stderr } = await coterie(...words.slice(2).flatMap(inCheckout))
      printed += stdout
      const expected = Number(/exit code (\d+)/.exec(remark)?.[1] ?? 0)
      const was = code === expected ? `${line}: ${code}` : `${line}: ${code}\n${stderr}`
      steps.push({ told: `${line}: ${expected}`, was })
    }
  }
  const write = (text: string): void => {
    const [, isChange, name = ''] = /^(?:#|\/\/) (in )?(\S+\.(?:yaml|ts))\n/.exec(text) ?? []
    if (name === '') return
    if (name.endsWith('.ts')) coterie = folder.coterie
    const whole = isChange === undefined ? text : changed(join(folder.path, name), text)
    folder.write({ [name]: here(whole) })
  }
  const writeTable = (text: string): void => {
    const [head = '', name = ''] = /^# (\S+\.csv)\n/.exec(text) ?? []
    if (name !== '') folder.write({ [name]: text.slice(head.length) })
  }
  const compare = (block: Snippet): void => {
    const said = squeezed(printed)
    for (const line of block.text.split('\n').map(squeezed))
      if (line !== '' && line !== '…')
        steps.push({ told: line, was: said.includes(line) ? line : said })
    printed = ''
  }

  try {
    for (const block of snippetsIn(page)) {
      if (block.language === 'yaml' || block.language === 'ts') write(block.text)
      else if (block.language === 'csv') writeTable(block.text)
      else if (block.language === 'text') compare(block)
      else if (block.language === 'sh')
        for (const line of block.text.split('\n')) if (line !== '') await run(line)
    }
  } finally {
    await practice?.end()
    folder.remove()
  }
  return steps
}

/** Files of the catalogue are those of the checkout, as they would be for a reader who stands in it. */
function inCheckout(word: string): string[] {
  return word.startsWith('scenarios/') && word.includes('.')
    ? globSync(word)
        .sort()
        .map((path) => resolve(path))
    : [word]
}

interface Practice {
  readonly url: string
  end(): Promise<unknown>
}

async function startPractice({ process, ended }: Started): Promise<Practice> {
  const url = await new Promise<string>((resolve, reject) => {
    process.stdout?.on('data', (said: string) => {
      const [found] = /http:\S+\/v1/.exec(said) ?? []
      if (found !== undefined) resolve(found)
    })
    void ended.then(({ stderr }) => reject(new Error(stderr)))
  })
  return {
    url,
    end: () => {
      process.kill('SIGINT')
      return ended
    },
  }
}

/** The file with some of its fields as they are in `fields`. */
function changed(path: string, fields: string): string {
  const whole = parse(readFileSync(path, 'utf8')) as object
  return stringify({ ...whole, ...(parse(fields) as object) })
}

function rowsOf(path: string, query: string): string {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare(query).all().length > 0 ? 'rows' : 'nothing'
  } finally {
    db.close()
  }
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
