/**
 * Builds `dist/` for publishing: JavaScript, declarations, and what the compiler leaves behind (experiments, data, pages).
 * `--to DIR` builds elsewhere. `--unchecked` checks no types and declares none: for whoever only wants to see it run.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { bundle, joinedStyle, PAGES } from '../src/app/web/assets.ts'

const { to, unchecked } = parseArgs({
  options: {
    to: { type: 'string', default: 'dist' },
    unchecked: { type: 'boolean', default: false },
  },
}).values

rmSync(to, { recursive: true, force: true })
const compile = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', to]
const quick = unchecked ? ['--noCheck', '--declaration', 'false'] : []
execFileSync(process.execPath, [...compile, ...quick], { stdio: 'inherit' })
for (const place of ['src', 'scenarios', 'agents']) {
  cpSync(place, `${to}/${place}`, { recursive: true, filter: isAsset })
}

const client = `${to}/src/app/web/client`
for (const page of PAGES) writeFileSync(`${client}/${page}.js`, await bundle(page))
writeFileSync(`${client}/style.css`, joinedStyle())

/** The client goes out as the scripts and the one style sheet that are made of it. */
function isAsset(path: string): boolean {
  if (path.startsWith('src/app/web/client/') || path.startsWith('src/app/web/browser')) return false
  return statSync(path).isDirectory() ? !path.endsWith('golden') : !path.endsWith('.ts')
}
