/** What a plan does where no valid answer comes, and what was done, in words. */
import type { InvalidPolicy } from '../../../record/plan.ts'

/** What the plan says is to happen, in words. */
export function invalidInWords({ reask, then }: InvalidPolicy): string {
  const again =
    reask === 0
      ? 'It is not asked again'
      : `It is asked again ${reask === 1 ? 'once' : `up to ${times(reask)}`}`
  const last =
    then === 'forfeit'
      ? 'then it forfeits'
      : then === 'abort'
        ? 'then the run is aborted'
        : `then ${JSON.stringify(then.default)} is put in its place`
  return `${again}, ${last}.`
}

/** What was done about an answer, or for want of one. `isPerson`: somebody who may submit as often as there is time for. */
export function appliedInWords(
  status: string,
  attempts: number,
  invalid: InvalidPolicy,
  isPerson: boolean,
): string {
  if (isPerson && (status === 'forfeited' || status === 'defaulted'))
    return `No valid answer came before the time was over: ${status}, as the plan says.`
  switch (status) {
    case 'valid':
      return 'Valid at the first attempt: no policy was needed.'
    case 'reasked':
      return `Asked again, and valid at attempt ${attempts}.`
    case 'passed':
      return 'It passed, which the ask allowed.'
    case 'planted':
      return 'An intervention gave the answer: nobody was asked.'
    case 'not-asked':
      return 'It was not asked.'
    case 'unanswered':
      return `No valid answer came in ${times(attempts)}; probes have no fallback.`
    default:
      return attempts === 0
        ? `It could not be asked, and ${status}.`
        : `No valid answer came after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${status}, as the plan says. ${invalidInWords(invalid)}`
  }
}

function times(n: number): string {
  return n === 1 ? 'once' : `${n} times`
}
