/** At most so many calls of models in an experiment: past them nobody is asked any more, and the same command goes on under a higher cap. */
import type { Provider } from '../io/model/provider.ts'
import type { Store } from '../io/store/store.ts'

export interface CallCap {
  /** The same providers, counted. */
  readonly providerOf: (name: string) => Provider
  /** True once the cap is reached; runs then stop before their next tick. Calls in flight may go past it. */
  isReached(): boolean
}

/** Counts the calls that are in the record already, and every further one. */
export function capCalls(
  providerOf: (name: string) => Provider,
  cap: number | undefined,
  store: Store,
): CallCap {
  if (cap === undefined) return { providerOf, isReached: () => false }
  let calls = 0
  for (const { ticks } of store.entriesByRun(['model-called'])) {
    for (const entries of ticks) calls += entries.length
  }
  return {
    providerOf: (name) => {
      const provider = providerOf(name)
      return {
        ...provider,
        complete: (prompt) => {
          calls++
          return provider.complete(prompt)
        },
      }
    },
    isReached: () => calls >= cap,
  }
}
