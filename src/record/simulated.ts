/** Which models are none: behavioural stand-ins, told as such wherever they show. */

/** Whether `provider/model` names a stand-in. */
export function isSimulated(model: unknown): boolean {
  return typeof model === 'string' && model.startsWith('simulated/')
}
