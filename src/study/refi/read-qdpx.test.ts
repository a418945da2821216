/** Projects as other tools write them, and archives that nobody should open. */
import { strToU8, zipSync, type Zippable } from 'fflate'
import { describe, expect, test } from 'vitest'
import { guids } from './qda-record.ts'
import { layOut } from './lay-out.ts'
import { readQdpx } from './read-qdpx.ts'
import { readBack } from './testing/read-back.ts'
import { TALK_CODEBOOK, talkStore } from './testing/talk-record.ts'

const ANN = '11111111-1111-4111-8111-111111111111'
const ASKS = '22222222-2222-4222-8222-222222222222'
const SOURCE = '33333333-3333-4333-8333-333333333333'
const id = (n: number): string => `44444444-4444-4444-8444-${String(n).padStart(12, '0')}`

const store = talkStore(['Hello 🦋 there.', 'Why?\nReally?', 'Fine.'])
const [run] = store.runs()
const laid = layOut(run!, store.ticks(run!.runId)).sources.find(
  ({ channel }) => channel === 'public',
)!
const at = (words: string): [number, number] => {
  const start = [...laid.text.slice(0, laid.text.indexOf(words))].length
  return [start, start + [...words].length]
}

/** A small project of another tool: one user, one code, these selections. */
function qde(
  selections: string,
  {
    origin = 'NVivo',
    path = `internal://${SOURCE}.txt`,
    users = `<User guid="${ANN}" name="Ann"/>`,
    source = '',
    code = 'Asks',
  } = {},
): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<Project name="p" origin="${origin}" xmlns="urn:QDA-XML:project:1.0">
<Users>${users}</Users>
<CodeBook><Codes><Code guid="${ASKS}" isCodable="true" name="${code}"/></Codes></CodeBook>
<Sources><TextSource guid="${SOURCE}" name="transcript"${path === '' ? '' : ` plainTextPath="${path}"`}>${source}${selections}</TextSource></Sources>
</Project>`
}

function selected(start: number, end: number, n = 1): string {
  return `<PlainTextSelection guid="${id(n)}" startPosition="${start}" endPosition="${end}"><Coding guid="${id(n + 100)}" creatingUser="${ANN}"><CodeRef targetGUID="${ASKS}"/></Coding></PlainTextSelection>`
}

function packed(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const zippable: Zippable = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      typeof text === 'string' ? strToU8(text) : text,
    ]),
  )
  return zipSync(zippable)
}

const back = (files: Readonly<Record<string, string | Uint8Array>>) =>
  readBack({ store, coders: [] }, packed(files), [TALK_CODEBOOK])

const coded = (result: ReturnType<typeof back>) =>
  [...result.given.values()]
    .flat()
    .map(({ unit, coder, spans }) => [
      result.units.get(unit)?.text,
      coder,
      spans?.map(({ quote }) => quote),
    ])

describe('a project in the manner of', () => {
  test('NVivo: capital Sources, its own GUIDs, CRLF counted as two', () => {
    const crlf = laid.text.replaceAll('\n', '\r\n')
    const start = crlf.indexOf('Why?')
    const points = [...crlf.slice(0, start)].length
    const result = back({
      'project.qde': qde(selected(points, points + 'Why?\r\nReally?'.length)),
      [`Sources/${SOURCE}.txt`]: crlf,
    })
    expect(coded(result)).toEqual([['Why?\nReally?', 'Ann', []]])
  })

  test('ATLAS.ti: a project by its own name, CRLF kept and counted as one, a byte order mark', () => {
    const [start, end] = at('Why?\nReally?')
    const result = back({
      'My study.qde': qde(selected(start, end), { origin: 'ATLAS.ti 23' }),
      [`sources/${SOURCE}.txt`]: `\ufeff${laid.text.replaceAll('\n', '\r\n')}`,
    })
    expect(coded(result)).toEqual([['Why?\nReally?', 'Ann', []]])
    expect([...result.project.countings.values()]).toEqual(['CRLF as one'])
  })

  test('MAXQDA: the text within the project, whole paragraphs with the name before them', () => {
    const [start, end] = at('p1: Hello 🦋 there.\n')
    const escaped = laid.text.replaceAll('&', '&amp;')
    const result = back({
      'project.qde': qde(selected(start, end), {
        path: '',
        origin: 'MAXQDA',
        source: `<PlainTextContent>${escaped}</PlainTextContent>`,
      }),
    })
    expect(coded(result)).toEqual([['Hello 🦋 there.', 'Ann', []]])
  })

  test('QualCoder: attributes in another order, braces round GUIDs, words of a message', () => {
    const [start, end] = at('🦋 there')
    const selection = `<PlainTextSelection endPosition="${end}" startPosition="${start}" guid="{${id(1).toUpperCase()}}" name="there"><Coding creatingUser="{${ANN}}" guid="${id(2)}"><CodeRef targetGUID="{${ASKS}}"/></Coding></PlainTextSelection>`
    const result = back({
      'project.qde': qde(selection, { code: 'ASKS' }),
      [`sources/${SOURCE}.txt`]: laid.text,
    })
    expect(coded(result)).toEqual([['Hello 🦋 there.', 'Ann', ['🦋 there']]])
  })

  test('a tool that counts UTF-16: found out by what the selections meet', () => {
    const units = (words: string): [number, number] => [
      laid.text.indexOf(words),
      laid.text.indexOf(words) + words.length,
    ]
    const result = back({
      'project.qde': qde(
        [units('Why?\nReally?'), units('Fine.')]
          .map(([start, end], i) => selected(start, end, i))
          .join(''),
      ),
      [`sources/${SOURCE}.txt`]: laid.text,
    })
    expect(coded(result).map(([text]) => text)).toEqual(['Why?\nReally?', 'Fine.'])
  })

  test('a tool that counts CRLF as one and does not say who it is: found out by what it did not code, too', () => {
    const part = selected(...at('Fine'))
    const others = ['Why?\nReally?', 'Fine.'].map(
      (words, i) =>
        `<PlainTextSelection guid="${id(20 + i)}" startPosition="${at(words)[0]}" endPosition="${at(words)[1]}"/>`,
    )
    const result = back({
      'project.qde': qde(part + others.join(''), { origin: 'Another' }),
      [`sources/${SOURCE}.txt`]: laid.text.replaceAll('\n', '\r\n'),
    })
    expect(coded(result)).toEqual([['Fine.', 'Ann', ['Fine']]])
    expect([...result.project.countings.values()]).toEqual(['CRLF as one'])
  })

  test('nobody: elements in a wrong order and unknown ones are read, and told', () => {
    const [start, end] = at('Fine.')
    const whole = qde(selected(start, end)).replace('<Users>', '<Extra/><Users>')
    const users = /<Users>.*<\/Users>/s.exec(whole)?.[0] ?? ''
    const turned = whole.replace(users, '').replace('</Project>', `${users}</Project>`)
    const archive = packed({ 'project.qde': turned, [`sources/${SOURCE}.txt`]: laid.text })
    expect(coded(readBack({ store, coders: [] }, archive, [TALK_CODEBOOK]))).toEqual([
      ['Fine.', 'Ann', []],
    ])
    expect([...readQdpx('x', archive).project.passed.keys()]).toEqual([
      '<Extra>: no element of the standard',
      "<Project>: elements stand in another order than the schema's; they were read",
    ])
  })
})

describe('what was marked', () => {
  test('across messages codes each of them with its part', () => {
    const [start] = at('Really?')
    const [, end] = at('Fine')
    const result = back({
      'project.qde': qde(selected(start, end)),
      [`sources/${SOURCE}.txt`]: laid.text,
    })
    expect(coded(result)).toEqual([
      ['Why?\nReally?', 'Ann', ['Really?']],
      ['Fine.', 'Ann', ['Fine']],
    ])
  })

  test('nowhere, with an empty selection, is told, and codes no unit', () => {
    const [start] = at('Fine.')
    const result = back({
      'project.qde': qde(selected(start + 1, start + 1)),
      [`sources/${SOURCE}.txt`]: laid.text,
    })
    expect(coded(result)).toEqual([])
    expect(result.unplaced[0]?.reason).toMatch(/selection is empty/)
  })

  test('in notes, on cases and beside codings is told', () => {
    const [start, end] = at('Fine.')
    const note = `<Notes><Note guid="${id(50)}"><PlainTextContent>See</PlainTextContent><PlainTextSelection guid="${id(51)}" startPosition="0" endPosition="3"><Coding guid="${id(52)}"><CodeRef targetGUID="${ASKS}"/></Coding></PlainTextSelection></Note></Notes>`
    const cases = `<Cases><Case guid="${id(60)}"><CodeRef targetGUID="${ASKS}"/></Case></Cases><Sources>`
    const described = selected(start, end).replace(
      '<Coding',
      '<Description>Ironic.</Description><Coding',
    )
    const whole = qde(described)
      .replace('<Sources>', cases)
      .replace(
        '</TextSource></Sources>',
        `<NoteRef targetGUID="${id(50)}"/></TextSource></Sources>${note}`,
      )
    const archive = packed({ 'project.qde': whole, [`sources/${SOURCE}.txt`]: laid.text })
    expect([...readQdpx('x', archive).project.passed.keys()]).toEqual([
      'a code on a <Case>: not taken over, since it is on no words',
      'a description of a selection: not taken over',
      'a note on a <TextSource>: not taken over',
      '<Coding> in a note: no words of the record are coded',
    ])
  })

  test('over the whole document codes every unit of it as a whole', () => {
    const result = back({
      'project.qde': qde(selected(0, [...laid.text].length)),
      [`sources/${SOURCE}.txt`]: laid.text,
    })
    expect(coded(result)).toEqual([
      ['Hello 🦋 there.', 'Ann', []],
      ['Why?\nReally?', 'Ann', []],
      ['Fine.', 'Ann', []],
    ])
  })

  test('in a heading is told, not lost', () => {
    const result = back({
      'project.qde': qde(selected(...at('Round 2'))),
      [`sources/${SOURCE}.txt`]: laid.text,
    })
    expect(result.unplaced).toMatchObject([
      { reason: 'the words are a heading, and no unit', words: 'Round 2' },
    ])
  })

  test('in a text that was changed, or is none of ours, is told, not lost', () => {
    const selection = selected(...at('Fine.'))
    const strange = back({
      'project.qde': qde(selection),
      [`sources/${SOURCE}.txt`]: `Another text.\n${laid.text}`,
    })
    expect(strange.unplaced).toMatchObject([{ reason: 'its source is none of this record' }])
    const own = guids.source(run!.runId, 'public')
    const changed = back({
      'project.qde': qde(selection, { path: `internal://${own}.txt` }),
      [`sources/${own}.txt`]: laid.text.replace('Fine', 'Well'),
    })
    expect(changed.unplaced[0]?.reason).toMatch(/was changed/)
  })
})

describe('is refused with file, place and mend:', () => {
  const good = { [`sources/${SOURCE}.txt`]: laid.text }
  const refused = (files: Readonly<Record<string, string | Uint8Array>>) => () => void back(files)

  test.each([
    [
      'a missing text',
      { 'project.qde': qde(selected(1, 2)) },
      /project\.qde:5: <TextSource 3333.*has no plain text.*not in the archive/,
    ],
    [
      'an offset beyond the text',
      { 'project.qde': qde(selected(1, 99_999)), ...good },
      /<PlainTextSelection 4444.*from 1 to 99999/,
    ],
    [
      'an end before its start',
      { 'project.qde': qde(selected(9, 3)), ...good },
      /<PlainTextSelection 4444.*ends at 3, before it begins at 9/,
    ],
    [
      'an offset that is none',
      { 'project.qde': qde(selected(1, 2)).replace('"2"', '"two"'), ...good },
      /endPosition is "two"/,
    ],
    [
      'a document type',
      {
        'project.qde': qde('').replace('<Project', '<!DOCTYPE x [<!ENTITY a "b">]><Project'),
        ...good,
      },
      /declares a document type/,
    ],
    ['an entity', { 'project.qde': qde('&lol;'), ...good }, /no well-formed XML/],
    ['broken XML', { 'project.qde': qde('').slice(0, 200), ...good }, /no well-formed XML/],
    ['another document', { 'project.qde': '<html/>' }, /a project begins with <Project>/],
    ['two projects', { 'a.qde': qde(''), 'b.qde': qde('') }, /2 projects/],
    ['no project', { 'a.txt': 'x' }, /no project/],
    [
      'two users of one name',
      {
        'project.qde': qde(selected(...at('Fine.')), {
          users: `<User guid="${ANN}" name="Ann"/><User guid="${id(9)}" name="ann"/>`,
        }),
        ...good,
      },
      /two users are called/,
    ],
    [
      'one GUID for two users',
      {
        'project.qde': qde('', {
          users: `<User guid="${ANN}" name="Ann"/><User guid="${ANN}" name="Ben"/>`,
        }),
        ...good,
      },
      /<User 1111.*another one has the same GUID/,
    ],
    [
      'one GUID for two codes',
      {
        'project.qde': qde('').replace(
          '</Codes>',
          `<Code guid="${ASKS}" isCodable="true" name="Other"/></Codes>`,
        ),
        ...good,
      },
      /<Code 2222.*another one has the same GUID/,
    ],
    [
      'a way out of the archive',
      { 'project.qde': qde(''), '../evil.txt': 'x' },
      /points out of the archive/,
    ],
    [
      'a way out by backslashes',
      { 'project.qde': qde(''), '..\\..\\evil.txt': 'x' },
      /points out of the archive/,
    ],
    [
      'an absolute path',
      { 'project.qde': qde(''), '/etc/passwd': 'x' },
      /points out of the archive/,
    ],
    ['a drive', { 'project.qde': qde(''), 'C:\\x.txt': 'x' }, /points out of the archive/],
    [
      'one name twice',
      { 'project.qde': qde(''), 'sources/a.txt': 'x', 'Sources/A.txt': 'y' },
      /two entries are called/,
    ],
    [
      'a bomb',
      { 'project.qde': qde(''), 'sources/a.txt': new Uint8Array(30_000_000) },
      /looks like a bomb/,
    ],
  ])('%s', (_, files, message) => {
    expect(refused(files)).toThrow(message)
  })

  test('an archive that is none, is cut off, encrypted, or larger than it says', () => {
    const archive = packed({ 'project.qde': qde('') })
    expect(() => readQdpx('x.qdpx', strToU8('PK no'))).toThrow(
      /x\.qdpx: this is no whole ZIP archive/,
    )
    expect(() => readQdpx('x.qdpx', archive.subarray(0, archive.length - 30))).toThrow(
      /no whole ZIP/,
    )
    const view = (): { bytes: Uint8Array; data: DataView; central: number } => {
      const bytes = archive.slice()
      const data = new DataView(bytes.buffer)
      return { bytes, data, central: data.getUint32(bytes.length - 6, true) }
    }
    const locked = view()
    locked.data.setUint16(locked.central + 8, 1, true)
    expect(() => readQdpx('x.qdpx', locked.bytes)).toThrow(/is encrypted/)
    const lying = view()
    lying.data.setUint32(lying.central + 24, 10, true)
    expect(() => readQdpx('x.qdpx', lying.bytes)).toThrow(/unpacks to more than the 10 bytes/)
    const damaged = view()
    damaged.bytes[60] = (damaged.bytes[60] ?? 0) ^ 0x55
    expect(() => readQdpx('x.qdpx', damaged.bytes)).toThrow(/broken/)
    expect(() => readQdpx('x.qdpx', archive, { bytes: 100 })).toThrow(/--most-bytes/)
  })
})
