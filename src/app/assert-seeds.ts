/** A sampling seed that the server does not take would be lost without a word: it is refused before anything is played. */
import { splitModel } from '../play/agent/policies/llm-settings.ts'
import { ExperimentError } from '../play/experiment/problems.ts'
import { everySeatOf, type Plan } from '../record/plan.ts'
import { placeOf } from './assert-models.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'

/** @throws ExperimentError where a seat with a \`seed\` is held by a model whose provider takes none. */
export function assertSeeds(
  plans: readonly Plan[],
  experiment: object,
  declared: readonly ProviderDeclaration[],
): void {
  const seatedWithSeed = plans.flatMap((plan) =>
    everySeatOf(plan).flatMap(({ policy, settings }) =>
      policy === 'llm' && settings['seed'] !== undefined ? [String(settings['model'])] : [],
    ),
  )
  const problems = [...new Set(seatedWithSeed)].flatMap((model) => {
    const { provider } = splitModel(model)
    if (declared.find(({ name }) => name === provider)?.seed !== false) return []
    return [
      {
        path: placeOf(model, experiment) ?? ['cast'],
        message: `provider "${provider}" takes no sampling seed. Leave "seed" out of this agent; what the model draws cannot be fixed there.`,
      },
    ]
  })
  if (problems.length > 0) throw new ExperimentError(problems)
}
