/** What happened, in words: what it is, whose it is, and the words of others verbatim. */
import { assertNever } from '../../../base/assert-never.ts'
import { canonicalJson } from '../../../base/canonical-json.ts'
import type { TickEntry } from '../../../record/entry.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import {
  decisionInWords,
  deedInWords,
  presenceInWords,
  probeInWords,
} from '../../export/in-words.ts'
import type { Happening } from './known-boundary.ts'

type Worded = Pick<Happening, 'who' | 'what' | 'text' | 'isPlanted'>

/** Participants are told by their ids: the page says once who bears which name. */
const asIs = (participant: ParticipantId): string => participant

export function happeningInWords(entry: TickEntry): Worded {
  const said = (who: string | null, what: string, text: string | null = null): Worded => ({
    who,
    what,
    text,
    isPlanted: false,
  })
  switch (entry.kind) {
    case 'fact-shown':
      return said(null, `fact ${entry.name}`, canonicalJson(entry.data))
    case 'message-sent':
      return {
        ...said(entry.from, `${saying(entry)} on ${entry.channel}`, entry.text),
        isPlanted: entry.planted === true,
      }
    case 'payoff-awarded':
      return said(entry.to, entry.points === 1 ? 'gets 1 point' : `gets ${entry.points} points`)
    case 'chance-drawn':
      return said(entry.of, `chance, ${entry.stream}`, canonicalJson(entry.value))
    case 'decision-taken':
      return {
        ...said(entry.of, `decides ${entry.ask}`, decisionInWords(entry)),
        isPlanted: entry.status === 'planted',
      }
    case 'decision-defaulted':
      return said(entry.of, `${entry.status} ${entry.ask}`, decisionInWords(entry))
    case 'intervention-applied':
      return { ...said(null, 'an intervention', deedInWords(entry.deed, asIs)), isPlanted: true }
    case 'participant-crashed':
    case 'participant-removed':
    case 'participant-returned':
      return said(entry.of, 'presence', presenceInWords(entry, asIs))
    case 'probe-answered':
      return said(entry.of, `answers the probe ${entry.probe}`, probeInWords(entry))
    case 'consent-answered':
      return said(entry.of, entry.given ? 'consents' : 'does not consent')
    case 'decision-asked':
      return said(entry.of, `is asked ${entry.ask}`)
    case 'probe-asked':
      return said(entry.of, `is asked the probe ${entry.probe}`)
    case 'observation-shown':
      return said(entry.to, `is shown ${entry.parts.length} parts for ${entry.ask}`)
    case 'model-called':
    case 'human-answered':
      return said(entry.of, `attempt ${entry.attempt} at ${entry.ask}: ${entry.reading}`)
    case 'probability-estimated':
      return said(entry.of, `probabilities of ${entry.ask}`)
    default:
      return assertNever(entry)
  }
}

function saying({ from, notice }: Extract<TickEntry, { kind: 'message-sent' }>): string {
  if (from === null) return 'news'
  return notice === true ? 'a notice in its name' : 'says'
}
