/** What an experiment may set, and which settings contradict one another. */
import { z } from 'zod'
import { UnknownNameError } from '../../src/index.ts'
import { gameNamed, games } from './games/catalogue.ts'
import { framings } from './texts/framings.ts'

/** A name that stays on its line, in rules, histories and answers. */
const Name = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'a name may not hold line breaks or control characters')
const Labels = z.array(Name).min(2)
const Order = z.array(z.int().nonnegative()).min(1)
const Options = z.array(Name).min(2).max(20)

/** More rounds than this are a slip of the keyboard: use replicates. */
const MOST_ROUNDS = 1_000_000

export const Parameters = z
  .strictObject({
    /** A game of the catalogue … */
    game: z.string().optional(),
    /** … or its payoffs: `payoffs[i][j]` = [row's points, column's points]. */
    payoffs: z
      .array(z.array(z.tuple([z.number(), z.number()])).min(2))
      .min(2)
      .optional(),
    /** Canonical option names. */
    options: z.strictObject({ row: Options, column: Options }).optional(),
    /** A fixed number of rounds (10 where neither is given) … */
    rounds: z
      .int()
      .min(1, 'at least 1 round')
      .max(MOST_ROUNDS, 'at most 1,000,000 rounds; for more data use replicates')
      .optional(),
    /** … or the probability that another round follows. */
    continuation: z.number().min(0).lt(1).optional(),
    /** Probability that a chosen option is replaced by another, drawn anew for each seat and round. */
    noise: z.number().min(0).max(1).default(0),
    /** Whether the rules tell how many rounds there are, or how likely another one is. */
    horizon: z.enum(['announced', 'hidden']).default('announced'),
    /** What participants see for each option: one list for both seats, or one for each. */
    labels: z.union([Labels, z.strictObject({ row: Labels, column: Labels })]).optional(),
    /** The order in which options are named: canonical, canonical backwards, drawn each round (the same for both), given by index, or given so for each round (and over again where there are more rounds). */
    order: z
      .union([z.enum(['fixed', 'reversed', 'shuffled']), Order, z.array(Order).min(1)])
      .default('fixed'),
    /** Rotates the displayed order by so many places (how counterbalancing varies it). */
    rotation: z.int().nonnegative().default(0),
    /** The cover story. */
    framing: z.string().default('neutral'),
    /** What payoffs are counted in; the framing's own unit where none is given. */
    unit: Name.optional(),
    /** How past rounds are told: a line each, a table, or not at all. */
    history: z.enum(['lines', 'table', 'none']).default('lines'),
    /** How many past rounds are told; all where none is given. */
    historyRounds: z.int().min(1).optional(),
    /** Ask each player first what the other will choose, and remind it of that when it chooses (social chain-of-thought). */
    predict: z.boolean().default(false),
  })
  .superRefine((parameters, context) => {
    for (const { path, message } of problemsOf(parameters)) {
      context.addIssue({ code: 'custom', path, message })
    }
  })
export type Parameters = z.output<typeof Parameters>

interface Problem {
  readonly path: (string | number)[]
  readonly message: string
}

type Unchecked = Omit<Parameters, never>

function problemsOf(parameters: Unchecked): Problem[] {
  const problems: Problem[] = []
  const complain = (path: (string | number)[], message: string): void =>
    void problems.push({ path, message })

  if ((parameters.game === undefined) === (parameters.payoffs === undefined)) {
    complain(
      ['game'],
      'give either a game of the catalogue (coterie list games) or payoffs, not both',
    )
    return problems
  }
  if (parameters.rounds !== undefined && parameters.continuation !== undefined) {
    complain(['continuation'], 'give either rounds or a continuation probability, not both')
  }
  const game = parameters.game === undefined ? undefined : gameNamed(parameters.game)
  if (parameters.game !== undefined && game === undefined) {
    const known = games.map(({ name }) => name)
    const error = new UnknownNameError('game', parameters.game, known, 'See: coterie list games.')
    complain(['game'], error.message)
    return problems
  }
  if (!framings.some(({ name }) => name === parameters.framing)) {
    const known = framings.map(({ name }) => name)
    const error = new UnknownNameError(
      'framing',
      parameters.framing,
      known,
      'Framings are in scenarios/matrix-game/texts/framings.ts.',
    )
    complain(['framing'], error.message)
  }
  const payoffs = parameters.payoffs ?? game?.payoffs ?? []
  const size = { row: payoffs.length, column: payoffs[0]?.length ?? 0 }
  payoffs.forEach((line, i) => {
    if (line.length !== size.column) {
      complain(
        ['payoffs', i],
        `row option ${i + 1} has ${line.length} cells, the first has ${size.column}; every row needs one cell for each column option`,
      )
    }
  })
  for (const seat of ['row', 'column'] as const) {
    checkNames(parameters.options?.[seat], size[seat], ['options', seat], 'option', complain)
    const labels = Array.isArray(parameters.labels) ? parameters.labels : parameters.labels?.[seat]
    const path = Array.isArray(parameters.labels) ? ['labels'] : ['labels', seat]
    checkNames(labels, size[seat], path, 'label', complain)
    const names = parameters.options?.[seat] ?? game?.options[seat] ?? []
    labels?.forEach((label, i) => {
      const clash = names.indexOf(label)
      if (clash >= 0 && clash !== i) {
        complain(
          path,
          `label "${label}" of option "${names[i]}" is the name of another option; it could be read as either`,
        )
      }
    })
    if (ordersIn(parameters.order).some((order) => !isPermutation(order, size[seat]))) {
      complain(
        ['order'],
        `the order must name each of the ${size[seat]} options of ${seat} once, by index from 0`,
      )
    }
  }
  return problems
}

function checkNames(
  names: readonly string[] | undefined,
  size: number,
  path: string[],
  what: string,
  complain: (path: string[], message: string) => void,
): void {
  if (names === undefined) return
  if (names.length !== size)
    complain(path, `there are ${size} options, but ${names.length} ${what}s`)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) complain(path, `two options with one ${what}: "${twice}"`)
}

/** The orders that are given by index. */
function ordersIn(order: Parameters['order']): readonly (readonly number[])[] {
  if (typeof order === 'string') return []
  return isByRound(order) ? order : [order as number[]]
}

/** True where the order is given for each round. */
export function isByRound(order: Parameters['order']): order is number[][] {
  return Array.isArray(order[0])
}

function isPermutation(order: readonly number[], size: number): boolean {
  return order.length === size && [...order].sort((a, b) => a - b).every((index, i) => index === i)
}
