/** Whether a scenario bears what an experiment may do to it: probes beside the play, edits of its parts, parameters that change. */
import { canonicalJson } from '../../base/canonical-json.ts'
import type { Fault } from '../../play/scenario/fault.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import { parametersOf } from '../../play/scenario/parameters.ts'
import type { Ask } from '../../record/ask.ts'
import { probeAsk } from '../../record/probe.ts'
import { Seen } from '../../record/seen.ts'
import type { Tick } from '../../record/tick.ts'
import { answersAtOnce } from './any-answer.ts'
import { playThrough, type Played } from './play-through.ts'
import type { Shown } from './purity-faults.ts'
import type { Sample } from './sample-plans.ts'

/** Faults of one run that was played to its end. */
export async function grammarFaults(
  sample: Sample,
  scenario: Scenario,
  played: Played,
  shown: readonly Shown[],
): Promise<Fault[]> {
  return [
    ...nameFaults(sample, scenario, shown),
    ...roundFaults(sample, scenario, played.ticks),
    ...probeFaults(sample, scenario, played.ticks),
    ...(await amendFaults(sample, scenario, played)),
  ]
}

function nameFaults({ name }: Sample, scenario: Scenario, shown: readonly Shown[]): Fault[] {
  return shown.flatMap(({ ask, parts, tick }) => {
    const where = `ask "${ask.name}" (tick ${tick}, ${name})`
    const faults: Fault[] = []
    if (ask.name.includes('/')) {
      faults.push({
        where,
        what: 'its name holds a stroke, which is kept for what stands beside the play.',
        mend: 'Name it with letters, digits and hyphens.',
      })
    }
    for (const part of parts) {
      if (scenario.parts === undefined || scenario.parts.includes(part.name)) continue
      faults.push({
        where,
        what: `read gives a part "${part.name}", which the scenario does not list: an experiment could not change it.`,
        mend: 'Add it to parts.',
      })
    }
    return faults
  })
}

function roundFaults({ name, plan }: Sample, scenario: Scenario, ticks: readonly Tick[]): Fault[] {
  const most = scenario.mostRounds?.(parametersOf(scenario, plan) as never)
  const late = ticks.find(({ round }) => most !== undefined && round !== null && round > most)
  if (late === undefined) return []
  return [
    {
      where: `phase "${late.content.phase}" (tick ${late.tick}, ${name})`,
      what: `is in round ${late.round}, past the ${most} that mostRounds declares.`,
      mend: 'Mend its ending, or raise mostRounds.',
    },
  ]
}

/** Before the first tick, and after every tick of the first few: what a probe would be shown. */
const MOST_PROBED = 20

function probeFaults({ name, plan }: Sample, scenario: Scenario, ticks: readonly Tick[]): Fault[] {
  const everybody = plan.seats.map(({ participant }) => new Seen(participant))
  const faults: Fault[] = []
  for (const { tick, content } of ticks.slice(0, MOST_PROBED)) {
    for (const entry of content.entries) {
      if (entry.kind === 'decision-asked') continue
      for (const seen of everybody) seen.add(entry, tick)
    }
    for (const seen of everybody) {
      const fault = probeFault(scenario, seen)
      if (fault !== undefined)
        faults.push({ where: `a probe of ${seen.participant} (tick ${tick}, ${name})`, ...fault })
    }
  }
  return faults.slice(0, 1)
}

function probeFault(scenario: Scenario, seen: Seen): Omit<Fault, 'where'> | undefined {
  const mend =
    'Where isProbeAsk(ask.name) holds, let read give what the participant knows, without the part "question".'
  const ask: Ask = {
    of: seen.participant,
    name: probeAsk('check'),
    form: { kind: 'text', maxLength: 100 },
  }
  try {
    const parts = scenario.read(seen, ask)
    if (!parts.some((part) => part.name === 'question' && part.text.includes('?'))) return undefined
    return { what: 'read puts a question of its own to a probe.', mend }
  } catch (error) {
    return { what: `read throws: ${(error as Error).message}.`, mend }
  }
}

/** Parameters that are set to what they are must change nothing: the same is asked, and the same follows. */
async function amendFaults(
  { name, plan }: Sample,
  scenario: Scenario,
  played: Played,
): Promise<Fault[]> {
  if (scenario.amend === undefined || plan.interventions !== undefined) return []
  const at = Math.floor(played.ticks.length / 2)
  const changed = {
    ...plan,
    interventions: [{ at: { tick: at }, deed: { do: 'set' as const, parameters: {} } }],
  }
  const where = `amend (tick ${at}, ${name})`
  try {
    const again = await playThrough(changed, scenario, (random) => answersAtOnce(random))
    const other = again.ticks.find((tick, i) => !isSamePlay(tick, played.ticks[i]))
    if (other === undefined && again.ticks.length === played.ticks.length) return []
    return [
      {
        where,
        what: `parameters that are set to what they are change what follows, at tick ${other?.tick ?? again.ticks.length}.`,
        mend: 'Let amend give the context as it is, with the asks that are open.',
      },
    ]
  } catch (error) {
    return [{ where, what: `throws: ${(error as Error).message}.`, mend: '' }]
  }
}

/** What was asked, decided, said and paid; facts may be shown once more. */
function isSamePlay(one: Tick, two: Tick | undefined): boolean {
  return two !== undefined && canonicalJson(playIn(one)) === canonicalJson(playIn(two))
}

function playIn({ content }: Tick): readonly string[] {
  return content.entries
    .filter(({ kind }) => kind !== 'intervention-applied' && kind !== 'fact-shown')
    .map((entry) => canonicalJson(entry))
}
