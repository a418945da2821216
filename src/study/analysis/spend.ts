/** What the models of a record have used and cost, treatment by treatment. */
import type { ModelCalled } from '../../record/call-entries.ts'
import type { KeptCall } from '../../record/kept-call.ts'
import type { Usage } from '../../record/prompt.ts'
import type { Seat } from '../../record/seat.ts'
import { countedUsage } from '../../record/counted-usage.ts'
import type { Store } from '../../io/store/store.ts'
import { compare, inOrder, type Design } from './design.ts'
import { askRecord, type Question, type RunRead } from './read-runs.ts'
import { addTo, noSum, totalOf, type RunningSum } from '../statistics/running-sum.ts'
import { modelOf } from './run-ticks.ts'

/** What one model came to under one treatment: all its calls, those that only estimate how an answer is distributed among them. */
export interface ModelSpend {
  readonly treatment: string
  /** `provider/model`. */
  readonly model: string
  readonly calls: number
  /** Of these, calls of ticks that are still open: they are paid, and are not made again when the run is resumed. */
  readonly openCalls: number
  /** How often calls were made, each of their tries counted. */
  readonly tries: number
  /** Tokens that the provider said it used; of replies that did not say so credibly, see `uncounted`. */
  readonly inputTokens: number
  /** Those of `inputTokens` that it had read before. */
  readonly cachedInputTokens: number
  readonly outputTokens: number
  /** The sum of all costs that are known. */
  readonly costUsd: number
  /** What may have been charged besides: tries that broke off, replies that did not say what they used. */
  readonly uncertainUsd: number
  /** Replies whose cost is not known: there is no price, or no usage. Calls that brought no reply are not counted here. */
  readonly unpriced: number
  /** Replies that did not say how many tokens they used, or said what cannot be. */
  readonly uncounted: number
}

/** What a call leaves in a record, or beside it, of use and cost. */
interface Paid {
  readonly usage?: Usage
  readonly costUsd?: number | null
  readonly tries?: number | undefined
  readonly uncertainUsd?: number | undefined
  readonly isReply: boolean
}

type Totals = {
  -readonly [K in Exclude<keyof ModelSpend, 'costUsd' | 'uncertainUsd'>]: ModelSpend[K]
} & { readonly costUsd: RunningSum; readonly uncertainUsd: RunningSum }

/**
 * By treatment in the order of the experiment, then by model; models without a call are left out. Sums are of what stands in the record; what a fork
 * shares with its parent is counted once, there.
 */
export function spendOf(store: Store): readonly ModelSpend[] {
  return askRecord(store, spendQuestion)
}

export function spendQuestion(design: Design): Question<readonly ModelSpend[]> {
  const byPlace = new Map<string, Totals>()
  const totalsOf = (treatment: string, model: string): Totals => {
    const key = JSON.stringify([treatment, model])
    let totals = byPlace.get(key)
    if (totals === undefined) byPlace.set(key, (totals = noTotals(treatment, model)))
    return totals
  }
  return {
    kinds: ['model-called'],
    withForks: true,
    add(run) {
      const { treatment, ownTimes } = run
      for (const [list, n] of ownTimes) {
        for (const entry of list) {
          if (entry.kind !== 'model-called') continue
          const totals = totalsOf(treatment, modelOf(entry))
          const paid = paidIn(entry)
          // Calls are alike in hardly any two ticks: what is added n times is added once as a rule.
          for (let time = 0; time < n; time++) addPaid(totals, paid)
        }
      }
      for (const call of run.openCalls) {
        const totals = totalsOf(treatment, seatedModel(run, call))
        totals.openCalls++
        addPaid(totals, paidFor(call))
      }
    },
    answer: () =>
      inOrder(
        design,
        [...byPlace.values()]
          .sort((a, b) => compare(a.model, b.model))
          .map((totals) => ({
            ...totals,
            costUsd: totalOf(totals.costUsd),
            uncertainUsd: totalOf(totals.uncertainUsd),
          })),
      ),
  }
}

function noTotals(treatment: string, model: string): Totals {
  return {
    treatment,
    model,
    calls: 0,
    openCalls: 0,
    tries: 0,
    inputTokens: 0,
    cachedInputTokens: 0,
    outputTokens: 0,
    costUsd: noSum(),
    uncertainUsd: noSum(),
    unpriced: 0,
    uncounted: 0,
  }
}

function addPaid(totals: Totals, { usage, costUsd, tries = 1, uncertainUsd, isReply }: Paid): void {
  totals.calls++
  totals.tries += tries
  totals.inputTokens += usage?.inputTokens ?? 0
  totals.cachedInputTokens += usage?.cachedInputTokens ?? 0
  totals.outputTokens += usage?.outputTokens ?? 0
  addTo(totals.costUsd, costUsd ?? 0)
  addTo(totals.uncertainUsd, uncertainUsd ?? 0)
  if (!isReply) return
  if ((costUsd ?? null) === null) totals.unpriced++
  if ((usage?.inputTokens ?? null) === null || (usage?.outputTokens ?? null) === null)
    totals.uncounted++
}

function paidIn(entry: ModelCalled): Paid {
  return { ...entry, usage: countedUsage(entry), isReply: entry.error === null }
}

const NOT_SAID: Usage = { inputTokens: null, outputTokens: null }

/** A kept completion says of itself whether it is one. */
function paidFor({ completion }: KeptCall): Paid {
  const kept = JSON.parse(completion) as Omit<Paid, 'isReply'> & {
    readonly kind: string
    readonly mended?: readonly string[]
  }
  const usage = kept.mended?.includes('usage-doubted') === true ? NOT_SAID : kept.usage
  return { ...kept, ...(usage === undefined ? {} : { usage }), isReply: kept.kind === 'completed' }
}

/**
 * Kept calls are known by their participant and their ask: whoever sits there by then says which model is asked, but for summaries that another model
 * writes.
 */
export function seatedModel({ plan }: RunRead, { participant, tick, ask }: KeptCall): string {
  const { seats, interventions = [], history } = plan
  if (typeof history === 'object' && 'summary' in history && ask.endsWith('/summary')) {
    const { by } = history.summary
    if (by !== undefined) return by
  }
  const taken = interventions.flatMap(({ at, deed }) =>
    deed.do === 'replace' && 'tick' in at && at.tick <= tick ? [deed.seat] : [],
  )
  const isSeat = (seat: Seat): boolean => seat.participant === participant
  const model = (taken.findLast(isSeat) ?? seats.find(isSeat))?.settings['model']
  return typeof model === 'string' ? model : UNNAMED
}

const UNNAMED = '(not said)'
