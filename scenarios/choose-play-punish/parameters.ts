/** What an experiment may set, and which settings contradict one another. */
import { z } from 'zod'
import { RESOLUTIONS } from '../../src/index.ts'

/** A name that stays on its line, in rules, histories and answers. */
const Name = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'a name may not hold line breaks or control characters')

/** Own points by what both do: R both cooperate, S only oneself, T only the other, P neither. */
const Payoffs = z.strictObject({ R: z.number(), S: z.number(), T: z.number(), P: z.number() })
export type Payoffs = z.output<typeof Payoffs>

/** The two games of Dasgupta and Musolesi 2023. To give costs 1 and is worth 5 to the other; to stop does nothing. */
export const GAMES = {
  'prisoners-dilemma': { options: ['cooperate', 'defect'], payoffs: { R: 3, S: 0, T: 4, P: 1 } },
  'give-or-stop': { options: ['give', 'stop'], payoffs: { R: 4, S: -1, T: 5, P: 0 } },
} as const

export const STAGES = ['choose', 'play', 'punish'] as const
export type Stage = (typeof STAGES)[number]

export const Parameters = z
  .strictObject({
    rounds: z
      .int()
      .min(1, 'at least 1 round')
      .max(10_000, 'at most 10,000 rounds; for more data use replicates')
      .default(10),
    horizon: z.enum(['announced', 'hidden']).default('announced'),
    /** Whether everybody chooses a partner, or draws one. */
    selection: z.enum(['chosen', 'random']).default('chosen'),
    /** What becomes of choices that are not returned, and of those who are chosen by many. */
    resolution: z.enum(RESOLUTIONS).default('each'),
    /** How many rounds partners stay together before they are chosen or drawn anew. */
    together: z.int().min(1).default(1),
    /** Whom one may meet: everybody, the next on a ring, or those of one's cave. */
    among: z
      .union([
        z.literal('all'),
        z.strictObject({ ring: z.int().min(1) }),
        z.strictObject({ caves: z.int().min(3) }),
      ])
      .default('all'),
    game: z.enum(['prisoners-dilemma', 'give-or-stop']).default('prisoners-dilemma'),
    /** Own points, in place of those of the game. */
    payoffs: Payoffs.optional(),
    /** What players see for the cooperative option and for the other. */
    labels: z.tuple([Name, Name]).default(['J', 'F']),
    /** Names the cooperative option second. */
    reversed: z.boolean().default(false),
    /** Who may punish: nobody, one's partner, an outsider drawn for each player of a meeting, or both. */
    punishment: z.enum(['none', 'direct', 'third-party', 'both']).default('direct'),
    /** What punishment takes from its target, and what it brings whoever punishes a target that defected (just) or cooperated (unjust). */
    sanction: z
      .strictObject({
        loss: z.number().min(0).default(3),
        just: z.number().default(2),
        unjust: z.number().default(-10),
      })
      .default({ loss: 3, just: 2, unjust: -10 }),
    /** What acts add to the reputation of whoever does them, and which acts count. */
    reputation: z
      .strictObject({
        counts: z.enum(['none', 'play', 'punishment', 'both']).default('both'),
        /** One reputation that all share, or each observer's own, of what it has met with itself. */
        seenBy: z.enum(['all', 'witnesses']).default('all'),
        cooperate: z.number().default(1),
        defect: z.number().default(-1),
        just: z.number().default(2),
        unjust: z.number().default(-3),
        spare: z.number().default(0),
      })
      .default({
        counts: 'both',
        seenBy: 'all',
        cooperate: 1,
        defect: -1,
        just: 2,
        unjust: -3,
        spare: 0,
      }),
    /** When reputations are told. */
    reputationAt: z.array(z.enum(STAGES)).default(['choose', 'play', 'punish']),
    /** When it is told what the other did last, with whomever. */
    lastAt: z.array(z.enum(['choose', 'play'])).default(['play']),
    /** The order in which those who can be chosen are named: by seat, or drawn for each choice. */
    candidates: z.enum(['seat', 'drawn']).default('drawn'),
    unit: Name.default('points'),
  })
  .superRefine((parameters, context) => {
    const complain = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message })
    const { labels, game, selection, resolution } = parameters
    const [one, other] = GAMES[game].options
    if (labels[0] === labels[1]) complain('labels', `two options with one label: "${labels[0]}"`)
    if (labels[0] === other || labels[1] === one)
      complain('labels', 'a label is the name of the other option; it could be read as either')
    if (selection === 'random' && resolution !== 'each')
      complain('resolution', 'partners that are drawn are not chosen: leave resolution out')
  })
export type Parameters = z.output<typeof Parameters>
