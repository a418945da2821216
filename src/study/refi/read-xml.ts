/** Reads XML that somebody else wrote: well-formed, without document types, so that no entity is ever brought in. */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { BadInputError } from '../../base/errors.ts'

export interface XmlHandler {
  open(tag: SaxesTagNS): void
  text(words: string): void
  close(tag: SaxesTagNS): void
}

/**
 * Hands tags and text to the handler as they come. `line` tells it where the reader is, from 1.
 * @throws BadInputError with file and line where the document is not safe to read, or no XML.
 */
export function readXml(
  place: string,
  xml: Iterable<string>,
  handler: XmlHandler,
  line: { of: () => number } = { of: () => 0 },
): void {
  const parser = new SaxesParser({ xmlns: true, position: true })
  line.of = () => parser.line
  parser.on('doctype', () => {
    throw new BadInputError(
      `${place}:${parser.line}: it declares a document type, with which entities are brought in. Files of this kind have none: it is not read.`,
    )
  })
  parser.on('error', (error) => {
    const words = error.message.replace(/^\d+:\d+: /, '')
    throw new BadInputError(
      `${place}:${parser.line}: this is no well-formed XML: ${words} Export it again.`,
    )
  })
  parser.on('opentag', (tag) => handler.open(tag))
  parser.on('text', (words) => handler.text(words))
  parser.on('cdata', (words) => handler.text(words))
  parser.on('closetag', (tag) => handler.close(tag))
  let isFirst = true
  for (const piece of xml) {
    // A byte order mark is not forbidden, only unwanted.
    parser.write(isFirst ? piece.replace(/^\ufeff/, '') : piece)
    isFirst = false
  }
  parser.close()
}
