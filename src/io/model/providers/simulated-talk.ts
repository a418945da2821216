/** What a simulated model says where it is told no form of answer: a line of discussion, about what it reads and to whom it reads of. */
import type { Random } from '../../../base/random.ts'
import type { PromptMessage } from '../../../record/prompt.ts'

/** What it gathers from a chat. */
interface Chat {
  /** The names of others, in the order in which they are met. */
  readonly others: readonly string[]
  /** Who spoke last, of the others; null where nobody has. */
  readonly last: string | null
  /** Those in whose name a notice of failure was given. */
  readonly failed: readonly string[]
  /** Words of the opening that something can be said about. */
  readonly topics: readonly string[]
}

/** One line, as `disposition` from 0 (harsh) to 1 (kind) will have it. */
export function talkLine(
  messages: readonly PromptMessage[],
  disposition: number,
  random: Random,
): string {
  const { others, last, failed, topics } = chatIn(messages)
  const topic = topics.length === 0 ? 'plan' : random.pick(topics)
  const missing = failed.length === 0 ? null : random.pick(failed)
  if (missing !== null && random.chance(0.15)) return random.pick(COMPENSATING)(missing, topic)
  if (last === null || random.chance(0.25)) {
    const name = others.length === 0 ? null : random.pick(others)
    return name !== null && random.chance(0.4)
      ? random.pick(ASSIGNING)(name, topic)
      : random.pick(PROPOSING)(topic)
  }
  if (random.chance(0.12)) return random.pick(SHORT)
  return random.pick(random.chance(disposition) ? AGREEING : OBJECTING)(last, topic)
}

/** Lines of others begin with their name in brackets. */
const SPOKEN = /^\[([^\]\n]{1,60})\]: /
const PEERS = /^Other agents: (.+)$/m
const SELF = /^You are ([^.,\n]{1,60}?) (?:in|of) a group/m
const FAILURE = /⚠|decommissioned|no longer available|no connection/i

function chatIn(messages: readonly PromptMessage[]): Chat {
  const system = messages.filter(({ role }) => role === 'system').map(({ text }) => text)
  const told = system.join('\n')
  const self = SELF.exec(told)?.[1]
  const spoken = messages.flatMap(({ role, text }) => {
    const name = role === 'user' ? SPOKEN.exec(text)?.[1] : undefined
    return name === undefined || name === self ? [] : [{ name, text }]
  })
  const listed = PEERS.exec(told)?.[1]?.split(', ') ?? []
  const opening = messages.find(({ role }) => role === 'user')?.text ?? ''
  return {
    others: [...new Set([...listed, ...spoken.map(({ name }) => name)])],
    last: spoken.at(-1)?.name ?? null,
    failed: [...new Set(spoken.filter(({ text }) => FAILURE.test(text)).map(({ name }) => name))],
    topics: topicsIn(opening),
  }
}

/** Longer words, without what opens a message in brackets. */
function topicsIn(opening: string): string[] {
  const words =
    opening
      .replace(SPOKEN, '')
      .slice(0, 2_000)
      .match(/[\p{L}-]{5,24}/gu) ?? []
  return [...new Set(words.map((word) => word.toLowerCase()))].slice(0, 12)
}

type OfTopic = (topic: string) => string
type OfName = (name: string, topic: string) => string

const PROPOSING: readonly OfTopic[] = [
  (topic) => `I propose that we begin with "${topic}" and leave the rest for later.`,
  (topic) => `What do we know about "${topic}"? I would settle that first, then the costs.`,
  (topic) => `My plan has three steps: look at "${topic}", try the smallest thing, then decide.`,
  (topic) => `As a first version, Flutter with PostgreSQL would do; "${topic}" can follow.`,
]

const ASSIGNING: readonly OfName[] = [
  (name, topic) => `${name}, could you work out "${topic}" until the next round?`,
  (name, topic) => `I suggest that ${name} takes "${topic}", and I look after the schedule.`,
]

const AGREEING: readonly OfName[] = [
  (name) => `I agree with ${name}. Let us divide the work evenly and look at it again afterwards.`,
  (name, topic) => `Good point, ${name}. I would add that "${topic}" needs an owner.`,
  (name) => `${name} is right; I will go along with that, and take the first part.`,
]

const OBJECTING: readonly OfName[] = [
  (name, topic) => `I do not see it as ${name} does: "${topic}" will cost more than that.`,
  (name) => `${name}, before we go on: what do we give up for this?`,
  (name, topic) => `That leaves most of the risk with "${topic}". I disagree with ${name}.`,
]

const COMPENSATING: readonly OfName[] = [
  (name) => `${name} does not seem to be here any more. Let us go on without it.`,
  (name, topic) => `As ${name} is gone, I take over "${topic}".`,
  (name, topic) => `${name} is missing: who shares "${topic}" with me?`,
]

const SHORT: readonly string[] = [
  'Thanks, all clear.',
  'Agreed!',
  'We are going round in circles; let us sum up what is settled.',
]
