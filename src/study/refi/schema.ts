/** What the schema of projects knows: elements, and in which order they stand. */

/** Elements that are known and say nothing of codings. */
export const KNOWN = new Set(
  'Project Users User CodeBook Codes Code Variables Variable Cases Case Sources TextSource PlainTextContent PlainTextSelection Coding CodeRef NoteRef Notes Note Description VariableValue VariableRef TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue SourceRef SelectionRef Links Link Sets Set MemberCode MemberSource MemberNote Graphs Graph Vertex Edge'.split(
    ' ',
  ),
)
/** What the standard has besides codings, and nothing here is made of. */
export const NOT_TAKEN = new Set(['Link', 'Set', 'Graph'])
/** Sources that are no text, and all that is in them. */
export const NO_TEXT = new Set(['PictureSource', 'PDFSource', 'AudioSource', 'VideoSource'])

/** Element → its children in order (Project.xsd of 18 March 2019); those of which the order says nothing are left out. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  Project:
    'Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef'.split(' '),
  Code: ['Description', 'NoteRef', 'Code'],
  Case: ['Description', 'CodeRef', 'VariableValue', 'SourceRef', 'SelectionRef'],
  TextSource: 'Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue'.split(
    ' ',
  ),
  Note: 'Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue'.split(' '),
  PlainTextSelection: ['Description', 'Coding', 'NoteRef'],
  Coding: ['CodeRef', 'NoteRef'],
}

export interface OrderWatch {
  /** An element opens: the name of its parent where it comes after one that it should precede, otherwise null. */
  open(name: string): string | null
  close(): void
}

export function orderWatch(): OrderWatch {
  const path: { readonly name: string; reached: number }[] = []
  return {
    open(name) {
      const parent = path.at(-1)
      path.push({ name, reached: 0 })
      const place = parent === undefined ? -1 : (ORDER[parent.name]?.indexOf(name) ?? -1)
      if (parent === undefined || place < 0) return null
      if (place < parent.reached) return parent.name
      parent.reached = place
      return null
    },
    close: () => void path.pop(),
  }
}
