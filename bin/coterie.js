#!/usr/bin/env node
/** The command: TypeScript as it stands in a checkout, the built JavaScript where the package is installed. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const isCheckout = existsSync(new URL('src/', root))
const entry = new URL(isCheckout ? 'src/app/cli/main.ts' : 'dist/src/app/cli/main.js', root)

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isNewEnough = major > 22 || (major === 22 && minor >= 18)
const bundledNode = fileURLToPath(new URL('node_modules/node/bin/node', root))

/** Tells the process that is started here that the channel it is given is its launcher's. */
const LAUNCHED = 'COTERIE_LAUNCHED'

if (isNewEnough) {
  if (process.env[LAUNCHED] !== undefined) endWithLauncher()
  module.enableCompileCache()
  await import(entry.href)
} else if (isCheckout && existsSync(bundledNode)) {
  handOver(bundledNode)
} else {
  const mend = isCheckout ? 'Run `npm ci`, which brings a newer one along' : 'Install a newer one'
  console.error(`coterie needs Node.js 22.18 or newer; this is ${process.versions.node}. ${mend}.`)
  process.exitCode = 2
}

/** Starts again under the Node.js that the checkout brings along, and ends as that ends. */
function handOver(node) {
  const child = spawn(node, process.argv.slice(1), {
    // A channel that nothing is said on: the operating system closes it however this process dies.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [LAUNCHED]: '1' },
  })
  // Whether a terminal sent the same to the child cannot be seen here: the child takes two at once for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`coterie could not start ${node}: ${error.message}`)
    process.exitCode = 2
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/** Ends this process at once when its launcher is gone: nobody is left who could stop what it spends. */
function endWithLauncher() {
  // Processes that this one starts have other channels, or none.
  delete process.env[LAUNCHED]
  const end = () => process.exit(130)
  process.on('disconnect', end)
  // Waiting for the launcher's death is no work to stay alive for.
  process.channel?.unref()
  // It may have died before anybody listened.
  if (process.connected === false) end()
}
