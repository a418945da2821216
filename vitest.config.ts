/** Where the tests are and how they are run. */
import { defineConfig } from 'vitest/config'
import { tally } from './.ci/tally.ts'

export default defineConfig({
  test: {
    include: ['{src,scenarios,agents}/**/*.test.ts'],
    benchmark: { include: ['benchmarks/**/*.bench.ts'] },
    // Processes, because the database is native; shared by test files, because nothing in the house is global.
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: ['default', tally],
  },
})
