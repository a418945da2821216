/** Writes together what comes due together: many runs in flight share one transaction. */
import type { Clock } from '../../base/clock.ts'
import type { Store } from '../../io/store/store.ts'

export interface GroupCommit {
  /**
   * Has everything written at the end of the turn at hand that is appended by then: from there on no end of this process undoes it. It is
   * safe from a loss of power as soon as the disk is through, which nobody waits for.
   */
  soon(): void
  /** True once writing has failed: what is played from there on would be lost. */
  hasFailed(): boolean
  /**
   * Writes what is left, and waits for the disk.
   * @throws what writing threw, then or before.
   */
  finish(): Promise<void>
}

/** `onFault` is told once. */
export function groupCommit(store: Store, clock: Clock, onFault?: () => void): GroupCommit {
  let isDue = false
  let syncing: Promise<void> | undefined
  let isSyncDue = false
  let failure: { readonly error: unknown } | undefined

  const fail = (error: unknown): void => {
    if (failure !== undefined) return
    failure = { error }
    onFault?.()
  }
  const flush = (): void => {
    isDue = false
    if (failure !== undefined) return
    try {
      store.flush()
    } catch (error) {
      fail(error)
    }
  }
  const takeSync = (): boolean => {
    const isWanted = isSyncDue && failure === undefined
    isSyncDue = false
    return isWanted
  }
  const sync = async (): Promise<void> => {
    while (takeSync()) {
      try {
        await store.sync()
      } catch (error) {
        fail(error)
      }
    }
    syncing = undefined
  }
  const flushAndSync = (): void => {
    flush()
    isSyncDue = true
    syncing ??= sync()
  }

  return {
    soon() {
      if (isDue) return
      isDue = true
      void clock.breathe().then(flushAndSync)
    },
    hasFailed: () => failure !== undefined,
    async finish() {
      flushAndSync()
      await syncing
      if (failure !== undefined) throw failure.error
    },
  }
}
