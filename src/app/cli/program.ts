/** The command line: which verbs there are. */
import { Command } from 'commander'
import { softwareVersion } from '../software-version.ts'
import { agreeCommand } from './commands/agree.ts'
import { checkCommand } from './commands/check.ts'
import { codeCommand } from './commands/code.ts'
import { codingsCommand } from './commands/codings.ts'
import { compareCommand } from './commands/compare.ts'
import { controlCommand } from './commands/control.ts'
import { exportCommand } from './commands/export.ts'
import { forkCommand } from './commands/fork.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { listCommand } from './commands/list.ts'
import { measuresCommand } from './commands/measures.ts'
import { planCommand } from './commands/plan.ts'
import { powerCommand } from './commands/power.ts'
import { practiceCommand } from './commands/practice.ts'
import { profilesCommand } from './commands/profiles.ts'
import { replayCommand } from './commands/replay.ts'
import { reportCommand } from './commands/report.ts'
import { runCommand } from './commands/run.ts'
import { showCommand } from './commands/show.ts'
import { statsCommand } from './commands/stats.ts'
import { viewCommand } from './commands/view.ts'

/** The command line, with all its verbs. */
export function coterieProgram(): Command {
  const program = new Command('coterie')
    .description(
      'A laboratory for societies of language-model agents: declare, play, record, replay, measure.',
    )
    .version(softwareVersion)
    .showHelpAfterError('(add --help for usage and an example)')
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  $ coterie init my-lab            a small project to begin with
  $ coterie run experiment.yaml    play it into logs/
  $ coterie report logs/NAME.sqlite
  $ coterie view logs/NAME.sqlite  look at it in a browser
  $ coterie replay logs/NAME.sqlite

Exit codes: 0 done · 1 a check found something · 2 bad input · 3 stopped at the budget, resumable · 130 interrupted, resumable`,
    )

  for (const command of [
    runCommand(),
    controlCommand(),
    planCommand(),
    showCommand(),
    replayCommand(),
    forkCommand(),
    compareCommand(),
    reportCommand(),
    measuresCommand(),
    agreeCommand(),
    profilesCommand(),
    codeCommand(),
    codingsCommand(),
    exportCommand(),
    importCommand(),
    listCommand(),
    checkCommand(),
    statsCommand(),
    powerCommand(),
    initCommand(),
    viewCommand(),
    practiceCommand(),
  ]) {
    program.addCommand(
      command.exitOverride().showHelpAfterError('(add --help for usage and an example)'),
    )
  }
  return program
}
