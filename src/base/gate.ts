/** A gate through which work passes: shut, it holds everybody back until it is opened. */

export interface Gate {
  readonly isShut: boolean
  shut(): void
  open(): void
  /** Resolves when the gate is opened; undefined where it is open. It may be shut again by the time somebody is through: who passes looks again. */
  opened(): Promise<void> | undefined
  /** Told each time the gate is opened. */
  onOpened(listener: () => void): void
  /** Told each time the gate is shut. */
  onShut(listener: () => void): void
}

/** An open gate. */
export function gate(): Gate {
  const onOpened = new Set<() => void>()
  const onShut = new Set<() => void>()
  let waiting: { readonly opened: Promise<void>; readonly letIn: () => void } | undefined
  return {
    get isShut() {
      return waiting !== undefined
    },
    shut: () => {
      if (waiting !== undefined) return
      let letIn = (): void => {}
      const opened = new Promise<void>((resolve) => (letIn = resolve))
      waiting = { opened, letIn }
      for (const listener of onShut) listener()
    },
    open: () => {
      if (waiting === undefined) return
      const { letIn } = waiting
      waiting = undefined
      letIn()
      for (const listener of onOpened) listener()
    },
    opened: () => waiting?.opened,
    onOpened: (listener) => void onOpened.add(listener),
    onShut: (listener) => void onShut.add(listener),
  }
}

/** Goes on once the gate is open, however often it is shut again on the way. */
export async function through({ opened }: Gate): Promise<void> {
  for (let next = opened(); next !== undefined; next = opened()) await next
}
