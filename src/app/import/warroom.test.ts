/** The five transcripts of the discussion study: what is in the files, counted from the JSON, is in the record. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TickEntry } from '../../record/entry.ts'
import { isSeenBy } from '../../record/seen.ts'
import { importFiles } from './import-files.ts'
import { participantAt, type ReadyRun } from './foreign-run.ts'
import { makeScratch, warroomFiles } from './testing/files.ts'

/** A line as the study's own files have it. */
interface SourceLine {
  readonly sender: string
  readonly text?: string
  readonly round?: number
  readonly isError?: boolean
  readonly position?: number
}

interface Source {
  readonly condition: { readonly series: string; readonly isolatedMode?: boolean }
  readonly environment: {
    readonly agentRanking: readonly { readonly nickname: string; readonly model: string }[]
  }
  readonly conversation: { readonly userPrompt: string; readonly messages: readonly SourceLine[] }
}

const scratch = makeScratch()
const texts = warroomFiles()
const sources = new Map([...texts].map(([name, text]) => [name, JSON.parse(text) as Source]))
const names = [...texts.keys()]
let runs: ReadonlyMap<string, ReadyRun>

beforeAll(async () => {
  const paths = [...texts].map(([name, text]) => scratch.write(name, text))
  const { files } = await importFiles(paths, { db: `${scratch.path}/w.sqlite` })
  expect(files.map(({ format }) => format)).toEqual(names.map(() => 'warroom'))
  runs = new Map(files.map(({ file, runs: [run] }) => [file, run!]))
})
afterAll(() => scratch.remove())

const slotLines = (name: string): readonly SourceLine[] =>
  sources
    .get(name)!
    .conversation.messages.filter(({ sender }) => sender !== 'system' && sender !== 'user')
const entriesOf = (name: string): readonly TickEntry[] =>
  runs.get(name)!.ticks.flatMap(({ content }) => content.entries)
const ofKind = <K extends TickEntry['kind']>(name: string, kind: K) =>
  entriesOf(name).filter((entry): entry is Extract<TickEntry, { kind: K }> => entry.kind === kind)

test('the files are those of the protocol: 90 lines of A-run01, of which 74 are words of a participant', () => {
  const lines = sources.get('warroom-A-run01.json')!.conversation.messages
  expect(lines).toHaveLength(90)
  const words = ofKind('warroom-A-run01.json', 'message-sent').filter(
    ({ from, notice }) => from !== null && notice !== true,
  )
  expect(words).toHaveLength(90 - 10 - 1 - 2 - 3)
})

describe.each(names)('%s', (name) => {
  test('has a tick for the brief and for each line of a slot, in the order of arrival, and none for the interface', () => {
    const heard = sources
      .get(name)!
      .conversation.messages.filter(({ sender }) => sender !== 'system')
    const { ticks } = runs.get(name)!
    expect(ticks).toHaveLength(heard.length)
    heard.forEach(({ text, position }, i) => {
      const said = ticks[i]!.content.entries.filter((entry) => entry.kind === 'message-sent')
      expect(said.map((entry) => [entry.from, entry.text])).toEqual(
        text === '' ? [] : [[position === undefined ? null : participantAt(position - 1), text]],
      )
    })
  })

  test('counts rounds from 1 where the source counts from 0, and says so', () => {
    const { ticks, plan } = runs.get(name)!
    const [, ...spoken] = ticks
    expect(spoken.map(({ round }) => round)).toEqual(slotLines(name).map(({ round }) => round! + 1))
    const { sourceRounds } = plan.parameters
    for (const [i, { round }] of slotLines(name).entries())
      expect((sourceRounds as string[])[spoken[i]!.round! - 1]).toBe(String(round))
  })

  test('keeps error notices as messages of the failing slot, and empty messages as passes', () => {
    const errors = slotLines(name).filter(({ isError }) => isError === true)
    const notices = ofKind(name, 'message-sent').filter(({ notice }) => notice === true)
    expect(notices.map(({ from, text }) => [from, text])).toEqual(
      errors.map(({ position, text }) => [participantAt(position! - 1), text]),
    )
    expect(ofKind(name, 'decision-defaulted')).toHaveLength(errors.length)
    const empty = slotLines(name).filter(({ text }) => text === '')
    const passed = ofKind(name, 'decision-taken').filter(({ status }) => status === 'passed')
    expect(passed.map(({ of }) => of)).toEqual(
      empty.map(({ position }) => participantAt(position! - 1)),
    )
    expect(ofKind(name, 'decision-asked')).toHaveLength(slotLines(name).length)
  })

  test('seats the slots by position, each with its nickname and model', () => {
    const { seats, parameters, treatment } = runs.get(name)!.plan
    const { agentRanking } = sources.get(name)!.environment
    expect(seats.map(({ participant }) => participant)).toEqual(
      agentRanking.map((_slot, i) => participantAt(i)),
    )
    expect(parameters['names']).toEqual(agentRanking.map(({ nickname }) => nickname))
    expect(seats.map(({ settings }) => settings['model'])).toEqual(
      agentRanking.map(({ model }) => `imported/${model}`),
    )
    expect(treatment).toBe(sources.get(name)!.condition.series)
    expect(parameters['brief']).toBe(sources.get(name)!.conversation.userPrompt)
  })
})

test('a model that is gone crashes once and for good, and is out when it is asked no more; a full server is a crash of a round', () => {
  const [name, other] = ['warroom-A-run01.json', 'warroom-B-run01.json']
  const p7 = participantAt(6)
  expect(ofKind(name, 'participant-crashed')).toMatchObject([
    { of: p7, lasting: 'permanent', told: 'at-once' },
  ])
  expect(ofKind(name, 'participant-removed').map(({ of }) => of)).toEqual([p7])
  expect(
    new Set(ofKind(other, 'participant-crashed').map(({ lasting }) => JSON.stringify(lasting))),
  ).toEqual(new Set(['{"rounds":1}']))
  expect(ofKind(other, 'participant-removed')).toEqual([])
  expect(runs.get(other)!.end).toMatchObject({
    how: 'finished',
    why: '⏹ Most agents hit rate limits — stopping.',
  })
  expect(runs.get(name)!.end).toMatchObject({ how: 'finished', why: null })
})

test('those who were isolated heard the brief and themselves; the others heard everybody', () => {
  for (const name of names) {
    const isIsolated = sources.get(name)!.condition.isolatedMode === true
    const messages = ofKind(name, 'message-sent')
    const heard = messages.filter((entry) => isSeenBy(entry, participantAt(0)))
    expect(heard.length === messages.length).toBe(!isIsolated)
    if (isIsolated) expect(heard.map(({ from }) => from)).toEqual([null, participantAt(0)])
  }
})
