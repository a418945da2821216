/** `coterie profiles`: how alike the participants of a run behave, by what was coded, and whether treatments differ in that. */
import { Command } from 'commander'
import { print, printJson } from '../print.ts'

interface Options {
  codebook?: string
  coder?: string
  codes?: string
  json?: true
}

export function profilesCommand(): Command {
  return new Command('profiles')
    .description(
      'profiles of coded behaviour: how alike the participants of a run are, and whether treatments differ in that',
    )
    .argument('<db>', 'a record that was coded')
    .option('--codebook <name>', 'NAME or NAME@VERSION, where there are several')
    .option('--coder <name>', 'a coder or an adjudication; the only adjudication without it')
    .option(
      '--codes <list>',
      'which codes make up a profile; all binary ones that are not structural',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie profiles logs/talks.sqlite --codebook discussion-flags --codes phatic,meta,lead,arch,agree\n\nThe unit of inference is the run: the value of a run is the mean cosine over the pairs of its participants.',
    )
    .action(printProfiles)
}

async function printProfiles(db: string, options: Options): Promise<void> {
  const { openSqliteStore, openSqliteTables } = await import('../../adapters.ts')
  const { compareProfiles } = await import('../../../study/analysis/compare-profiles.ts')
  const { designOf } = await import('../../../study/analysis/design.ts')
  const { codebook, coder, codes } = options
  const store = openSqliteStore(db, 'read')
  const tables = openSqliteTables(db)
  try {
    const report = compareProfiles(tables, designOf(store), {
      ...(codebook === undefined ? {} : { codebook }),
      ...(coder === undefined ? {} : { coder }),
      ...(codes === undefined ? {} : { codes: codes.split(',').map((code) => code.trim()) }),
    })
    if (options.json === true) {
      const { snakeCased } = await import('../report/snake-cased.ts')
      return printJson(snakeCased({ db, ...report }))
    }
    const { profilesText } = await import('../profiles-text.ts')
    print(...profilesText(report))
  } finally {
    tables.close()
    store.close()
  }
}
