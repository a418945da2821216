/** What kind of thing an entry is, in words: for entries of two kinds, which have no values to put beside each other. */
import type { LeafBeside } from '../../../../../study/viewing/compare/compare-shapes.ts'
import { plainLine } from '../../shell/plain.ts'

const KINDS: Readonly<Record<string, string>> = {
  'chance-drawn': 'chance is drawn',
  'consent-answered': 'somebody is asked to take part',
  'decision-asked': 'a question is put',
  'decision-defaulted': 'no answer could be read as a decision',
  'decision-taken': 'a decision is taken',
  'fact-shown': 'a fact is told',
  'human-answered': 'a person answers',
  'intervention-applied': 'the experiment steps in',
  'message-sent': 'words are said',
  'model-called': 'a model is called',
  'observation-shown': 'a prompt is shown',
  'participant-crashed': 'a participant crashes',
  'participant-removed': 'a participant is taken out',
  'participant-returned': 'a participant is back',
  'payoff-awarded': 'points are paid',
  'probability-estimated': 'probabilities are estimated',
  'probe-answered': 'a question beside the play is answered',
  'probe-asked': 'a question beside the play is put',
}

/** Where the participant stands that an entry is about. */
const WHOSE = ['of', 'to', 'from', 'deed.who']

/** `a question is put (p1)`; undefined where the side has no entry. */
export function entryHeading(
  leaves: readonly LeafBeside[],
  side: 'left' | 'right',
): string | undefined {
  const valueAt = (path: string): string | null =>
    leaves.find((leaf) => leaf.path === path)?.[side] ?? null
  const kind = valueAt('kind')
  if (kind === null) return undefined
  const who = WHOSE.map(valueAt).find((one) => one !== null)
  return plainLine(`${KINDS[kind] ?? kind}${who === undefined ? '' : ` (${who})`}`)
}
