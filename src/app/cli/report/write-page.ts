/** Writes the report as a page. */
import { basename, dirname, resolve } from 'node:path'
import { BadInputError } from '../../../base/errors.ts'
import { fileWriter } from '../../../io/files/write-files.ts'
import type { Tables } from '../../../io/store/tables.ts'
import { dataDictionary } from '../../../study/analysis/data-dictionary.ts'
import { methodsParagraph } from '../../../study/analysis/methods-paragraph.ts'
import { reportPage } from '../../../study/page/page.ts'
import { softwareVersion } from '../../software-version.ts'
import type { Gathered } from './gather-report.ts'

/**
 * Writes the file and gives back its path.
 * @throws BadInputError where it cannot be written, or is the record itself.
 */
export async function writePage(
  file: string,
  db: string,
  tables: Tables,
  gathered: Gathered,
): Promise<string> {
  if (resolve(file) === resolve(db))
    throw new BadInputError(
      `--html ${file}: that is the record itself. Name another file, such as report.html.`,
    )
  const { design, report, measured, coded, drawn } = gathered
  if (drawn === null) throw new TypeError('a page was not asked for when the record was read')
  const { methods, flow, servedModels, balance } = report
  const version = softwareVersion
  const page = await reportPage({
    ...gathered,
    ...drawn,
    paragraph: methodsParagraph({ methods, flow, servedModels, balance, coded, version }),
    dictionary: dataDictionary(tables, design, measured, coded),
    version,
  })
  fileWriter(dirname(file))(basename(file), [page])
  return file
}
