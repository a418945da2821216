/** Where the tests are and how they are run. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
    // Where Node keeps what it compiled, as bin/coterie.js has it: the processes that tests start begin twice as soon.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    // For what hangs alone: on a busy machine a process or a page takes many times as long as on a quiet one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
    reporters: ['default', tally],
  },
})
