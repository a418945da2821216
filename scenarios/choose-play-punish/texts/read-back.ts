/** A second grammar of the words: reads the rules and the history back, knowing nothing of how they were written but labels and unit. */
import type { Act } from '../payoffs.ts'

export interface ToldCell {
  readonly own: Act
  readonly other: Act
  readonly ownPoints: number
  readonly otherPoints: number
}

/** What punishment takes and brings; null where it is not told. */
export interface ToldSanction {
  readonly loss: number | null
  readonly just: number | null
  readonly unjust: number | null
}

export interface ToldMeeting {
  readonly with: string
  readonly own: Act
  readonly other: Act
  readonly points: number
  /** Null where the reader did not punish. */
  readonly sanction: number | null
  readonly by: readonly string[]
  readonly loss: number
}

interface Words {
  readonly labels: readonly [string, string]
  readonly unit: string
}

const NUMBER = '(-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)'

export function readCells(text: string, words: Words): ToldCell[] {
  const [option, points] = [optionIn(words), pointsIn(words)]
  const cell = new RegExp(
    `^- If you choose ${option} and the other player chooses ${option}, you earn ${points} and the other player earns ${points}\\.$`,
  )
  return text.split('\n').flatMap((line) => {
    const [, own, other, mine, theirs] = cell.exec(line) ?? []
    if (own === undefined || other === undefined) return []
    return [
      {
        own: actOf(own, words),
        other: actOf(other, words),
        ownPoints: Number(mine),
        otherPoints: Number(theirs),
      },
    ]
  })
}

export function readSanction(text: string, words: Words): ToldSanction {
  const points = pointsIn(words)
  const brings = (act: Act): number | null => {
    const label = quoted(words.labels[act === 'cooperative' ? 0 : 1])
    const found = new RegExp(
      `^If you punish a player who chose Option ${label}, you (earn|lose) ${points}\\.$`,
      'm',
    ).exec(text)
    return found === null ? null : signedBy(found[1], found[2])
  }
  const loss = new RegExp(`Whoever is punished loses ${points},`).exec(text)?.[1]
  return {
    loss: loss === undefined ? null : Number(loss),
    just: brings('selfish'),
    unjust: brings('cooperative'),
  }
}

/** Deed → what it adds to a reputation. */
export function readReputation(text: string): Readonly<Record<string, number>> {
  const line = new RegExp("^- For (.+), a player's reputation changes by \\+?" + NUMBER + '\\.$')
  return Object.fromEntries(
    text.split('\n').flatMap((one) => {
      const [, deed, adds] = line.exec(one) ?? []
      return deed === undefined ? [] : [[deed, Number(adds)]]
    }),
  )
}

/** The meetings of one round of the history that count. */
export function readMeetings(text: string, words: Words): ToldMeeting[] {
  const [option, points] = [optionIn(words), pointsIn(words)]
  const line = new RegExp(
    `^- You met (Player \\d+): you chose ${option}, Player \\d+ chose ${option}; you earned ${points}\\.` +
      `(?: You punished Player \\d+; this made you (earn|lose) ${points}\\.| You spared Player \\d+\\.| You did not say .+?, and did not\\.)?` +
      `(?: You were punished by (.+), and lost ${points}\\.)?$`,
  )
  return text.split('\n').flatMap((one) => {
    const found = line.exec(one)
    if (found === null) return []
    const [, name = '', own = '', other = '', mine, way, brought, by = '', loss = '0'] = found
    return [
      {
        with: name,
        own: actOf(own, words),
        other: actOf(other, words),
        points: Number(mine),
        sanction: way === undefined ? null : signedBy(way, brought),
        by: by === '' ? [] : by.split(/, | and /),
        loss: Number(loss),
      },
    ]
  })
}

/** What the whole round earned. */
export function readEarned(text: string, words: Words): number | undefined {
  const found = new RegExp(
    `^Round \\d+: you (?:met nobody, and )?earned ${pointsIn(words)} in all\\.`,
  )
  const earned = found.exec(text)?.[1]
  return earned === undefined ? undefined : Number(earned)
}

function signedBy(way: string | undefined, points: string | undefined): number {
  return way === 'lose' ? -Number(points) : Number(points)
}

function actOf(label: string, { labels }: Words): Act {
  return label === labels[0] ? 'cooperative' : 'selfish'
}

function optionIn({ labels }: Words): string {
  return `Option (${labels.map(quoted).join('|')})`
}

/** `3 points`, or `1 point` where the unit has a singular. */
function pointsIn({ unit }: Words): string {
  return `${NUMBER} ${quoted(unit.replace(/s$/, ''))}s?`
}

function quoted(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
