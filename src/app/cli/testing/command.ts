/** Runs the command as a user does: another process, in a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runHere } from './run-here.ts'
import type { Said } from './said.ts'

/** The file that package.json's `bin` names. */
const COMMAND = fileURLToPath(new URL('../../../../bin/coterie.js', import.meta.url))

/** A folder that goes away when its tests are done. */
export interface Folder {
  readonly path: string
  /** Writes files: name → text. */
  write(files: Readonly<Record<string, string>>): void
  /** Runs `coterie …` in the folder and waits for its end. */
  coterie(...words: readonly string[]): Promise<Said>
  /** The same without a process of its own: for what it says and writes, not for how processes live and die. */
  here(...words: readonly string[]): Promise<Said>
  /** Starts `coterie …` in the folder. */
  start(...words: readonly string[]): Started
  remove(): void
}

/** A command on its way. */
export interface Started {
  readonly process: ChildProcess
  readonly ended: Promise<Said>
}

/** Makes an empty folder. Its commands get `variables` in their environment, as they are when a command starts. */
export function makeFolder(variables: Readonly<Record<string, string>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'coterie-face-'))
  return {
    path,
    write: (files) => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        writeFileSync(join(path, name), text)
      }
    },
    coterie: (...words) => start(path, words, variables).ended,
    here: (...words) => runHere(path, words, environmentWith(variables)),
    start: (...words) => start(path, words, variables),
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}

function environmentWith(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  // No key of whoever runs the tests may decide how they end.
  const { OPENAI_API_KEY: _, ...others } = process.env
  return { ...others, ...variables }
}

function start(
  cwd: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
): Started {
  const env = environmentWith(variables)
  const child = spawn(process.execPath, [COMMAND, ...words], { cwd, env })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const ended = once(child, 'close').then(([code]) => ({ ...said, code: code as number | null }))
  return { process: child, ended }
}
