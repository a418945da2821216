/** An experiment of some hundred calls with a server that meets every kind of failure in one call of twenty, for tests. */
import { Streams } from '../../base/random.ts'
import { failingsAt } from '../../io/model/practice/choose-failing.ts'
import { ofEachKind, type Failing } from '../../io/model/practice/misbehaviours.ts'
import { startModelServer } from '../../io/model/practice/model-server.ts'
import { defineExperiment } from '../../play/experiment/define-experiment.ts'
import { runExperiment, type RunReport } from '../run-experiment.ts'
import { numberedChoice } from './numbered-choice.ts'
import { declaredAt, ofKind, runsIn, type PlayedRun } from './served-play.ts'

export const ROUNDS = 2
export const REPLICATES = 24
export const POLICIES = ['forfeit', 'default:keep', 'abort']
const QUICK = { mostTries: 4, startMs: 1 }

/** Each kind at 5 %; within two of them the members that cost less time are met more often. */
const RATES = {
  ...ofEachKind(0.05),
  'busy 429 with Retry-After': 0.002,
  'busy 429 without Retry-After': 0.048,
  'ten megabytes': 0.005,
  'two megabytes': 0.045,
}

export interface Played {
  readonly db: string
  readonly report: RunReport
  readonly runs: readonly Met[]
}

/** A run, and what the server did with each of its requests: null where it answered. */
export interface Met extends PlayedRun {
  readonly met: readonly (Failing | null)[]
}

/** No two runs read the same words, so that each failing is drawn for one call of one run, whatever else is in flight. */
export async function playTroubled(
  db: string,
  { concurrency, timeoutMs }: { readonly concurrency: number; readonly timeoutMs: number },
): Promise<Played> {
  const choose = failingsAt(RATES, new Streams(4))
  const met = new Map<string, (Failing | null)[]>()
  const server = await startModelServer({
    misbehave: (request) => {
      const how = choose(request)
      const number = numberIn(JSON.stringify(request.body['messages']))
      met.set(number, [...(met.get(number) ?? []), how])
      return how
    },
    latencyMs: { fromMs: 0, toMs: 20 },
    answer: ({ body }) =>
      new Streams(JSON.stringify(body['messages'])).draw('move', 0) < 0.5
        ? 'ANSWER: J'
        : 'ANSWER: F',
  })
  const experiment = defineExperiment({
    experiment: 'attrition',
    scenario: 'numbered-choice',
    parameters: { rounds: ROUNDS },
    cast: { player: { policy: 'llm', model: 'local/some-model', maxTokens: 40 } },
    factors: { 'invalid.then': POLICIES },
    replicates: REPLICATES,
    invalid: { reask: 1, then: 'forfeit' },
  })
  const declared = declaredAt(server, {
    timeoutMs,
    patience: QUICK,
    limits: { inFlight: 64 },
  })
  const loaded = {
    experiment,
    scenario: numberedChoice,
    own: [],
    explain: (error: unknown) => error,
  }
  try {
    const report = await runExperiment(loaded, { db, concurrency, declared: [declared] })
    const runs = runsIn(db).map((run) => {
      const number = numberIn(JSON.stringify(ofKind(run.entries, 'fact-shown')))
      return { ...run, met: met.get(number) ?? [] }
    })
    return { db, report, runs }
  } finally {
    await server.close()
  }
}

/** The number that tells a run from all others. */
function numberIn(words: string): string {
  return /number\D+(\d+)/.exec(words)?.[1] ?? ''
}

/** What each try of each attempt of a run came to. */
export function triesIn({ entries }: PlayedRun): string[] {
  return ofKind(entries, 'model-called').flatMap(({ retried = [], error, reading }) => [
    ...retried,
    error?.replace(/ \(given up after \d tr(y|ies)\)$/, '') ?? reading,
  ])
}

/** Where a machine is so busy that it gives up replies which are there, the server is not to blame: such runs are not held against it. */
export function isUndisturbed(run: Met): boolean {
  const hung = run.met.filter((how) => how?.startsWith('hang')).length
  return triesIn(run).filter((one) => one.startsWith('no reply')).length === hung
}
