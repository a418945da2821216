/** A project that goes out, is coded by codes that nobody here knows, and comes back. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolder } from '../cli/testing/command.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const guid = (n: number): string => `55555555-5555-4555-8555-${String(n).padStart(12, '0')}`
const [ANN, ACTS, ASKS, UNUSED] = [guid(1), guid(2), guid(3), guid(4)]
const CODES = `<CodeBook><Codes><Code guid="${ACTS}" name="Acts &amp; &lt;more&gt;" isCodable="false">
<Code guid="${ASKS}" name="Ásks?" isCodable="true"><Description>A question
that waits for an answer.</Description></Code><Code guid="${UNUSED}" name="Unused" isCodable="true"/></Code></Codes></CodeBook>`

beforeAll(async () => {
  const lines = ['g1,Kim,Shall we?', 'g1,Lou,Well.', 'g1,Kim,When then?']
  folder.write({ 'chat.csv': ['run,speaker,text', ...lines].join('\n') })
  await folder.here('import', 'chat.csv', '--db', 'talk.sqlite')
  await folder.here('export', 'talk.sqlite', '--format', 'qdpx', '--out', 'out')
  const files = unzipSync(readFileSync(join(folder.path, 'out/project.qdpx')))
  let n = 10
  const qde = strFromU8(files['project.qde'] ?? new Uint8Array())
    .replace('<Variables>', `<Users><User guid="${ANN}" name="Ann"/></Users>${CODES}<Variables>`)
    .replaceAll(
      /(<PlainTextSelection [^>]*)\/>/g,
      (_, open: string) =>
        `${open}><Coding guid="${guid(n++)}" creatingUser="${ANN}"><CodeRef targetGUID="${ASKS}"/></Coding></PlainTextSelection>`,
    )
  const back = zipSync({ ...files, 'project.qde': strToU8(qde) })
  writeFileSync(join(folder.path, 'back.qdpx'), back)
})

const imported = (...words: string[]) =>
  folder.here('codings', 'import', 'talk.sqlite', 'back.qdpx', ...words)

describe('codes that no codebook has', () => {
  test('are refused with their names, and nothing is written', async () => {
    const { code, stderr } = await imported()
    expect(code).toBe(2)
    expect(stderr).toContain('"Ásks?" (3)')
    expect(stderr).toContain('--new-codebook NAME')
    expect((await folder.here('codings', 'list', 'talk.sqlite')).stdout).toContain(
      'nothing has been coded yet',
    )
  })

  test('become a codebook where that is asked for, once', async () => {
    const first = await imported('--new-codebook', 'acts', '--json')
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(first.stdout)).toMatchObject({
      coders: ['Ann'],
      taken: 3,
      unplaced: [],
      new_codebook: { name: 'acts', codes: ['asks'] },
    })
    const again = await imported('--new-codebook', 'acts', '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ taken: 0, already: 3, new_codebook: null })
    await folder.here('export', 'talk.sqlite', '--format', 'qdc', '--out', 'qdc')
    const qdc = readFileSync(join(folder.path, 'qdc/codebooks.qdc'), 'utf8')
    expect(qdc).toContain('name="Acts &amp; &lt;more&gt;" isCodable="false"')
    expect(qdc).toContain('name="Ásks?" isCodable="true"')
    expect(qdc).toContain('A question\nthat waits for an answer.')
    expect(qdc).not.toContain('Unused')
  })

  test('are no matter of coding sheets', async () => {
    folder.write({ 'sheet.csv': 'unit,asks\nunit_0123456789abcdef,1\n' })
    const words = ['talk.sqlite', 'sheet.csv', '--codebook', 'acts', '--new-codebook', 'more']
    const { code, stderr } = await folder.here('codings', 'import', ...words)
    expect(code).toBe(2)
    expect(stderr).toContain('--new-codebook is of projects (.qdpx) only')
  })

  test('cannot become one of an impossible name', async () => {
    await folder.here('import', 'chat.csv', '--db', 'other.sqlite')
    const { code, stderr } = await folder.here(
      'codings',
      'import',
      'other.sqlite',
      'back.qdpx',
      '--new-codebook',
      '1 two',
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(/--new-codebook 1 two: a name is a letter/)
  })
})
