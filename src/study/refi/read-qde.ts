/** Reads `project.qde` as tools write it: attributes and elements in any order; another order than the schema's, and what is unknown, is told. */
import type { SaxesTagNS } from 'saxes'
import { BadInputError } from '../../base/errors.ts'
import { PROJECT_NAMESPACE } from './project.ts'
import type { QdeCode, QdeCoding, QdeProject, QdeSelection, QdeText } from './qde.ts'
import { readXml, type XmlHandler } from './read-xml.ts'
import { KNOWN, NO_TEXT, NOT_TAKEN, orderWatch } from './schema.ts'

const GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i

/** Of a source so many selections without codings are kept. */
const MOST_UNCODED = 1_000

/** @throws BadInputError with file, line and element where the document is no project, or not safe to read. */
export function readQde(place: string, xml: Iterable<string>): QdeProject {
  const line = { of: () => 0 }
  const project = collector(place, () => line.of())
  readXml(place, xml, project, line)
  return project.whole()
}

interface Collector extends XmlHandler {
  whole(): QdeProject
}

function collector(place: string, lineOf: () => number): Collector {
  const users: { guid: string; name: string }[] = []
  const codes: QdeCode[] = []
  const sources: QdeText[] = []
  const notes: QdeText[] = []
  const passed = new Map<string, number>()
  const path: string[] = []
  const order = orderWatch()
  const seen = new Set<string>()
  const openCodes: QdeCode[] = []
  let origin = ''
  let text: QdeText | null = null
  let selection: QdeSelection | null = null
  let coding: QdeCoding | null = null
  let content: string[] | null = null
  /** Whether the selection that is open has a description with words in it. */
  let isDescribed = false
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
  /** Who has the GUID of another cannot be told from it. */
  const ownGuid = (tag: SaxesTagNS): string => {
    const guid = guidIn(tag, 'guid')
    const key = `${tag.local} ${guid}`
    if (seen.has(key)) fail(tag, 'another one has the same GUID. Export the project again.')
    seen.add(key)
    return guid
  }
  const optionalGuid = (tag: SaxesTagNS, name: string): string | null =>
    attribute(tag, name) === null ? null : guidIn(tag, name)
  const textIn = (tag: SaxesTagNS): QdeText => ({
    guid: ownGuid(tag),
    name: attribute(tag, 'name') ?? '',
    path: attribute(tag, 'plainTextPath'),
    content: null,
    selections: [],
    uncoded: [],
    codings: [],
    line: lineOf(),
  })

  const starts: Readonly<Record<string, (tag: SaxesTagNS) => void>> = {
    Project: (tag) => {
      origin = attribute(tag, 'origin') ?? ''
      if (tag.uri !== PROJECT_NAMESPACE) pass(`the namespace is "${tag.uri}"`)
    },
    User: (tag) =>
      void users.push({ guid: ownGuid(tag), name: (attribute(tag, 'name') ?? '').trim() }),
    Code: (tag) => {
      const name = (attribute(tag, 'name') ?? '').trim()
      const code = { guid: ownGuid(tag), name, description: '', parent: openCodes.at(-1) ?? null }
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
      if (path.includes('Note')) pass('<Coding> in a note: no words of the record are coded')
      if (selection !== null) selection.codings.push(coding)
      else if (text !== null) text.codings.push(coding)
      else fail(tag, 'it stands in no source.')
    },
    CodeRef: (tag) => {
      if (coding !== null) coding.code = guidIn(tag, 'targetGUID')
      else pass(`a code on a <${path.at(-2) ?? ''}>: not taken over, since it is on no words`)
    },
    NoteRef: (tag) => {
      const target = guidIn(tag, 'targetGUID')
      if (coding !== null) coding.notes.push(target)
      else if (selection !== null) selection.notes.push(target)
      else pass(`a note on a <${path.at(-2) ?? ''}>: not taken over`)
    },
    Description: () => void (isDescribed = false),
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
      if (selection?.codings.length === 0 && selection.notes.length === 0) {
        text?.selections.pop()
        const { start, end } = selection
        if ((text?.uncoded.length ?? 0) < MOST_UNCODED) text?.uncoded.push({ start, end })
      }
      selection = null
    },
    Coding: () => void (coding = null),
  }

  return {
    open(tag) {
      path.push(tag.local)
      const parent = order.open(tag.local)
      if (parent !== null)
        pass(`<${parent}>: elements stand in another order than the schema's; they were read`)
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
    text(words) {
      content?.push(words)
      if (skipped > 0 || path.at(-1) !== 'Description') return
      const code = openCodes.at(-1)
      if (code !== undefined) code.description += words
      else if (selection !== null && !isDescribed && words.trim() !== '') {
        isDescribed = true
        pass('a description of a selection: not taken over')
      }
    },
    close(tag) {
      path.pop()
      order.close()
      if (skipped > 0) skipped--
      else ends[tag.local]?.()
    },
    whole: () => ({ origin, users, codes, sources, notes, passed }),
  }
}
