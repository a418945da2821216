/** Holds calls back while work is paused; calls on their way come home. Provider in, provider out. */
import { through, type Gate } from '../../base/gate.ts'
import type { Provider } from './provider.ts'

/** For providers without a line of their own: lines are held back themselves, lest those who leave them pile up and begin at one moment. */
export function withGate(inner: Provider, gate: Gate): Provider {
  return {
    ...inner,
    complete: (prompt, signal) =>
      gate.isShut
        ? through(gate).then(() => inner.complete(prompt, signal))
        : inner.complete(prompt, signal),
  }
}
