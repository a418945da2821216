/** Runs scripts of package.json at the same time: `node .ci/at-once.ts types lint`. Each is told as a whole when it has ended; one that fails fails all. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const codes = await Promise.all(
  process.argv.slice(2).map(async (script) => {
    const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (more: string) => (said += more))
    const [code] = (await once(child, 'close')) as [number | null]
    console.log(`${script}: ${code === 0 ? 'fine' : 'failed'}`)
    if (said !== '') console.log(said.trimEnd())
    return code
  }),
)
process.exitCode = codes.every((code) => code === 0) ? 0 : 1
