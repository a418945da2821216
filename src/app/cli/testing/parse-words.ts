/** Takes the words of a command as the command line would, and does nothing. */
import { coterieProgram } from '../program.ts'

/**
 * The verb that the words begin with; undefined where they only ask for help.
 * @throws Error where the command line does not know the verb or an option, or misses an argument.
 */
export async function parseWords(words: readonly string[]): Promise<string | undefined> {
  const program = coterieProgram().configureOutput({ writeOut: () => {}, writeErr: () => {} })
  let verb: string | undefined
  for (const command of program.commands) {
    command.action(() => void (verb = command.name())).configureOutput({ writeErr: () => {} })
  }
  try {
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    const { exitCode, message } = error as { exitCode?: number; message: string }
    // Help that was asked for ends the parsing, too.
    if (exitCode !== 0) throw new Error(`${words.join(' ')}: ${message}`)
  }
  return verb
}
