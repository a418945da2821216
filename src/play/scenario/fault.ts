/** What a check of a scenario found. */

/** One thing that is wrong: where it stands, what it is, how to mend it. All in words for people. */
export interface Fault {
  readonly where: string
  readonly what: string
  readonly mend: string
}

/** A fault in one line. */
export function tellFault({ where, what, mend }: Fault): string {
  return `${where}: ${what}${mend === '' ? '' : ` ${mend}`}`
}
