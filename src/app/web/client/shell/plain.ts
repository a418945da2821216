/** Words of anybody as they may be shown: what steers a screen or turns text round is seen instead of obeyed. Preact escapes markup itself. */
import { sanitise, sanitiseLine } from '../../../../base/sanitise.ts'

/** For words of several lines. */
export const plain = sanitise
/** For names and other words of one line. */
export const plainLine = sanitiseLine

/** `run_3f9a…` as people tell runs apart: its first eight digits. */
export function shortRun(runId: string): string {
  return plainLine(runId.replace(/^run_/, '').slice(0, 8))
}
