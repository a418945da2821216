/** The prompt design of a plan: what the experiment changes, without what it leaves as it is. */
import { UnknownNameError } from '../../base/errors.ts'
import type { PromptDesign } from '../../record/prompt-design.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import type { FieldProblem } from './problems.ts'

/** Parts that prompts have whatever the scenario is. */
const COMMON_PARTS = ['persona', 'opening', 'answer-format', 'probe', 'news', 'messages', 'summary']

/** The design, or undefined where nothing is changed. Problems are added to the list. */
export function resolvePrompt(
  declared: PromptDesign,
  scenario: Scenario,
  problems: FieldProblem[],
): PromptDesign | undefined {
  const parts = Object.entries(declared.parts ?? {})
  const order = declared.order ?? []
  for (const [name] of parts) checkPart(name, scenario, ['prompt', 'parts', name], problems)
  order.forEach((name, i) => {
    checkPart(name, scenario, ['prompt', 'order', i], problems)
    if (order.indexOf(name) < i)
      problems.push({
        path: ['prompt', 'order', i],
        message: `"${name}" stands in the order twice`,
      })
  })
  const edits = parts.filter(([, edit]) => edit !== 'on')
  if (edits.length === 0 && order.length === 0) return undefined
  return {
    ...(edits.length === 0 ? {} : { parts: Object.fromEntries(edits) }),
    ...(order.length === 0 ? {} : { order: [...order] }),
  }
}

function checkPart(
  name: string,
  { parts, name: scenario }: Scenario,
  path: FieldProblem['path'],
  problems: FieldProblem[],
): void {
  if (parts === undefined) return
  const known = [...new Set([...parts, ...COMMON_PARTS])]
  if (known.includes(name)) return
  const mend = `These are the parts of what is read in ${scenario}.`
  problems.push({ path, message: new UnknownNameError('part', name, known, mend).message })
}
