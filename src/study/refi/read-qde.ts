/** Reads `project.qde` as tools write it: attributes and elements in any order, what is unknown passed over and told. */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { BadInputError } from '../../base/errors.ts'
import { PROJECT_NAMESPACE } from './project.ts'

export interface QdeCoding {
  readonly guid: string
  readonly user: string | null
  code: string | null
  readonly notes: string[]
  readonly line: number
}

export interface QdeSelection {
  readonly guid: string
  readonly start: number
  readonly end: number
  readonly codings: QdeCoding[]
  readonly notes: string[]
  readonly line: number
}

/** A text source, or a note, which is one too. */
export interface QdeText {
  readonly guid: string
  readonly name: string
  readonly path: string | null
  content: string | null
  readonly selections: QdeSelection[]
  /** Of the whole of it. */
  readonly codings: QdeCoding[]
  readonly line: number
}

export interface QdeCode {
  readonly guid: string
  readonly name: string
  readonly parent: QdeCode | null
}

export interface QdeProject {
  readonly origin: string
  readonly users: readonly { readonly guid: string; readonly name: string }[]
  readonly codes: readonly QdeCode[]
  readonly sources: readonly QdeText[]
  readonly notes: readonly QdeText[]
  /** What was passed over, in words, with how often. */
  readonly passed: ReadonlyMap<string, number>
}

const GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i

/** Elements that are known and say nothing of codings. */
const KNOWN = new Set(
  'Project Users User CodeBook Codes Code Variables Variable Cases Case Sources TextSource PlainTextContent PlainTextSelection Coding CodeRef NoteRef Notes Note Description VariableValue VariableRef TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue SourceRef SelectionRef Links Link Sets Set MemberCode MemberSource MemberNote Graphs Graph Vertex Edge'.split(
    ' ',
  ),
)
/** What the standard has besides codings, and nothing here is made of. */
const NOT_TAKEN = new Set(['Link', 'Set', 'Graph'])
/** Sources that are no text, and all that is in them. */
const NO_TEXT = new Set(['PictureSource', 'PDFSource', 'AudioSource', 'VideoSource'])

/** @throws BadInputError with file, line and element where the document is no project, or not safe to read. */
export function readQde(place: string, xml: Iterable<string>): QdeProject {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const project = collector(place, () => parser.line)
  parser.on('doctype', () => {
    throw new BadInputError(
      `${place}:${parser.line}: it declares a document type, with which entities are brought in. Projects have none: it is not read.`,
    )
  })
  parser.on('error', (error) => {
    const words = error.message.replace(/^\d+:\d+: /, '')
    throw new BadInputError(
      `${place}:${parser.line}: this is no well-formed XML: ${words} Export the project again.`,
    )
  })
  parser.on('opentag', project.open)
  parser.on('text', project.text)
  parser.on('cdata', project.text)
  parser.on('closetag', project.close)
  let isFirst = true
  for (const piece of xml) {
    // A byte order mark is not forbidden, only unwanted.
    parser.write(isFirst ? piece.replace(/^\ufeff/, '') : piece)
    isFirst = false
  }
  parser.close()
  return project.whole()
}

interface Collector {
  open(tag: SaxesTagNS): void
  text(words: string): void
  close(tag: SaxesTagNS): void
  whole(): QdeProject
}

function collector(place: string, lineOf: () => number): Collector {
  const users: { guid: string; name: string }[] = []
  const codes: QdeCode[] = []
  const sources: QdeText[] = []
  const notes: QdeText[] = []
  const passed = new Map<string, number>()
  const path: string[] = []
  const openCodes: QdeCode[] = []
  let origin = ''
  let text: QdeText | null = null
  let selection: QdeSelection | null = null
  let coding: QdeCoding | null = null
  let content: string[] | null = null
  /** Depth within a source that is no text. */
  let skipped = 0

  const pass = (what: string): void => void passed.set(what, (passed.get(what) ?? 0) + 1)
  const attribute = ({ attributes }: SaxesTagNS, name: string): string | null =>
    attributes[name]?.value ?? null
  const fail = (tag: SaxesTagNS, why: string): never => {
    const guid = attribute(tag, 'guid')
    const which = guid === null ? '' : ` ${guid}`
    throw new BadInputError(`${place}:${lineOf()}: <${tag.local}${which}>: ${why}`)
  }
  const guidIn = (tag: SaxesTagNS, name: string): string => {
    const match = GUID.exec((attribute(tag, name) ?? '').trim())
    return match?.[1]?.toLowerCase() ?? fail(tag, `its ${name} is missing or is no GUID.`)
  }
  const positionIn = (tag: SaxesTagNS, name: string): number => {
    const written = attribute(tag, name)?.trim() ?? ''
    const value = /^\d+$/.test(written) ? Number(written) : Number.NaN
    return Number.isSafeInteger(value)
      ? value
      : fail(
          tag,
          `its ${name} is ${written === '' ? 'missing' : `"${written}"`}: a whole number from 0 is wanted.`,
        )
  }
  const optionalGuid = (tag: SaxesTagNS, name: string): string | null =>
    attribute(tag, name) === null ? null : guidIn(tag, name)
  const textIn = (tag: SaxesTagNS): QdeText => ({
    guid: guidIn(tag, 'guid'),
    name: attribute(tag, 'name') ?? '',
    path: attribute(tag, 'plainTextPath'),
    content: null,
    selections: [],
    codings: [],
    line: lineOf(),
  })

  const starts: Readonly<Record<string, (tag: SaxesTagNS) => void>> = {
    Project: (tag) => {
      origin = attribute(tag, 'origin') ?? ''
      if (tag.uri !== PROJECT_NAMESPACE) pass(`the namespace is "${tag.uri}"`)
    },
    User: (tag) =>
      void users.push({ guid: guidIn(tag, 'guid'), name: (attribute(tag, 'name') ?? '').trim() }),
    Code: (tag) => {
      const name = (attribute(tag, 'name') ?? '').trim()
      const code = { guid: guidIn(tag, 'guid'), name, parent: openCodes.at(-1) ?? null }
      codes.push(code)
      openCodes.push(code)
    },
    TextSource: (tag) => void sources.push((text = textIn(tag))),
    Note: (tag) => void notes.push((text = textIn(tag))),
    PlainTextContent: () => void (content = []),
    PlainTextSelection: (tag) => {
      selection = {
        guid: guidIn(tag, 'guid'),
        start: positionIn(tag, 'startPosition'),
        end: positionIn(tag, 'endPosition'),
        codings: [],
        notes: [],
        line: lineOf(),
      }
      if (selection.end < selection.start)
        fail(tag, `it ends at ${selection.end}, before it begins at ${selection.start}.`)
      if (text === null) fail(tag, 'it stands in no source.')
      else text.selections.push(selection)
    },
    Coding: (tag) => {
      coding = {
        guid: guidIn(tag, 'guid'),
        user: optionalGuid(tag, 'creatingUser'),
        code: null,
        notes: [],
        line: lineOf(),
      }
      if (selection !== null) selection.codings.push(coding)
      else if (text !== null) text.codings.push(coding)
      else fail(tag, 'it stands in no source.')
    },
    CodeRef: (tag) => {
      if (coding !== null) coding.code = guidIn(tag, 'targetGUID')
    },
    NoteRef: (tag) => {
      const target = guidIn(tag, 'targetGUID')
      if (coding !== null) coding.notes.push(target)
      else if (selection !== null) selection.notes.push(target)
    },
  }
  const ends: Readonly<Record<string, () => void>> = {
    Code: () => void openCodes.pop(),
    TextSource: () => void (text = null),
    Note: () => void (text = null),
    PlainTextContent: () => {
      if (text !== null && content !== null) text.content = content.join('')
      content = null
    },
    PlainTextSelection: () => {
      // What nobody coded is there for cases: a million of them are not to be held.
      if (selection?.codings.length === 0 && selection.notes.length === 0) text?.selections.pop()
      selection = null
    },
    Coding: () => void (coding = null),
  }

  return {
    open(tag) {
      path.push(tag.local)
      if (path.length === 1 && tag.local !== 'Project')
        fail(tag, 'a project begins with <Project>. Is this another file?')
      if (skipped > 0 || NO_TEXT.has(tag.local)) {
        if (skipped++ === 0) pass(`${tag.local}: it holds no text of ours`)
        return
      }
      if (NOT_TAKEN.has(tag.local)) pass(`<${tag.local}>: not taken over`)
      if (!KNOWN.has(tag.local)) pass(`<${tag.local}>: no element of the standard`)
      starts[tag.local]?.(tag)
    },
    text: (words) => void content?.push(words),
    close(tag) {
      path.pop()
      if (skipped > 0) skipped--
      else ends[tag.local]?.()
    },
    whole: () => ({ origin, users, codes, sources, notes, passed }),
  }
}
