/** Refuses an ask whose form no answer could fit: a slip of a scenario would otherwise pass for one of the participants. */
import { BadInputError } from '../../base/errors.ts'
import { AnswerForm } from '../../record/ask.ts'
import type { AskEffect } from '../scenario/step.ts'

/** Forms are objects that a machine hands out again and again: each is looked at once. */
const sound = new WeakSet<AnswerForm>()

/** @throws BadInputError that names the scenario, the ask and the field. */
export function assertForm({ of, name, form }: AskEffect, scenario: string): void {
  if (sound.has(form)) return
  const fault = faultOf(form)
  if (fault !== undefined) {
    throw new BadInputError(
      `scenario "${scenario}" asks "${name}" of ${of} in a form that no answer fits: ${fault}. See: coterie check.`,
    )
  }
  sound.add(form)
}

function faultOf(form: AnswerForm): string | undefined {
  const parsed = AnswerForm.safeParse(form)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return `${issue?.path.join('.') ?? 'form'}: ${issue?.message ?? 'not a form'}`
  }
  if (form.kind === 'amount')
    return form.max < form.min
      ? `its most (${form.max}) is less than its least (${form.min})`
      : undefined
  if (form.kind !== 'choice') return undefined
  const { options, labels, order } = form
  if (labels.length !== options.length)
    return `it has ${options.length} options and ${labels.length} labels; give a label for each`
  const isWhole = order.length === options.length && options.every((_, i) => order.includes(i))
  return isWhole
    ? undefined
    : `order holds [${order.join(', ')}]; it lists the indexes 0 to ${options.length - 1} of the options, each once`
}
