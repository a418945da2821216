/** The entries that an ask gives rise to, made once per ask object: a machine that repeats its asks repeats its entries. */
import type { Value } from '../../record/ask.ts'
import type { DecisionAsked, DecisionTaken } from '../../record/decision-entries.ts'
import { fitValue } from '../../record/fit-value.ts'
import type { AskEffect } from '../scenario/step.ts'

export class AskSheet {
  readonly asked: DecisionAsked
  readonly #ask: AskEffect
  readonly #taken = new Map<Value, DecisionTaken>()

  constructor(ask: AskEffect) {
    this.#ask = ask
    this.asked = { kind: 'decision-asked', of: ask.of, ask: ask.name, form: ask.form }
  }

  /** The entry for an answer that came at once, or undefined where the answer does not fit. */
  taken(answer: Value): DecisionTaken | undefined {
    const known = this.#taken.get(answer)
    if (known !== undefined) return known
    const fit = fitValue(this.#ask.form, answer)
    if (fit === undefined) return undefined
    const status = fit.value === null ? 'passed' : 'valid'
    const entry: DecisionTaken = {
      kind: 'decision-taken',
      of: this.#ask.of,
      ask: this.#ask.name,
      value: fit.value,
      displayed: fit.displayed,
      status,
      attempts: 1,
    }
    // Amounts and words may be without number; options are few.
    if (this.#taken.size < 64) this.#taken.set(answer, entry)
    return entry
  }
}

const sheets = new WeakMap<AskEffect, AskSheet>()

/** The sheet of an ask object. */
export function sheetOf(ask: AskEffect): AskSheet {
  let sheet = sheets.get(ask)
  if (sheet === undefined) sheets.set(ask, (sheet = new AskSheet(ask)))
  return sheet
}
