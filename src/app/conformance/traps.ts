/** Replaces the clock, the dice and the wire by traps while a scenario is played. */

interface Trap {
  readonly name: string
  readonly owner: object
  readonly key: string
}

const TRAPS: readonly Trap[] = [
  { name: 'Math.random', owner: Math, key: 'random' },
  { name: 'performance.now', owner: performance, key: 'now' },
  { name: 'setTimeout', owner: globalThis, key: 'setTimeout' },
  { name: 'setInterval', owner: globalThis, key: 'setInterval' },
  { name: 'setImmediate', owner: globalThis, key: 'setImmediate' },
  { name: 'crypto.randomUUID', owner: crypto, key: 'randomUUID' },
  { name: 'crypto.getRandomValues', owner: crypto, key: 'getRandomValues' },
  { name: 'fetch', owner: globalThis, key: 'fetch' },
]

/** Everything that is trapped, by the name under which it is reported. */
export const TRAPPED: readonly string[] = [
  ...TRAPS.map(({ name }) => name),
  'Date.now',
  'new Date()',
]

/**
 * Does some work with the traps laid. The work may wait for promises but for nothing else: while it does, others in the process
 * would step into the traps too.
 */
export async function trapped<T>(
  work: () => Promise<T>,
  caught: (name: string) => Error,
): Promise<T> {
  const lift = [
    ...TRAPS.map(({ name, owner, key }) =>
      lay(owner, key, () => {
        throw caught(name)
      }),
    ),
    lay(globalThis, 'Date', trappedDate(caught)),
  ]
  try {
    return await work()
  } finally {
    for (const one of lift) one()
  }
}

/** A date that is written down is a value; only the present is not. */
function trappedDate(caught: (name: string) => Error): DateConstructor {
  return new Proxy(Date, {
    construct(target, given, newTarget) {
      if (given.length === 0) throw caught('new Date()')
      return Reflect.construct(target, given, newTarget) as object
    },
    apply() {
      throw caught('new Date()')
    },
    get(target, key, receiver) {
      if (key !== 'now') return Reflect.get(target, key, receiver) as unknown
      return () => {
        throw caught('Date.now')
      }
    },
  })
}

function lay(owner: object, key: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, key)
  Object.defineProperty(owner, key, {
    value,
    configurable: true,
    writable: true,
    enumerable: before?.enumerable ?? false,
  })
  return () => {
    if (before === undefined) Reflect.deleteProperty(owner, key)
    else Object.defineProperty(owner, key, before)
  }
}
