/** Reads the design of a sample from its file. */
import { BadInputError } from '../../base/errors.ts'
import { isWhole, SampleDesign } from '../../study/coding/validation/design.ts'
import { readText } from '../read-document.ts'

/** Designs of large samples are large. */
const MOST_BYTES = 268_435_456

/** @throws BadInputError where it is no design, or was changed. */
export function readDesign(path: string): SampleDesign {
  const text = readText(path, 'It is written beside the sheet: <sheet>.design.json.', MOST_BYTES)
  const refuse = (why: string): never => {
    throw new BadInputError(`${path}: ${why} Take the file that coterie codings export wrote.`)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refuse(`this is no JSON: ${(error as Error).message}.`)
  }
  const parsed = SampleDesign.safeParse(value)
  if (!parsed.success) return refuse('this is no design of a sample.')
  return isWhole(parsed.data) ? parsed.data : refuse('this design was changed by hand.')
}
