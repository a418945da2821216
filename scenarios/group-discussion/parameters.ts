/** What an experiment may set, and which settings contradict one another. */
import { z } from 'zod'

/** A name that stays on its line. */
const Name = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(
    /^[^\p{Cc}\p{Zl}\p{Zp}[\]]*$/u,
    'a name may not hold brackets, line breaks or control characters',
  )

/** Places at the table are counted from 1, in the order in which the speakers stand in the cast. */
const Place = z.int('places are whole numbers, from 1').min(1, 'places are counted from 1').max(20)
const Places = z.array(Place).min(1)
const Moment = z.int().min(0).max(1_000_000)
const Range = z.strictObject({ min: Moment, max: Moment })

const PLATFORM = { staggered: { launches: { every: 12 }, delays: { min: 5, max: 60 } } }

const Order = z.union(
  [
    z.enum(['fixed', 'rotating', 'shuffled', 'simultaneous', 'raise-hand', 'moderated']),
    /** As on the platform of the eight-slot study: 1.2 seconds apart; how long a message is on its way is our guess. In tenths of a second. */
    z.literal('staggered').transform(() => PLATFORM),
    /** The same order in each round, by place. */
    z.strictObject({ fixed: Places }),
    /** At most so many of those who raise their hands speak in a round. */
    z.strictObject({ 'raise-hand': z.strictObject({ most: z.int().min(1).max(20) }) }),
    /** The moderator gives the floor at most so often in a round. */
    z.strictObject({ moderated: z.strictObject({ turns: z.int().min(1).max(200) }) }),
    z.strictObject({
      staggered: z.strictObject({
        launches: z.union([
          z.array(Moment).min(1),
          Range,
          z.strictObject({ every: z.int().min(0).max(1_000_000) }),
        ]),
        delays: z.union([z.array(Moment).min(1), Range]),
      }),
    }),
  ],
  'use fixed, rotating, shuffled, simultaneous, staggered, raise-hand, moderated, { fixed: [2, 1, 3] } or { staggered: { launches, delays } }',
)

const Vote = z.strictObject({
  question: z.string().trim().min(1),
  /** What can be voted for … */
  options: z.array(Name).min(2).max(20).optional(),
  /** … or the longest answer in free words, in characters. */
  words: z.int().min(1).max(20_000).optional(),
  /** Whether only the counts are told, or also who voted for what. */
  ballot: z.enum(['secret', 'public']).default('secret'),
  when: z.enum(['end', 'every-round']).default('end'),
  /** The talk is over when an option has this share of the votes, 1 being all. */
  reach: z.number().gt(0).max(1).optional(),
})
export type Vote = z.output<typeof Vote>

/** How long somebody is not asked. */
const ABSENCE = {
  /** Taken out at the failure of this number; never where absent. */
  removeAfter: z.int().min(1).optional(),
  /** Rounds for which it is not asked after a failure, until it is taken out. */
  sitOut: z.int().min(0).default(0),
}

/** More rounds than this are a slip of the keyboard. */
const MOST_ROUNDS = 1_000

export const Parameters = z
  .strictObject({
    /** What is to be talked about; everybody reads it first. */
    brief: z
      .string('say what is to be talked about')
      .trim()
      .min(1, 'say what is to be talked about'),
    rounds: z.int().min(1, 'at least 1 round').max(MOST_ROUNDS).default(3),
    /** Who speaks when. */
    order: Order.default('fixed'),
    /** Whether places, and with them names and turns, are as in the cast or dealt anew for each run. */
    places: z.enum(['cast', 'shuffled']).default('cast'),
    /** What speakers are called, by place: Agent-A …, Alpha …, or a list. */
    names: z.union([z.enum(['neutral', 'nato']), z.array(Name).min(1)]).default('neutral'),
    moderatorName: Name.default('Moderator'),
    /** Who hears whom; `moderator`: the moderator hears all and is heard by all, and the others hear nobody else. */
    visibility: z
      .union([
        z.enum(['all', 'isolated', 'ring', 'moderator']),
        z.strictObject({ teams: z.array(Places).min(1) }),
      ])
      .default('all'),
    /** Which messages of a turn are delivered: all that hold words, those to whom they are addressed by name, or at most so many, drawn. */
    deliver: z
      .union([z.enum(['all', 'addressed']), z.strictObject({ atMost: z.int().min(1) })])
      .default('all'),
    /** How much of the talk is read again: all, the last messages, what came since one's own last message, nothing. */
    history: z
      .union([z.enum(['whole', 'since-own', 'none']), z.strictObject({ last: z.int().min(0) })])
      .default('whole'),
    /** Whether one may say nothing. A round in which nobody says anything then ends the talk. */
    pass: z.boolean().default(false),
    /** The longest message, in characters. */
    longest: z.int().min(1).max(100_000).default(4_000),
    /** The lines around the talk. `{name}`: one's own name; `{others}`: the names of the others; `{round}`, `{rounds}`. An empty one is left out. */
    scaffold: z
      .strictObject({
        identity: z.string().default('You are {name} in a group chat.'),
        moderator: z.string().default('You are {name} of a group chat: you lead the discussion.'),
        peers: z.string().default('Other agents: {others}'),
        question: z.string().default('Round {round}. What do you say to the group?'),
      })
      .prefault({}),
    vote: Vote.optional(),
    /** What becomes of those who cannot be asked. Whoever answers without saying anything has not failed. */
    failures: z
      .strictObject({
        /** Of those who crash, or whose model is gone. */
        crashed: z.strictObject(ABSENCE).prefault({}),
        /** Of those for whom a call of a model came to nothing this time. */
        failed: z.strictObject(ABSENCE).prefault({}),
        /** What the others read in the name of somebody whose model could not be called; nothing where absent. Crashes of an intervention have their own. */
        notice: z.string().min(1).optional(),
        /** The talk is over when more than this share of those asked in a round have failed; also where all have. */
        stopAbove: z.number().min(0).lt(1).optional(),
      })
      .prefault({}),
  })
  .superRefine((parameters, context) => {
    for (const { path, message } of problemsOf(parameters))
      context.addIssue({ code: 'custom', path, message })
  })
export type Parameters = z.output<typeof Parameters>

interface Problem {
  readonly path: (string | number)[]
  readonly message: string
}

type Unchecked = Omit<Parameters, never>

function problemsOf({ names, moderatorName, order, visibility, vote }: Unchecked): Problem[] {
  return [
    ...nameProblems(names, moderatorName),
    ...orderProblems(order),
    ...(typeof visibility === 'string' ? [] : teamProblems(visibility.teams)),
    ...(vote === undefined ? [] : voteProblems(vote)),
  ]
}

function nameProblems(names: Unchecked['names'], moderatorName: string): Problem[] {
  if (typeof names === 'string') return []
  const all = [...names, moderatorName].map((name) => name.toLowerCase())
  const twice = all.findIndex((name, i) => all.indexOf(name) !== i)
  if (twice < 0) return []
  const message = `two participants are called "${names[twice] ?? moderatorName}"; nobody could tell them apart`
  return [{ path: twice < names.length ? ['names', twice] : ['moderatorName'], message }]
}

function orderProblems(order: Unchecked['order']): Problem[] {
  if (typeof order === 'string') return []
  if ('fixed' in order) return twiceIn(order.fixed, ['order', 'fixed'], 'the order names')
  if (!('staggered' in order)) return []
  const { launches, delays } = order.staggered
  const path = ['order', 'staggered']
  const problems: Problem[] = []
  for (const [name, given] of Object.entries({ launches, delays })) {
    if (!Array.isArray(given) && 'min' in given && given.min > given.max)
      problems.push({
        path: [...path, name],
        message: `min ${given.min} is above max ${given.max}`,
      })
  }
  const least = Array.isArray(delays) ? Math.min(...delays) : delays.min
  if (least < 1) {
    const message = `a delay of ${least}: nobody is heard at the moment of speaking; give 1 or more`
    problems.push({ path: [...path, 'delays'], message })
  }
  return problems
}

function teamProblems(teams: readonly (readonly number[])[]): Problem[] {
  return twiceIn(teams.flat(), ['visibility', 'teams'], 'the teams name')
}

function twiceIn(places: readonly number[], path: string[], what: string): Problem[] {
  const twice = places.find((place, i) => places.indexOf(place) !== i)
  return twice === undefined ? [] : [{ path, message: `${what} place ${twice} twice` }]
}

function voteProblems({ options, words, when, reach }: Vote): Problem[] {
  const problems: Problem[] = []
  if ((options === undefined) === (words === undefined))
    problems.push({ path: ['vote'], message: 'give either options to vote for or words, not both' })
  const folded = options?.map((option) => option.toLowerCase()) ?? []
  const twice = folded.findIndex((option, i) => folded.indexOf(option) !== i)
  if (twice >= 0) {
    const message = `two options are called "${options?.[twice]}"`
    problems.push({ path: ['vote', 'options', twice], message })
  }
  if (reach !== undefined && options === undefined)
    problems.push({ path: ['vote', 'reach'], message: 'only options can reach a share of votes' })
  if (reach !== undefined && when === 'end') {
    const message =
      'a talk that is over cannot be ended by its vote: vote every-round, or leave reach out'
    problems.push({ path: ['vote', 'reach'], message })
  }
  return problems
}
