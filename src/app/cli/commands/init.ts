/** `coterie init`: a small project of the user's own. */
import { Command } from 'commander'
import { print, printJson } from '../print.ts'

export function initCommand(): Command {
  return new Command('init')
    .description('make a small project: an experiment, a scenario of your own, a codebook')
    .argument('<dir>', 'a folder that is new or empty')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie init my-lab && coterie run my-lab/experiment.yaml',
    )
    .action(init)
}

async function init(dir: string, options: { json?: true }): Promise<void> {
  const { makeProject } = await import('../../make-project.ts')
  const files = makeProject(dir)
  if (options.json === true) {
    printJson({ dir, files })
    return
  }
  print(
    `made ${files.join(', ')} in ${dir}`,
    `Now: coterie run ${dir}/experiment.yaml · coterie run ${dir}/own-game.ts`,
  )
}
