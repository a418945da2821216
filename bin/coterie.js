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

if (isNewEnough) {
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
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends its interrupt to both; a second one would be taken for impatience.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
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
