/** Builds `dist/` for publishing: JavaScript, declarations, and what the compiler leaves behind (experiments, data, pages). */
import { execFileSync } from 'node:child_process'
import { cpSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { bundle, joinedStyle, PAGES } from '../src/app/web/assets.ts'

rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
})
for (const place of ['src', 'scenarios', 'agents']) {
  cpSync(place, `dist/${place}`, { recursive: true, filter: isAsset })
}

const client = 'dist/src/app/web/client'
for (const page of PAGES) writeFileSync(`${client}/${page}.js`, await bundle(page))
writeFileSync(`${client}/style.css`, joinedStyle())

/** The client goes out as the scripts and the one style sheet that are made of it. */
function isAsset(path: string): boolean {
  if (path.startsWith('src/app/web/client/') || path.startsWith('src/app/web/browser')) return false
  return statSync(path).isDirectory() ? !path.endsWith('golden') : !path.endsWith('.ts')
}
