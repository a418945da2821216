/** Tit for tat that tries an unprovoked defection now and then. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'

/** Tit for tat, but each move after the first is D with the given probability. */
export const naiveProber = defineStrategy({
  name: 'naive-prober',
  summary:
    'Tit for tat that defects with `probability` where it would cooperate, except in round 1.',
  citation: 'Dawkins 1989, The Selfish Gene, ch. 12',
  facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({ probability: z.number().min(0).max(1).default(0.1) }),
  start: ({ probability }) => ({ probability }),
  move(state, { lastOther }, random) {
    if (lastOther === undefined) return 'C'
    const probes = random.chance(state.probability)
    return probes || lastOther === 'D' ? 'D' : 'C'
  },
})

/** A naive prober that lets the answer to its own probe pass. */
export const remorsefulProber = defineStrategy({
  name: 'remorseful-prober',
  summary: 'Naive prober that cooperates when the opponent answers a probe by defecting at once.',
  citation: 'Dawkins 1989, The Selfish Gene, ch. 12',
  facts: { memoryDepth: 2, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({ probability: z.number().min(0).max(1).default(0.1) }),
  start: ({ probability }) => ({ probability, probed: false }),
  move(state, { lastOther }, random) {
    if (lastOther === undefined) return 'C'
    const probes = random.chance(state.probability)
    const forgives = state.probed && lastOther === 'D'
    state.probed = probes && lastOther === 'C'
    return state.probed || (lastOther === 'D' && !forgives) ? 'D' : 'C'
  },
})
