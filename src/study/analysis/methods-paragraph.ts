/** The methods of a record in one paragraph of words, for a paper: all of it from what is recorded. */
import type { InvalidPolicy } from '../../record/plan.ts'
import { isSimulated } from '../../record/simulated.ts'
import type { Balance } from './balance.ts'
import type { CodedReport } from './coded.ts'
import type { Flow } from './flow.ts'
import type { Methods, RoleMethods } from './methods.ts'
import { codingSentences } from './methods-coding.ts'
import { counted, listed, more, MOST_LISTED, named, word } from './methods-words.ts'
import type { ServedModels } from './served-models.ts'

/** What the paragraph is made of. */
export interface MethodsTold {
  readonly methods: Methods
  readonly flow: Flow
  readonly servedModels: ServedModels
  readonly balance: readonly Balance[]
  /** Null where nothing was coded. */
  readonly coded: CodedReport | null
  /** Of the software that tells it. */
  readonly version: string
}

/** Sentences with spaces between. Long lists are cut, and say how much is left out. */
export function methodsParagraph(told: MethodsTold): string {
  return [
    ...designSentences(told.methods, told.flow),
    ...told.methods.roles.slice(0, MOST_ROLES).map(roleSentence),
    ...more(told.methods.roles.length - MOST_ROLES, 'further role'),
    ...servedSentences(told.servedModels),
    ...balanceSentences(told.methods, told.balance),
    ...invalidSentences(told.methods),
    ...flowSentences(told.flow),
    ...codingSentences(told.coded),
    ANALYSIS,
    playedSentence(told.methods, told.version),
  ].join(' ')
}

const MOST_ROLES = 4
/** Characters. */
const LONGEST_SETTING = 60

const ANALYSIS =
  'The unit of inference is the run: each measure was worked out within every finished run first, and means, intervals (95 %) and tests are over runs.'

function designSentences(methods: Methods, flow: Flow): string[] {
  const {
    experiment,
    about,
    scenarios,
    parameters,
    varied,
    treatments,
    replicates,
    seed,
    imported,
  } = methods
  const name = experiment === null ? 'The experiment' : `The experiment “${experiment}”`
  const what = about === null ? '' : ` (${about.replace(/\.$/, '')})`
  const games = scenarios.map((one) => `${one.name} (version ${one.version})`).join(' and ')
  const source =
    imported.length === 0
      ? `was played as the scenario ${games}`
      : `was imported from ${counted(imported.length, 'file')} (${[...new Set(imported.map(({ format }) => format))].join(', ')})`
  // Long ones stand in the list of the design.
  const settings = Object.entries(parameters)
    .map(([key, value]) => `${key} ${word(value)}`)
    .filter(({ length }) => length <= LONGEST_SETTING)
  const levels = Object.entries(varied).map(
    ([path, values]) => `${path} (${listed(values.map(word))})`,
  )
  return [
    `${name}${what} ${source}${settings.length === 0 ? '' : `, with ${listed(settings, 12)}`}.`,
    `There ${treatments === 1 ? 'was' : 'were'} ${counted(treatments, 'treatment')}${namesIn(flow)}${levels.length === 0 ? '' : `, varying ${listed(levels, 6)}`}${replicates === null ? '' : `; ${counted(replicates, 'replicate')} of each ${replicates === 1 ? 'was' : 'were'} planned${seed === null ? '' : ` from the seed ${seed}`}`}.`,
  ]
}

/** The names of treatments, where they are few. */
function namesIn({ treatments }: Flow): string {
  const names = treatments.map(({ treatment }) => treatment)
  // Names of crossed factors are lists themselves, and the factors are told with their levels.
  const isTold =
    names.length > 1 && names.length <= MOST_LISTED && names.every((name) => !name.includes(','))
  return isTold ? ` (${listed(names)})` : ''
}

function roleSentence({ role, agents }: RoleMethods): string {
  // Agents that differ in what is not told here, such as their personas, are told once.
  const alike = [...Map.groupBy(agents, agentWords)].map(([words, { length }]) =>
    length === 1 ? words : `${length} agents described as ${words}`,
  )
  return `The role ${role} was taken by ${listed(alike, 6)}.`
}

function agentWords({ agent, policy, settings, persona }: RoleMethods['agents'][number]): string {
  // Long ones, such as descriptions, stand in the list of the design.
  const told = Object.entries(settings)
    .filter(([name]) => policy !== 'human' || !READ_BY_PEOPLE.includes(name))
    .map(([name, value]) => `${name} ${word(value)}`)
    .filter(({ length }) => length <= LONGEST_SETTING)
  const kind =
    policy === 'llm'
      ? modelWords(settings['model'])
      : policy === 'human'
        ? 'a person'
        : `the policy ${policy}`
  const parts = [
    ...(agent === policy ? [] : [kind]),
    ...told,
    ...(persona === null ? [] : ['with a persona']),
  ]
  // What is no name for readers is what the policy is called where nobody gave another.
  const who = agent === 'human' ? 'a person' : word(agent)
  return parts.length === 0 ? who : `${who} (${listed(parts, 8)})`
}

/** Words that people read before and after: they are told in the design, not among the settings. */
const READ_BY_PEOPLE: readonly string[] = ['consent', 'debrief']

function modelWords(model: unknown): string {
  return isSimulated(model) ? 'a simulated stand-in, no language model' : 'a language model'
}

function servedSentences({ experiment }: ServedModels): string[] {
  if (experiment.length === 0) return []
  const models = experiment.map(({ model, replies, served }) => {
    const names = served.flatMap(({ name }) => name ?? [])
    const as =
      names.length === 0
        ? 'whose server did not say what answered'
        : `served as ${listed(names, 4)}`
    return `${named(model)} (${counted(replies, 'reply', 'replies')}, ${as})`
  })
  return [`The models that answered were ${listed(models)}.`]
}

function balanceSentences({ counterbalance }: Methods, balance: readonly Balance[]): string[] {
  const things =
    counterbalance.length > 0 ? counterbalance : [...new Set(balance.map(({ thing }) => thing))]
  if (things.length === 0) return ['Nothing was counterbalanced.']
  const uneven = balance.filter(({ balanced }) => !balanced).length
  const came =
    uneven === 0
      ? 'finished runs came out balanced under every treatment'
      : `finished runs did not come out balanced in ${counted(uneven, 'case')}`
  return [`Counterbalanced over replicates: ${listed([...things])}; ${came}.`]
}

function invalidSentences({ invalid, imported }: Methods): string[] {
  if (imported.length > 0 || invalid.length === 0) return []
  return [`An answer that could not be read was ${invalid.map(invalidWords).join(', or ')}.`]
}

function invalidWords({ reask, then, unavailable }: InvalidPolicy): string {
  const asked =
    reask === 0 ? 'not asked for again' : `asked for again up to ${counted(reask, 'time')}`
  const end =
    then === 'forfeit'
      ? 'the decision was forfeited'
      : then === 'abort'
        ? 'the run was aborted'
        : `the value ${word(then.default)} was put in its place`
  const gone =
    unavailable === 'crash' ? ' (a model that could not be reached at all forfeited)' : ''
  return `${asked}, after which ${end}${gone}`
}

function flowSentences({ all, forks }: Flow): string[] {
  const { planned, started, finished, aborted, failed, unfinished, decisions } = all
  const ends = [
    ...(aborted > 0 ? [`${aborted} aborted`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unfinished > 0 ? [`${unfinished} not at their end`] : []),
  ]
  const of = planned === null ? '' : ` of ${planned} planned`
  const lost = decisions.forfeited + decisions.defaulted + decisions.undecided
  const share = decisions.asked === 0 ? '' : ` (${((100 * lost) / decisions.asked).toFixed(1)} %)`
  return [
    `${counted(started, 'run')}${of} ${started === 1 ? 'was' : 'were'} begun and ${finished} finished${ends.length === 0 ? '' : ` (${ends.join(', ')})`}; only finished runs were analysed.`,
    decisions.asked === 0
      ? 'No decision was asked for.'
      : `Of ${counted(decisions.asked, 'decision')} asked for, ${lost}${share} ${lost === 1 ? 'was' : 'were'} lost: ${decisions.forfeited} forfeited, ${decisions.defaulted} put to a default, ${decisions.undecided} never made; they were left out of choices.`,
    ...(forks === 0
      ? []
      : [`${counted(forks, 'fork')} of runs ${forks === 1 ? 'was' : 'were'} left out.`]),
  ]
}

function playedSentence(methods: Methods, version: string): string {
  const { startedAt, endedAt, semantics, imported } = methods
  const how = imported.length > 0 ? 'Imported and told' : 'Played, recorded and told'
  const when = startedAt === null ? '' : ` between ${startedAt} and ${endedAt ?? 'no end yet'}`
  const kernel = imported.length > 0 ? '' : ` (kernel semantics ${semantics.join(', ')})`
  return `${how} with Coterie ${version}${kernel}${when}.`
}
