/** Plays one run: show, gather, commit, close, until the machine is done. */
import type { TickEntry } from '../../record/entry.ts'
import { RecordHash } from '../../record/record-hash.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import { ContentPool, contentOf, type Tick } from '../../record/tick.ts'
import { assertSound } from '../scenario/check-scenario.ts'
import { assertShared } from './changed-prefix.ts'
import type { Step } from '../scenario/step.ts'
import { commit } from './commit.ts'
import { Course } from './course.ts'
import { failureOf, gather, type Occasion, type PolicyFailure } from './gather.ts'
import { unaskedAnswer, whenOf, type Begun, type Interventions } from './interventions.ts'
import type { Job } from './job.ts'
import { show } from './participants.ts'
import { NOT_PROBED, probe, withProbes, type Moment } from './probing.ts'
import { recordedAnswer } from './recorded-answers.ts'
import { SEMANTICS } from './semantics.ts'

/** Shared by all runs of a process, so that equal ticks are stored once. It holds nothing that a run could notice. */
const pool = new ContentPool()

/** How the run ended, with the hash of its record; `left` where it was stopped before its end. */
export type Outcome =
  | { readonly kind: 'ended'; readonly end: RunEnded; readonly hash: string }
  /** `why` is null where it was told to stop, and says what has to be mended where somebody could not be asked. */
  | { readonly kind: 'left'; readonly why: string | null }

/**
 * Plays a plan to its end. Everything that enters the record depends on the plan and the decisions alone: asks of one tick are
 * answered concurrently and committed in participant order, whatever the order of arrival.
 */
export async function playRun(job: Job): Promise<Outcome> {
  const { plan, scenario, live = true } = job
  assertSound(scenario)
  const course = new Course(job)
  const { participants, stepper, outside } = course
  const book = openBook(job)
  const probes = plan.probes ?? []
  const shared = job.prefix?.ticks[Symbol.iterator]()

  let step = stepper.start()
  let entries: TickEntry[] = [...step.facts]
  let known = show(entries, 0, 0, participants)
  let number = 0
  let before: Moment['before'] = null
  while (!step.done) {
    const recorded = takeFrom(shared)
    const stopped = recorded === undefined && (job.stopped?.() ?? false)
    // Nobody is waited for unless somebody has to be: scripted ticks follow one another at once.
    if (stopped !== false && (await stopped)) return { kind: 'left', why: null }
    if (outside !== undefined) {
      const begun = beginOrFail(outside, step, number)
      if ('failure' in begun)
        return book.finish({ kind: 'run-ended', how: 'failed', why: begun.failure })
      step = begun.step
      entries.push(...begun.entries)
      known = show(entries, known, number, participants)
    }
    course.assertGoesOn(step, number)
    const { round, phase, asks } = step
    const history = recorded?.content.entries
    const given = givenIn(history, outside)
    const occasion: Occasion = { tick: number, round, participants, scenario, given }
    const unasked = outside && unaskedAnswer(entries, asks)
    const probing =
      probes.length === 0
        ? NOT_PROBED
        : probe(probes, occasion, { phase, before, isOver: false }, history, outside)
    const gathering = gather(asks, occasion)
    const gathered = gathering instanceof Promise ? await gathering : gathering
    const probed = probing instanceof Promise ? await probing : probing
    for (const entry of probed.entries) entries.push(entry)
    const committed = commit(gathered, number, entries)
    const { event, latenciesMs, cut, open } = withProbes(committed, probed, unasked)
    const waited = recorded === undefined && (gathered.waited || probed.waited)
    if (open !== null && live) return { kind: 'left', why: open.why }
    if (cut !== null) {
      book.close({ tick: number, round, content: contentOf(phase, entries) }, waited, latenciesMs)
      return book.finish({ kind: 'run-ended', ...cut })
    }
    if (outside !== undefined) entries.push(...outside.presence.notices(asks))
    step = stepper.next(event)
    for (const fact of step.facts) entries.push(fact)
    known = show(entries, known, number, participants)
    const isScripted = !waited && recorded === undefined
    const content = isScripted ? pool.intern(phase, entries) : contentOf(phase, entries)
    const tick = { tick: number, round, content }
    if (recorded === undefined) book.close(tick, waited, latenciesMs)
    else {
      assertShared(plan, recorded, tick)
      book.share(tick)
    }
    course.close(tick, recorded !== undefined)
    entries = []
    known = 0
    number++
    if (probes.length > 0) before = { round, phase }
  }
  const { round, phase } = step
  const last: Occasion = { tick: number, round, participants, scenario }
  const probed = await probe(probes, last, { phase, before, isOver: true }, undefined, outside)
  if (probed.open !== null && live) return { kind: 'left', why: probed.open.why }
  entries.push(...probed.entries)
  if (entries.length > 0) {
    const { waited, latenciesMs } = probed
    book.close({ tick: number, round, content: contentOf(phase, entries) }, waited, latenciesMs)
  }
  const why = probed.failure ?? unreachedIn(outside, number)
  return book.finish({ kind: 'run-ended', how: why === null ? 'finished' : 'failed', why })
}

/** What cannot be applied ends its own run, and no other. */
function beginOrFail(outside: Interventions, step: Step, tick: number): Begun | PolicyFailure {
  try {
    return outside.begin(step, tick)
  } catch (error) {
    return failureOf(error)
  }
}

/** The ledger and the hash, which go together. */
function openBook({ plan, ledger, prefix }: Job) {
  const hash = new RecordHash()
  const started = { kind: 'run-started' as const, semantics: SEMANTICS, plan }
  hash.start(prefix?.origin ?? started)
  ledger.start(started)
  return {
    close(tick: Tick, waited: boolean, latenciesMs: readonly number[]): void {
      hash.tick(tick)
      ledger.tick(tick, waited, latenciesMs)
    },
    /** A tick of the parent: it is in the record already. */
    share: (tick: Tick): void => hash.tick(tick),
    finish(end: RunEnded): Outcome {
      hash.end(end)
      const digest = hash.digest()
      ledger.end(end, digest)
      return { kind: 'ended', end, hash: digest }
    },
  }
}

function takeFrom(shared: Iterator<Tick> | undefined): Tick | undefined {
  const next = shared?.next()
  return next?.done === false ? next.value : undefined
}

/** Who need not be asked: nobody in a tick of the parent; else those for whom an intervention speaks. */
function givenIn(
  history: readonly TickEntry[] | undefined,
  outside: Interventions | undefined,
): Occasion['given'] {
  if (history === undefined) return outside && ((ask) => outside.answer(ask))
  return (ask) => recordedAnswer(history, ask)
}

/** An intervention that was never due is a manipulation that did not happen: its run is no run of its treatment. */
function unreachedIn(outside: Interventions | undefined, ticks: number): string | null {
  const unreached = outside?.waiting[0]
  if (unreached === undefined) return null
  return `the intervention at ${whenOf(unreached)} was never due: the run ended before, after ${ticks} ticks. Declare it for an earlier time.`
}
