/** A vitest reporter that closes a run with one plain line for machines: `Tests: 12 passed, 0 failed`. */
import type { Reporter } from 'vitest/node'

/** A file that cannot be loaded, and an error outside every test, count as one failure each. */
export const tally: Reporter = {
  onTestRunEnd(modules, strayErrors) {
    const count = (state: 'passed' | 'failed') =>
      modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0)
    const broken = modules.flatMap((module) => module.errors()).length + strayErrors.length
    console.log(`\nTests: ${count('passed')} passed, ${count('failed') + broken} failed`)
  },
}
