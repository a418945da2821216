/** Which models answered: servers may answer in the name of one model with another, and change it while an experiment is under way. */
import { compare, inOrder, type Design } from './design.ts'
import type { Question } from './read-runs.ts'
import { modelOf } from './run-ticks.ts'

/** A name that servers gave, and how many replies gave it; null where it was not said. */
export interface Named {
  readonly name: string | null
  readonly replies: number
}

/** Who answered in the name of one model. */
export interface ServedModel {
  /** `provider/model`, as it was asked for. */
  readonly model: string
  readonly replies: number
  /** By number of replies, then by name. */
  readonly served: readonly Named[]
  readonly fingerprints: readonly Named[]
  /** True where more than one served model said its name. Replies that did not say who answered are no evidence of either. */
  readonly straddles: boolean
  /** True where more than one fingerprint was given: something on the server's side changed, though the model may be the same. */
  readonly fingerprintsVary: boolean
}

export interface ServedModels {
  readonly treatments: readonly (ServedModel & { readonly treatment: string })[]
  /**
   * Each model over all treatments. One that straddles here and under no single treatment may be the whole difference between
   * treatments.
   */
  readonly experiment: readonly ServedModel[]
}

interface Served {
  readonly model: string
  readonly names: Map<string | null, number>
  readonly fingerprints: Map<string | null, number>
}

/** By treatment in the order of the experiment, then by model. Calls that brought no reply are left out. */
export function servedModelsQuestion(design: Design): Question<ServedModels> {
  const byPlace = new Map<string, Served & { readonly treatment: string }>()
  const overall = new Map<string, Served>()
  return {
    kinds: ['model-called'],
    add({ treatment, times }) {
      for (const [list, n] of times) {
        for (const entry of list) {
          if (entry.kind !== 'model-called' || entry.error !== null) continue
          const model = modelOf(entry)
          const key = JSON.stringify([treatment, model])
          const here = byPlace.get(key) ?? { treatment, ...nobody(model) }
          const everywhere = overall.get(model) ?? nobody(model)
          byPlace.set(key, here)
          overall.set(model, everywhere)
          for (const { names, fingerprints } of [here, everywhere]) {
            names.set(entry.servedModel, (names.get(entry.servedModel) ?? 0) + n)
            fingerprints.set(entry.fingerprint, (fingerprints.get(entry.fingerprint) ?? 0) + n)
          }
        }
      }
    },
    answer() {
      const models = [...overall.values()].sort(byModel)
      const placed = inOrder(design, [...byPlace.values()].sort(byModel))
      return {
        treatments: placed.map((one) => ({ treatment: one.treatment, ...servedModel(one) })),
        experiment: models.map(servedModel),
      }
    },
  }
}

function nobody(model: string): Served {
  return { model, names: new Map(), fingerprints: new Map() }
}

function servedModel({ model, names, fingerprints }: Served): ServedModel {
  const [served, marks] = [counted(names), counted(fingerprints)]
  return {
    model,
    replies: served.reduce((sum, { replies }) => sum + replies, 0),
    served,
    fingerprints: marks,
    straddles: isSeveral(served),
    fingerprintsVary: isSeveral(marks),
  }
}

function counted(names: ReadonlyMap<string | null, number>): Named[] {
  return [...names]
    .map(([name, replies]) => ({ name, replies }))
    .sort((a, b) => b.replies - a.replies || compare(a.name ?? '', b.name ?? ''))
}

function isSeveral(named: readonly Named[]): boolean {
  return named.filter(({ name }) => name !== null).length > 1
}

function byModel(a: Served, b: Served): number {
  return compare(a.model, b.model)
}
