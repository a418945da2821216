/** Files for tests of the importer: recorded ones, and a folder for those that a test writes. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The five transcripts of the discussion study: name → text. */
export function warroomFiles(): ReadonlyMap<string, string> {
  const folder = here('../../../../scenarios/group-discussion/recorded')
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.gz'))
      .sort()
      .map((name) => [
        name.replace(/\.gz$/, ''),
        gunzipSync(readFileSync(join(folder, name))).toString('utf8'),
      ]),
  )
}

/** The recorded groups of repeated trust: name → text. */
export function trustFiles(): ReadonlyMap<string, string> {
  const folder = here('../../../../scenarios/trust-game/recorded')
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
}

export interface Scratch {
  readonly path: string
  /** Writes a file and gives back its path. */
  write(name: string, content: string | Uint8Array): string
  remove(): void
}

export function makeScratch(): Scratch {
  const path = mkdtempSync(join(tmpdir(), 'coterie-import-'))
  return {
    path,
    write(name, content) {
      const file = join(path, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
      return file
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
