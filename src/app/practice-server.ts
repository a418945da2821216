/** The practice server as users start it: simulated models answer real prompts over a real connection, for nothing. */
import type { ModelServer, ModelServerOptions } from '../io/model/practice/model-server.ts'

/** Who answers for models that nobody simulates, so that an experiment can be practised as it is. */
export const STAND_IN = 'reciprocator'

/**
 * Starts a practice server on 127.0.0.1; it runs until it is closed. The model that is asked for says how it behaves, as for the provider
 * `simulated`; all other names are answered by `STAND_IN`, or by the judge `judge` where units are to be coded. Every reply names `practice/…` as its model.
 * @throws BadInputError where the port cannot be had, or the options contradict each other.
 */
export async function startPracticeServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const { SIMULATED_JUDGES, SIMULATED_MODELS, simulatedProvider } = await import('./adapters.ts')
  const { answerWith } = await import('../io/model/practice/answers.ts')
  const { startModelServer } = await import('../io/model/practice/model-server.ts')
  const modelFor = (asked: string): string =>
    [...SIMULATED_MODELS, ...SIMULATED_JUDGES].find((model) => model === asked) ?? STAND_IN
  return startModelServer({
    answer: answerWith(simulatedProvider(), modelFor),
    models: SIMULATED_MODELS,
    ...options,
  })
}
