/** Codebooks of other programs: what they hold becomes codes, and what is no codebook is refused. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCodebook } from '../../app/load-codebook.ts'
import { newCodebook } from './new-codebook.ts'
import { readQdc } from './read-qdc.ts'
import { qdcOf } from './write-qdpx.ts'

const FOREIGN = `<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Some Program 24">
  <Codes>
    <Code guid="{0B7E5F6A-0000-4000-8000-000000000001}" name="Trust &amp; care" isCodable="false">
      <Code guid="0b7e5f6a-0000-4000-8000-000000000002" name="Promise" isCodable="true" color="#FF0000">
        <Description>Commits itself.</Description>
      </Code>
      <Code guid="0b7e5f6a-0000-4000-8000-000000000003" name="Promise" isCodable="true"/>
    </Code>
    <Code guid="0b7e5f6a-0000-4000-8000-000000000004" name="Örtlich" isCodable="true"/>
  </Codes>
</CodeBook>`

test('a foreign codebook: codes that can be applied, with definition and heading; two of one name stay two', () => {
  const { codes, origin } = readQdc('f.qdc', [FOREIGN])
  const { codebook } = newCodebook('foreign', codes, origin, 'f.qdc')
  expect(
    codebook.codes.map(({ code, title, definition, group, level }) => [
      code,
      title,
      definition,
      group,
      level,
    ]),
  ).toEqual([
    ['promise', 'Promise', 'Commits itself.', 'Trust & care', 'binary'],
    ['promise_2', 'Promise', 'It came without a definition.', 'Trust & care', 'binary'],
    ['ortlich', 'Örtlich', 'It came without a definition.', null, 'binary'],
  ])
})

test('our own come back with titles and definitions', () => {
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => {
    // What XML cannot hold is replaced on the way out, and told there.
    return /^[^\p{Cc}\ufffe\uffff]+$/u.test(text) && text.trim() === text
  })
  fc.assert(
    fc.property(words, words, (title, definition) => {
      const yaml = JSON.stringify({
        codebook: 'own',
        version: 1,
        codes: { first: { title, definition }, second: { definition: 'other' } },
      })
      const qdc = qdcOf([parseCodebook('own.json', yaml)]) ?? ''
      const { codes } = readQdc('own.qdc', [qdc])
      expect(codes.map(({ name }) => name)).toEqual([title, 'second'])
      expect(codes[0]?.description).toContain(definition)
    }),
  )
})

test.each([
  [
    'a project',
    '<Project xmlns="urn:QDA-XML:project:1.0"/>',
    /f\.qdc:1: <Project>: a codebook begins/,
  ],
  ['nothing to apply', '<CodeBook><Codes/></CodeBook>', /no code that can be applied/],
  ['entities', '<!DOCTYPE a [<!ENTITY b "c">]><CodeBook/>', /document type/],
  ['broken XML', '<CodeBook><Codes></CodeBook>', /no well-formed XML/],
])('%s is refused', (_, xml, message) => {
  expect(() => readQdc('f.qdc', [xml])).toThrow(message)
})
