/** Takes the words of a command as the command line would, and does nothing. */
import type { Command } from 'commander'
import { coterieProgram } from '../program.ts'

/**
 * The verb that the words begin with; undefined where they only ask for help.
 * @throws Error where the command line does not know the verb or an option, or misses an argument.
 */
export async function parseWords(words: readonly string[]): Promise<string | undefined> {
  const program = coterieProgram().configureOutput({ writeOut: () => {}, writeErr: () => {} })
  let verb: string | undefined
  const silence = (command: Command, name: string): void => {
    command.configureOutput({ writeOut: () => {}, writeErr: () => {} })
    // A verb of verbs does nothing by itself.
    if (command.commands.length === 0) command.action(() => void (verb = name))
    for (const part of command.commands) silence(part, name)
  }
  for (const command of program.commands) silence(command, command.name())
  try {
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    const { exitCode, message } = error as { exitCode?: number; message: string }
    // Help that was asked for ends the parsing, too.
    if (exitCode !== 0) throw new Error(`${words.join(' ')}: ${message}`)
  }
  return verb
}
