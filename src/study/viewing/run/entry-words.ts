/** Entries in words, as the transcript of the viewer tells them. */
import type { TickEntry } from '../../../record/entry.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import { nameOf, type Names } from '../../../record/names.ts'
import {
  consentInWords,
  deedInWords,
  presenceInWords,
  probabilitiesInWords,
  probeInWords,
} from '../../export/in-words.ts'
import type { InWords } from './transcript-lines.ts'

/** Words without the name of whose entry it is: that stands before them. Null for a kind that it does not know. */
export function inWordsWith(names: Names): InWords {
  const name = (participant: ParticipantId): string => nameOf(participant, names)
  return (entry: TickEntry) => {
    switch (entry.kind) {
      case 'chance-drawn':
        return `${entry.stream}: ${JSON.stringify(entry.value)}`
      case 'intervention-applied':
        return deedInWords(entry.deed, name)
      case 'participant-crashed':
      case 'participant-removed':
      case 'participant-returned':
        return presenceInWords(entry, name)
      case 'probe-asked':
        return `is asked beside the play (${entry.probe}): ${entry.question}`
      case 'probe-answered':
        return `answers ${entry.probe}: ${probeInWords(entry)}`
      case 'probability-estimated':
        return `${entry.ask}: ${probabilitiesInWords(entry)}`
      case 'consent-answered':
        return consentInWords(entry)
      case 'model-called':
        return callInWords(entry)
      case 'human-answered':
        return `${entry.ask}, attempt ${entry.attempt + 1}: ${entry.reading}${quoted(entry.reply)}`
      default:
        return null
    }
  }
}

function callInWords(call: Extract<TickEntry, { kind: 'model-called' }>): string {
  const { ask, attempt, sample, provider, model, reading, completion, error } = call
  const which = sample === undefined ? `attempt ${attempt + 1}` : `sample ${sample}`
  const why = error === null ? '' : `: ${error.slice(0, MOST_QUOTED)}`
  return `${ask}, ${which} (${provider}/${model}): ${reading}${why}${quoted(completion)}`
}

/** Characters (UTF-16) of a reply that was no answer. */
const MOST_QUOTED = 300

function quoted(reply: string | null): string {
  if (reply === null) return ''
  return ` “${reply.slice(0, MOST_QUOTED)}${reply.length > MOST_QUOTED ? '…' : ''}”`
}
