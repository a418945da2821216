/** What a call sent, put together again: for pages, which need nothing else of attempts. */
import type { PromptMessage } from '../../record/prompt.ts'
import type { CallMade } from './attempts.ts'

/** The whole list of messages that a call sent. */
export function messagesSent(
  shown: readonly PromptMessage[],
  { further }: Pick<CallMade, 'further'>,
): PromptMessage[] {
  return [...shown, ...further]
}
