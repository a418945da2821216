/** The one file that names concrete stores and providers, and connects them. */
import { UnknownNameError } from '../base/errors.ts'
import { contentHash } from '../base/hash.ts'
import { Streams } from '../base/random.ts'
import type { Provider } from '../io/model/provider.ts'
import { cassetteOf, withCassette } from '../io/model/cassette.ts'
import { humanPolicy } from '../play/agent/policies/human.ts'
import { HUMAN, isHuman } from '../play/agent/policies/human-settings.ts'
import { llmPolicy } from '../play/agent/policies/llm.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import type { People } from '../play/agent/people.ts'
import type { RecordedCall } from '../record/call-entries.ts'
import {
  isSubmission,
  type RecordedReply,
  type RecordedSubmission,
} from '../record/human-entries.ts'
import { RunId } from '../record/ids.ts'
import { everySeatOf, runIdOf, type Plan } from '../record/plan.ts'
import { recordedPeople } from '../play/replay/recorded-people.ts'
import type { Cast, Casting } from '../play/replay/replay-run.ts'

export { BEHAVIOURS as SIMULATED_MODELS } from '../io/model/providers/simulated-behaviour.ts'
export { JUDGES as SIMULATED_JUDGES } from '../io/model/providers/simulated-judge.ts'
export { cannedProvider } from '../io/model/providers/canned.ts'
export { openAiProvider, type OpenAiOptions } from '../io/model/providers/openai.ts'
export { simulatedProvider } from '../io/model/providers/simulated.ts'
export { memoryStore } from '../io/store/memory-store.ts'
export { openSqliteLedger } from '../io/store/sqlite-ledger.ts'
export { openSqliteStore } from '../io/store/sqlite-store.ts'
export { openSqliteTables } from '../io/store/sqlite-tables.ts'

/**
 * Seats the policies of plans: models and people behind what is recorded of them already, everybody with a stream of their own. `people` is null where
 * none can be reached.
 */
export function casting(
  catalogue: Catalogue,
  providerOf: (name: string) => Provider,
  people: People | null = null,
): Casting {
  return (plan, recorded, open, origin = plan) => {
    const streams = new Streams(plan.seed)
    const run = runIdOf(plan)
    const seats = everySeatOf(plan)
    const hasModel = seats.some(({ policy }) => policy === 'llm')
    const hasHuman = seats.some(isHuman)
    // They are read once, as they are wanted, unless two want them.
    const replies = hasModel && hasHuman ? [...recorded] : recorded
    const cassette = hasModel ? cassetteOf(callsIn(replies), open) : undefined
    const human = hasHuman
      ? humanPolicy(recordedPeople(people, submissionsIn(replies), open))
      : undefined
    const llm =
      cassette === undefined
        ? undefined
        : llmPolicy((name) =>
            open === null
              ? withCassette(name, null, cassette, 'replay')
              : withCassette(name, inLine(providerOf(name), plan, origin), cassette, 'resume'),
          )
    const { invalid, prompt, history } = plan
    const reseat: Cast['reseat'] = (seat, from) => {
      const { participant, policy } = seat
      const kind = catalogue.policies.get(policy)
      if (kind === undefined) {
        throw new UnknownNameError(
          'policy',
          policy,
          [...catalogue.policies.keys()],
          'The record names a policy that is not in this catalogue.',
        )
      }
      const sit = (policy === 'llm' ? llm : policy === HUMAN ? human : undefined) ?? kind.seat
      const random = from.stream(`policy/${participant}`)
      return sit({ run, seat, participant, random, invalid, prompt, history })
    }
    const policies = new Map(plan.seats.map((seat) => [seat.participant, reseat(seat, streams)]))
    return { policies, reseat }
  }
}

function* callsIn(replies: Iterable<RecordedReply>): Iterable<RecordedCall> {
  for (const reply of replies) if (!isSubmission(reply)) yield reply
}

function* submissionsIn(replies: Iterable<RecordedReply>): Iterable<RecordedSubmission> {
  for (const reply of replies) if (isSubmission(reply)) yield reply
}

/**
 * A stand-in draws by the run that asks it. In a fork it goes on with the draws of the run that the fork goes back to; from the tick on in which a run is
 * reseeded, it draws by the seed: what differs between two forks is what they were given to differ in.
 */
function inLine(provider: Provider, plan: Plan, origin: Plan): Provider {
  if (provider.name !== 'simulated') return provider
  const reseeds = (plan.interventions ?? []).flatMap(({ at, deed }) =>
    deed.do === 'reseed' && 'tick' in at ? [{ tick: at.tick, seed: deed.seed }] : [],
  )
  if (plan.fork === undefined && reseeds.length === 0) return provider
  const runAt = (tick: number): RunId => {
    const reseed = reseeds.findLast((one) => one.tick <= tick)
    return reseed === undefined
      ? runIdOf(origin)
      : RunId.parse(`run_${contentHash(['reseed', reseed.seed]).slice(0, 16)}`)
  }
  return {
    ...provider,
    complete: (prompt, signal) => {
      const { address } = prompt
      return provider.complete(
        { ...prompt, address: { ...address, run: runAt(address.tick) } },
        signal,
      )
    },
  }
}
