/** History rules: which past messages a participant's reading shows. What the record keeps is another matter: it keeps all. */
import type { Heard } from '../../../record/seen.ts'
import type { ParticipantId } from '../../../record/ids.ts'

/** The messages that are shown, of all that were heard; in their order. What nobody seated has said (a brief, news) is always shown. */
export type TalkHistory = (heard: readonly Heard[], self: ParticipantId) => readonly Heard[]

/** All of them. */
export const wholeHistory: TalkHistory = (heard) => heard

/** The last `count` messages. */
export function lastMessages(count: number): TalkHistory {
  return (heard) => {
    const said = heard.filter(isSaid)
    return keep(heard, new Set(count === 0 ? [] : said.slice(-count)))
  }
}

/** What was heard since the participant's own last message, that one included; everything where it has said nothing. */
export const sinceOwnTurn: TalkHistory = (heard, self) => {
  const said = heard.filter(isSaid)
  const own = said.findLastIndex(({ from, notice }) => from === self && notice !== true)
  return keep(heard, new Set(said.slice(Math.max(0, own))))
}

/** None of them. */
export const noHistory: TalkHistory = (heard) => keep(heard, new Set())

function isSaid({ from }: Heard): boolean {
  return from !== null
}

function keep(heard: readonly Heard[], shown: ReadonlySet<Heard>): readonly Heard[] {
  return heard.filter((one) => !isSaid(one) || shown.has(one))
}
