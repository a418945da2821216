/** Words that tell which models sit in a run: of the models, their families and who makes them. */
import { everySeatOf, type Plan } from '../../record/plan.ts'
import { modelOf } from '../../record/seat.ts'

/** Family → who makes it, as models call themselves; what stands with a blank here is found without it. Makers whose names are everyday words (Google, Meta, Microsoft) are left out: apps are built with them. */
const MAKERS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    claude: ['Anthropic'],
    command: ['Cohere'],
    deepseek: ['Deep Seek'],
    gemini: ['Deep Mind'],
    gemma: ['Deep Mind'],
    gpt: ['Open AI', 'Chat GPT'],
    grok: ['xAI'],
    kimi: ['Moonshot', 'Moonshot AI'],
    llama: ['Meta AI'],
    mistral: ['Mistral AI'],
    mixtral: ['Mistral AI'],
    o1: ['Open AI', 'Chat GPT'],
    o3: ['Open AI', 'Chat GPT'],
    o4: ['Open AI', 'Chat GPT'],
    qwen: ['Alibaba', 'Tongyi'],
  }),
)

/** Providers that are no company: their names are plain words. */
const PLAIN_PROVIDERS = ['imported', 'simulated', 'practice', 'canned', 'local', 'default', 'mixed']
/** Those whose models are stand-ins with everyday names. */
const STAND_INS = ['simulated', 'canned']

/** What is to be hidden: whole names, and families, after which versions and parts of the models' names may follow ("GPT" in "GPT-OSS 120B"). */
export interface ModelWords {
  readonly names: readonly string[]
  readonly families: readonly string[]
  /** Parts of models' names that may follow a family's. */
  readonly tails: readonly string[]
}

/** The words of a plan's seats, those that interventions bring among them. Seats without a model have none. */
export function modelWords(plan: Plan): ModelWords {
  const names = new Set<string>()
  const families = new Set<string>()
  const tails = new Set<string>()
  for (const seat of everySeatOf(plan)) {
    const { agent } = seat
    const model = modelOf(seat)
    if (model === null) continue
    const [provider = '', ...path] = model.split('/')
    if (STAND_INS.includes(provider)) continue
    if (!PLAIN_PROVIDERS.includes(provider)) names.add(provider)
    for (const name of path) names.add(name)
    const said = [path.at(-1) ?? provider, ...(isModelName(agent) ? [agent] : [])]
    if (isModelName(agent)) names.add(agent)
    for (const name of said) {
      const [head = '', ...rest] = name.toLowerCase().split(/[\s\-_:@]+/)
      const family = MAKERS.has(head) ? head : (/^\p{L}{3,}/u.exec(head)?.[0] ?? '')
      if (!isTelling(family, head, rest)) continue
      families.add(family)
      for (const maker of MAKERS.get(family) ?? []) names.add(maker)
      for (const tail of rest) tails.add(tail)
    }
  }
  return { names: [...names], families: [...families], tails: [...tails] }
}

/** A word is taken for a family where it is a known one, or where a version follows it. */
function isTelling(family: string, head: string, rest: readonly string[]): boolean {
  if (family === '') return false
  return MAKERS.has(family) || /\d/.test(head) || /^\D{0,2}\d/.test(rest[0] ?? '')
}

/** Names of agents are often plain words; those that hold a version are names of models. */
function isModelName(agent: string): boolean {
  return /^\p{L}[\p{L}\d.]*[\s-].*\d/u.test(agent) || /^\p{L}{3,}\d/u.test(agent)
}

const SEPARATOR = String.raw`[\s\-_\u2010-\u2015]?`

/** A pattern of all mentions of families with what follows them; null where there are none. */
export function familyPattern({ families, tails }: ModelWords): RegExp | null {
  if (families.length === 0) return null
  const parts = tails
    .filter((tail) => tail !== '')
    .sort((a, b) => b.length - a.length)
    .map(escaped)
  const tail = [String.raw`v?\d+(?:\.\d+)*\p{L}{0,2}`, ...parts].join('|')
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:${families.map(escaped).join('|')})(?:${SEPARATOR}(?:${tail})(?![\p{L}\p{N}]))*(?![\p{L}\p{N}])`,
    'giu',
  )
}

function escaped(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
