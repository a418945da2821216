/** Builds `dist/` for publishing: JavaScript, declarations, and what the compiler leaves behind (experiments, data, pages). */
import { execFileSync } from 'node:child_process'
import { cpSync, rmSync, statSync } from 'node:fs'

rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
})
for (const place of ['src', 'scenarios', 'agents']) {
  cpSync(place, `dist/${place}`, { recursive: true, filter: isAsset })
}

function isAsset(path: string): boolean {
  return statSync(path).isDirectory() ? !path.endsWith('golden') : !path.endsWith('.ts')
}
