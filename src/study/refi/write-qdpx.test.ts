/** Projects: valid by the standard's schemas whatever was said, every selection on its own words, the same bytes again. */
import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import {
  codingOf,
  recordOf,
  samplePlan,
  saying,
  storeOf,
  TALK_CODEBOOK,
  talkStore,
  type TalkStore,
  unitsIn,
  p1,
  p2,
} from './testing/talk-record.ts'
import { guids, type QdaRecord } from './qda-record.ts'
import { qdcOf, qdpxOf, type QdpxOptions } from './write-qdpx.ts'

const schema = (name: string): string =>
  readFileSync(new URL(`./testing/${name}`, import.meta.url), 'utf8')
const SCHEMAS = { project: schema('Project.xsd'), codebook: schema('Codebook.xsd') }

/** What is wrong with it, in words; empty where it is valid. */
async function faultsOf(xml: string, of: keyof typeof SCHEMAS): Promise<string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'document.xml', contents: xml }],
    schema: [{ fileName: 'schema.xsd', contents: SCHEMAS[of] }],
    initialMemoryPages: 1_024,
    maxMemoryPages: 16_384,
  })
  return errors.map(({ message }) => message)
}

const HOSTILE = [
  'plain',
  '🦋 é = e\u0301 👩‍👩‍👧',
  'שלום \u202eevil\u202c مرحبا',
  'two\r\nlines\rand a third\nend\r\n',
  '<b>&amp; ]]> "quoted" \'tis</b>',
  'nul \u0000 escape \u001b[31m tab\t \ufffe',
  'p2: I never said this\nRound 9',
  '',
  ' ',
]

function bytesOf(record: QdaRecord, options?: QdpxOptions): Uint8Array {
  return Buffer.concat([...qdpxOf(record, options)])
}

function filesOf(record: QdaRecord, options?: QdpxOptions): Record<string, string> {
  const files = unzipSync(bytesOf(record, options))
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

/** Every coding that can be said, on every unit. */
function codedFully(store: TalkStore): QdaRecord {
  const messages = unitsIn(store)
  const judged = { coder: 'judge:canned@1', coderKind: 'judge' as const }
  return recordOf(store, [
    ...messages.flatMap((unit) => [
      codingOf(unit, 'asks', 1, {
        ...judged,
        rationale: `because & "${unit.text}"`,
        confidence: 0.8,
      }),
      codingOf(unit, 'asks', 1),
      codingOf(unit, 'asks', 1, { coder: 'both', coderKind: 'settled' }),
      codingOf(unit, 'thanks', 0),
      codingOf(unit, 'tone', 'warm'),
      codingOf(unit, 'promise', null),
    ]),
    ...unitsIn(store, 'turn').map((unit) => codingOf(unit, 'turn', 1)),
    ...unitsIn(store, 'exchange').map((unit) => codingOf(unit, 'quarrel', 1)),
    ...unitsIn(store, 'decision').map((unit) => codingOf(unit, 'generous', 1)),
    ...unitsIn(store, 'run').map((unit) => codingOf(unit, 'fair', 1)),
  ])
}

describe('a project', () => {
  test('is valid whatever was said, with all kinds of units and coders', async () => {
    const qde = filesOf(codedFully(talkStore(HOSTILE)))['project.qde'] ?? ''
    expect(await faultsOf(qde, 'project')).toEqual([])
  })

  test('is valid without any coding, without any talk, and without any run', async () => {
    for (const store of [talkStore(['Hello.']), talkStore([]), storeOf([])]) {
      const qde = filesOf(recordOf(store, [], [], []))['project.qde'] ?? ''
      expect(await faultsOf(qde, 'project')).toEqual([])
    }
  })

  test('selects the words of each message: no name, no line end, code points and not code units', () => {
    const store = talkStore(HOSTILE)
    const files = filesOf(codedFully(store))
    const [run = ''] = store.runs().map(({ runId }) => runId)
    const source = guids.source(run, 'public')
    const points = [...(files[`sources/${source}.txt`] ?? '')]
    for (const { text } of unitsIn(store)) {
      if (text === '') continue
      const laid = text.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000\u001b\ufffe]/g, '\ufffd')
      const selected = [
        ...files['project.qde']!.matchAll(/startPosition="(\d+)" endPosition="(\d+)"/g),
      ].map(([, start, end]) => points.slice(Number(start), Number(end)).join(''))
      expect(selected).toContain(laid)
    }
  })

  test('gives the same bytes again, in whatever order its runs were played', () => {
    const runs = [1, 2, 3].map(
      (replicate) =>
        [
          samplePlan({ replicate }),
          saying([
            [p1, `Run ${replicate}`],
            [p2, 'yes'],
          ]),
        ] as const,
    )
    const [first, again] = [storeOf(runs), storeOf(runs.toReversed())]
    expect(bytesOf(codedFully(first))).toEqual(bytesOf(codedFully(again)))
  })

  test('tells what it could not say', () => {
    const told: string[] = []
    bytesOf(codedFully(talkStore(HOSTILE)), { note: (words) => told.push(words) })
    expect(told).toEqual([
      expect.stringMatching(/^18 codings that a code does not apply, or that are missing/),
      expect.stringMatching(/^3 characters that XML cannot hold were replaced/),
    ])
  })

  test('ends lines as it is asked to, and counts what it writes', () => {
    const store = talkStore(['one\ntwo', 'three'])
    const files = filesOf(recordOf(store, [], [], []), { crlf: true })
    const text = files[`sources/${guids.source(store.runs()[0]?.runId ?? '', 'public')}.txt`] ?? ''
    expect(text).not.toMatch(/(?<!\r)\n/)
    const [, start, end] =
      /startPosition="(\d+)" endPosition="(\d+)"/.exec(files['project.qde'] ?? '') ?? []
    expect(text.slice(Number(start), Number(end))).toBe('one\r\ntwo')
  })

  test('is valid with words that nobody chose', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }),
        async (words) => {
          const qde = filesOf(codedFully(talkStore(words)))['project.qde'] ?? ''
          expect(await faultsOf(qde, 'project')).toEqual([])
        },
      ),
      { numRuns: 15 },
    )
  })
})

describe('a codebook', () => {
  test('is valid; there is none without codes', async () => {
    expect(await faultsOf(qdcOf([TALK_CODEBOOK]) ?? '', 'codebook')).toEqual([])
    expect(
      await faultsOf(
        qdcOf([TALK_CODEBOOK, { ...TALK_CODEBOOK, version: '2', hash: 'x' }]) ?? '',
        'codebook',
      ),
    ).toEqual([])
    expect(qdcOf([])).toBeNull()
  })

  test('puts categories under a code that cannot be applied, and codes under their groups', () => {
    const qdc = qdcOf([TALK_CODEBOOK]) ?? ''
    expect(qdc).toMatch(/name="Acts" isCodable="false">.*name="Asks" isCodable="true"/s)
    expect(qdc).toMatch(/name="tone" isCodable="false">.*name="cold" isCodable="true"/s)
  })
})
