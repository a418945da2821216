/** Codes a record by a codebook: by its rules, and by judges under a budget of their own. What the command and the library share. */
import { BadInputError } from '../base/errors.ts'
import type { Caps, Spend } from '../io/model/budget.ts'
import type { Provider } from '../io/model/provider.ts'
import type { Ledger } from '../io/store/ledger.ts'
import { codebookFixed, type Codebook } from '../study/coding/codebook.ts'
import { judgeNamed, type Judge } from '../study/coding/judge/judge.ts'
import { openSqliteLedger, openSqliteStore } from './adapters.ts'
import { codeByRules, RULES, rulesNamed } from './coding/code-by-rules.ts'
import { assertSameCodebook, calledBefore, standingIn } from './coding/coded-before.ts'
import { estimateCoding, type CodingEstimate } from './coding/estimate-coding.ts'
import { doJudgeWork, judgeTasks, type JudgeTally, type JudgeTask } from './coding/judge-work.ts'
import { judgesAsked, type JudgesAsked } from './coding/judges-asked.ts'
import { ledgerQueue } from './coding/ledger-queue.ts'
import { assertNamesDiffer, loadJudge } from './coding/load-judge.ts'
import { unitsToCode, type UnitChoice, type UnitToCode } from './coding/units-to-code.ts'
import { modelFacts } from './estimate/model-facts.ts'
import { loadCodebook } from './load-codebook.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'
import type { Standing as Spending } from './sitting.ts'

export interface CodeOptions extends UnitChoice {
  /** The record. */
  readonly db: string
  /** A codebook's name or file, or one that is loaded. */
  readonly codebook: string | Codebook
  /** `provider/model`, an agent of the catalogue or a file, with `name=` in front where it is to have a name. */
  readonly judges?: readonly string[]
  /** Codes by all rules of the codebook; structural codes are coded by theirs in any case. */
  readonly rules?: boolean
  /** Units in one call; 1 unless told. */
  readonly batch?: number
  /** How often a unit is asked about again; 2 unless told. */
  readonly reask?: number
  /** Tries again what is missing, as a correction. */
  readonly retryMissing?: boolean
  /** Caps on what all judges of this record come to, at all times together. */
  readonly budget?: Caps
  /** Calls on their way at once; 16 unless told. */
  readonly concurrency?: number
  /** Only tells what would be done. */
  readonly dryRun?: boolean
  readonly stop?: AbortSignal
  readonly declared?: readonly ProviderDeclaration[]
  readonly providers?: readonly Provider[]
  /** Told how many units there are to judge, each counted once for each judge, before it is begun. */
  readonly onPlanned?: (units: number, standing: () => Spending) => void
  readonly onUnits?: (units: number) => void
}

/** What one coder did this time. */
export interface CoderReport extends Readonly<JudgeTally> {
  readonly coder: string
  readonly kind: 'rule' | 'judge'
  /** `provider/model`; null for rules. */
  readonly model: string | null
  /** Units of which everything was coded before. */
  readonly kept: number
}

export interface CodeReport {
  readonly db: string
  readonly codebook: Pick<Codebook, 'codebook' | 'version' | 'hash'>
  /** Units that were to be coded, and how many there are without a sample. */
  readonly units: number
  readonly of: number
  readonly coders: readonly CoderReport[]
  /** Units that are left uncoded, counted once for each judge. */
  readonly left: number
  /** What all judges of the record have come to, earlier times included. */
  readonly spend: Spend
  readonly spentBefore: Spend
  /** Why the budget left something uncoded; null where it did not. */
  readonly cap: string | null
  /** Why nobody could be asked; empty where all could. */
  readonly unavailable: readonly string[]
  /** Failures in passing, for which units were left. */
  readonly passing: readonly string[]
  /** What is still to be done, before it is done. */
  readonly estimate: readonly CodingEstimate[]
  readonly isDryRun: boolean
}

/** What of a coding is known before anybody is asked. */
interface Prepared {
  readonly codebook: Codebook
  readonly judges: readonly Judge[]
  readonly asked: JudgesAsked
  readonly units: readonly UnitToCode[]
  readonly of: number
}

/**
 * Codes what is not coded yet, and redoes nothing: again, it resumes; with another judge, other runs or a larger sample, it extends.
 * @throws BadInputError before anything is spent, with the mend.
 */
export async function codeRecord(options: CodeOptions): Promise<CodeReport> {
  const { batch = 1, judges: told = [] } = options
  const codebook =
    typeof options.codebook === 'string' ? loadCodebook(options.codebook) : options.codebook
  const judges: Judge[] = []
  for (const one of told) judges.push(await loadJudge(one, batch))
  assertNamesDiffer(judges)
  assertSomethingToDo(codebook, judges, options)
  const fault = new AbortController()
  const stops = options.stop === undefined ? [fault.signal] : [fault.signal, options.stop]
  const stop = AbortSignal.any(stops)
  const { budget: caps = {}, declared, providers } = options
  const asked = judgesAsked(judges, {
    caps,
    stop,
    ...(declared === undefined ? {} : { declared }),
    ...(providers === undefined ? {} : { providers }),
  })
  const prepared = { codebook, judges, asked, ...readUnits(codebook, options) }
  const ledger = openSqliteLedger(options.db, options.dryRun === true ? 'read' : 'write')
  try {
    return await code(ledger, prepared, options, stop, () => fault.abort())
  } finally {
    ledger.close()
  }
}

function assertSomethingToDo(
  { codes }: Codebook,
  judges: readonly Judge[],
  { rules }: CodeOptions,
): void {
  if (judges.length > 0 || rules === true || codes.some(({ structural }) => structural)) return
  throw new BadInputError('Nobody is to code: name a --judge, or give --rules.')
}

function readUnits(
  codebook: Codebook,
  options: CodeOptions,
): { readonly units: readonly UnitToCode[]; readonly of: number } {
  const store = openSqliteStore(options.db, 'read')
  try {
    return unitsToCode(store, codebook, options)
  } finally {
    store.close()
  }
}

async function code(
  ledger: Ledger,
  { codebook, judges, asked, units, of }: Prepared,
  options: CodeOptions,
  stop: AbortSignal,
  onFault: () => void,
): Promise<CodeReport> {
  const { reask = 2, retryMissing = false, concurrency = 16, dryRun = false } = options
  assertSameCodebook(ledger, codebook, placeOf(options))
  const names = judges.map(({ name }) => name)
  const standingOf = standingIn(ledger, codebook.hash, [RULES, ...names])
  const tasks = judgeTasks(judges, units, standingOf, retryMissing)
  const open = new Set(
    tasks.flatMap(({ judge, units: own }) => own.map(({ unit }) => `${unit.id} ${judge.name}`)),
  )
  const before = calledBefore(ledger, codebook.hash, (coder, unit) => open.has(`${unit} ${coder}`))
  asked.budget.book(before.spend)
  const estimate = estimateCoding(tasks, reask, modelFacts(asked.declared))
  const report = {
    db: options.db,
    codebook: { codebook: codebook.codebook, version: codebook.version, hash: codebook.hash },
    units: units.length,
    of,
    spentBefore: before.spend,
    estimate,
  }
  const leftBefore = sizeOf(tasks)
  if (dryRun) {
    const nothing = { cap: null, unavailable: [], passing: [], coders: [] }
    return { ...report, ...nothing, left: leftBefore, spend: before.spend, isDryRun: true }
  }
  const which = options.rules === true ? 'all' : 'structural'
  const hasRules = which === 'all' || codebook.codes.some(({ structural }) => structural)
  ledger.add([
    codebookFixed(codebook),
    ...(hasRules ? [rulesNamed()] : []),
    ...judges.map(judgeNamed),
  ])
  const byRules = hasRules ? codeByRules(ledger, codebook, units, standingOf, which) : null
  options.onPlanned?.(leftBefore, () => ({
    spend: asked.budget.spend,
    refusedShare: asked.refusedShare(),
  }))
  const done = await doJudgeWork({
    tasks,
    codebook,
    asked,
    before,
    queue: ledgerQueue(ledger),
    reask,
    concurrency,
    stop,
    onFault,
    onUnits: options.onUnits ?? (() => {}),
  })
  const left = [...done.tallies.values()].reduce((total, tally) => total + tally.left, 0)
  return {
    ...report,
    coders: [
      ...(byRules === null
        ? []
        : [{ coder: RULES, kind: 'rule' as const, model: null, ...byRules }]),
      ...judges.map((judge) => judgeReport(judge, done.tallies.get(judge.name), tasks, units)),
    ],
    left,
    spend: asked.budget.spend,
    cap: left > 0 ? asked.budget.reached : null,
    unavailable: done.unavailable,
    passing: done.passing,
    isDryRun: false,
  }
}

/** The file or the name by which a codebook was told. */
function placeOf({ codebook }: CodeOptions): string | undefined {
  return typeof codebook === 'string' ? codebook : undefined
}

function judgeReport(
  judge: Judge,
  tally: JudgeTally = { coded: 0, missing: 0, left: 0 },
  tasks: readonly JudgeTask[],
  units: readonly UnitToCode[],
): CoderReport {
  const put = units.filter(({ codes }) => codes.length > 0).length
  const own = tasks.filter((task) => task.judge.name === judge.name)
  const { name, model } = judge
  return { coder: name, kind: 'judge', model, ...tally, kept: put - sizeOf(own) }
}

function sizeOf(tasks: readonly JudgeTask[]): number {
  return tasks.reduce((total, { units }) => total + units.length, 0)
}
