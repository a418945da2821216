import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemPace } from '../../../app/system-pace.ts'
import { canonicalJson } from '../../../base/canonical-json.ts'
import { Streams } from '../../../base/random.ts'
import { cassetteOf, withCassette } from '../../../io/model/cassette.ts'
import { openAiProvider } from '../../../io/model/providers/openai.ts'
import type { Provider } from '../../../io/model/provider.ts'
import { MISBEHAVIOURS, type Misbehaviour } from '../../../io/model/practice/misbehaviours.ts'
import { startModelServer, type ModelServer } from '../../../io/model/practice/model-server.ts'
import { ODDITIES, type Oddity } from '../../../io/model/practice/oddities.ts'
import { withTimeout } from '../../../io/model/with-timeout.ts'
import type { AnswerForm } from '../../../record/ask.ts'
import { TickEntry } from '../../../record/entry.ts'
import { ParticipantId, RunId } from '../../../record/ids.ts'
import type { InvalidPolicy } from '../../../record/plan.ts'
import { Seen } from '../../../record/seen.ts'
import type { Considered } from '../policy.ts'
import { llmPolicy } from './llm.ts'

const KEY = 'sk-test-SECRET-0123456789'
const p1 = ParticipantId.parse('p1')
const jf: AnswerForm = {
  kind: 'choice',
  options: ['cooperate', 'defect'],
  labels: ['J', 'F'],
  order: [0, 1],
}
const POLICIES: readonly InvalidPolicy['then'][] = ['forfeit', 'abort', { default: 'defect' }]

let server: ModelServer
beforeAll(async () => {
  server = await startModelServer()
})
afterAll(() => server.close())

/** Only those who hang are waited for in vain. */
const live = (how: string): Provider =>
  withTimeout(
    openAiProvider({ name: 'local', baseUrl: server.baseUrl, key: KEY, keyName: 'LOCAL_KEY' }),
    how.startsWith('hang') ? 100 : 60_000,
    systemPace,
  )

async function ask(
  provider: Provider,
  then: InvalidPolicy['then'],
  style: 'line' | 'bare',
): Promise<Considered> {
  const policy = llmPolicy(() => provider)({
    run: RunId.parse('run_0123456789abcdef'),
    seat: {
      participant: p1,
      role: 'row',
      agent: 'inline',
      policy: 'llm',
      settings: { model: 'local/test-model', answer: style },
      persona: null,
    },
    participant: p1,
    random: new Streams(1).stream('p1'),
    invalid: { reask: 1, then },
  })
  const situation = {
    ask: { of: p1, name: 'choice', form: jf },
    tick: 0,
    seen: new Seen(p1),
    read: () => [],
  }
  return (await policy.decide(situation)) as Considered
}

/** What the run may take from it: nothing, or what the plan put in its place in the open. */
function expectNoMove({ decision }: Considered, then: InvalidPolicy['then']): void {
  if (decision.kind === 'aborted' || decision.kind === 'unavailable') return
  expect(decision).toMatchObject({
    kind: 'decision-defaulted',
    status: then === 'forfeit' ? 'forfeited' : 'defaulted',
    value: then === 'forfeit' ? null : 'defect',
  })
  expect(then).not.toBe('abort')
}

function expectRecordable({ trail, decision }: Considered): void {
  expect(JSON.stringify([trail, decision])).not.toContain('SECRET')
  for (const entry of trail) {
    expect(() => canonicalJson(entry)).not.toThrow()
    expect(TickEntry.safeParse(entry).success).toBe(true)
  }
}

async function replayed(
  { trail }: Considered,
  then: InvalidPolicy['then'],
  style: 'line' | 'bare',
): Promise<Considered> {
  const calls = trail.flatMap((entry) =>
    entry.kind === 'model-called' ? [{ tick: 0, entry }] : [],
  )
  return ask(withCassette('local', null, cassetteOf(calls, null), 'replay'), then, style)
}

describe.each(Object.keys(MISBEHAVIOURS) as Misbehaviour[])(
  'a server that answers with %s',
  (how) => {
    test.each(POLICIES)(
      'gives no move, whatever the plan says of invalid answers: %j',
      async (then) => {
        server.behave(how)
        for (const style of ['line', 'bare'] as const) {
          const considered = await ask(live(how), then, style)
          expectNoMove(considered, then)
          expectRecordable(considered)
          const again = await replayed(considered, then, style)
          expect(canonicalJson([again.trail, again.decision])).toBe(
            canonicalJson([considered.trail, considered.decision]),
          )
        }
      },
    )
  },
)

test.each(Object.keys(ODDITIES) as Oddity[])(
  'a server with %s is read all the same, and replays alike',
  async (how) => {
    server.behave(how)
    const considered = await ask(live(how), 'abort', 'line')
    expect(considered.decision).toMatchObject({
      kind: 'decision-taken',
      value: 'cooperate',
      status: 'valid',
    })
    expectRecordable(considered)
    const again = await replayed(considered, 'abort', 'line')
    expect(canonicalJson([again.trail, again.decision])).toBe(
      canonicalJson([considered.trail, considered.decision]),
    )
  },
)
