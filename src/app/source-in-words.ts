/** Says in words where a part of what was known comes from. */

/** `source` as the record has it; null stands for what the part's name tells. */
export function sourceInWords(source: string | null, name: string): string {
  if (source === null) return UNSOURCED.get(name) ?? 'the scenario'
  if (source === 'experiment') return 'changed by the experiment'
  if (source.startsWith('experiment:'))
    return `${sourceInWords(source.slice('experiment:'.length), name)}, changed by the experiment`
  const [, kind = '', what = '', tick = ''] = /^([^:@]+)(?::(.*?))?(?:@(\d+))?$/s.exec(source) ?? []
  const words = WORDED.get(kind)
  return words === undefined ? source : words(what, tick)
}

/** Parts that stand in every prompt, whatever the scenario is. */
const UNSOURCED: ReadonlyMap<string, string> = new Map([
  ['persona', 'who it is, as the experiment says'],
  ['answer-format', 'the form of the answer'],
  ['instruction', 'what the summary shall be'],
])

const WORDED: ReadonlyMap<string, (what: string, tick: string) => string> = new Map([
  ['persona', (what: string) => `the persona ${what}`],
  ['message', (what: string, tick: string) => `said by ${what} in tick ${tick}`],
  ['news', (_: string, tick: string) => `news of tick ${tick}`],
  ['fact', (what: string, tick: string) => `the fact ${what} of tick ${tick}`],
  ['payoff', (_: string, tick: string) => `a payoff of tick ${tick}`],
  ['decision', (what: string, tick: string) => `its own decision at ${what} in tick ${tick}`],
  ['reply', (_: string, tick: string) => `its own reply of tick ${tick}`],
  ['summary', (_: string, tick: string) => `the summary written in tick ${tick}`],
  ['probe', (what: string) => `the probe ${what}`],
  ['opening', () => 'the scripted opening of its session'],
])
