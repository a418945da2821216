/** Runs the command line; the exit code says how it went. */
import { CommanderError } from 'commander'
import { BadInputError } from '../../base/errors.ts'
import { EXIT } from './exit-codes.ts'
import { coterieProgram } from './program.ts'

// Node.js puts all environment variables into the reports that it writes of crashes, keys among them.
process.report.excludeEnv = true

// Whoever reads may have read enough: `coterie show … | head` is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done)
  throw error
})

try {
  await coterieProgram().parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.badInput
  } else if (error instanceof BadInputError) {
    console.error(error.message)
    process.exitCode = EXIT.badInput
  } else {
    throw error
  }
}
