/** Lets nothing new begin once the work was told to stop; calls on their way come home. Provider in, provider out. */
import type { Provider } from './provider.ts'

export function withStop(inner: Provider, isStopped: () => boolean): Provider {
  return {
    ...inner,
    complete: async (prompt, signal) =>
      isStopped() ? { kind: 'withheld' } : inner.complete(prompt, signal),
  }
}
