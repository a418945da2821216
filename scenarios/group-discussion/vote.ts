/** The vote: who is asked for what, how the votes are counted, what is told of them. */
import type { AnswerForm, ParticipantId, Value } from '../../src/index.ts'
import type { Vote } from './parameters.ts'

export function voteForm({ options, words }: Vote): AnswerForm {
  if (options === undefined) return { kind: 'text', maxLength: words ?? 1, passable: true }
  return {
    kind: 'choice',
    options: [...options],
    labels: [...options],
    order: options.map((_, i) => i),
    passable: true,
  }
}

/** Votes by option, in the order of the options; who passed or gave no answer is not counted. */
export function countVotes(options: readonly string[], votes: readonly Value[]): readonly number[] {
  return options.map((option) => votes.filter((vote) => vote === option).length)
}

/** Whether an option has the share of the votes that ends the talk. */
export function isReached({ options = [], reach }: Vote, votes: readonly Value[]): boolean {
  if (reach === undefined) return false
  const counts = countVotes(options, votes)
  const cast = counts.reduce((sum, count) => sum + count, 0)
  // Twelve digits: two thirds written as 0.666666666667 is reached by two of three.
  return cast > 0 && Number((Math.max(...counts) / cast).toPrecision(12)) >= reach
}

/** What all are told of a vote; null where a secret ballot in free words leaves nothing to tell. */
export function voteText(
  { options, ballot }: Vote,
  round: number,
  votes: readonly { readonly of: ParticipantId; readonly value: Value }[],
  names: Readonly<Record<ParticipantId, string>>,
): string | null {
  const values = votes.map(({ value }) => value)
  const silent = values.filter((value) => value === null).length
  const cast = votes.map(
    ({ of, value }) => `${names[of] ?? of}: ${value === null ? 'no vote' : String(value)}`,
  )
  const heading = `Vote after round ${round}`
  if (options === undefined) return ballot === 'secret' ? null : [`${heading}:`, ...cast].join('\n')
  const counts = countVotes(options, values).map((count, i) => `${options[i]} ${count}`)
  const tally = [...counts, ...(silent > 0 ? [`no vote ${silent}`] : [])].join(', ')
  return [`${heading}: ${tally}.`, ...(ballot === 'public' ? cast : [])].join('\n')
}
