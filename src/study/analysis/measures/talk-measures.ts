/** Measures of talk: how much everybody says, who answers whom, who is named. */
import { giniOf } from './gini.ts'
import { A_SHARE, tellShare, type Measure, type MeasureDefinition } from './measure.ts'
import type { Said, TalkRun } from './talk-run.ts'

const OWN =
  'Own messages count: no notices, nothing that an intervention put in a participant’s mouth, nothing that nobody seated says.'
const TALK = 'every run in which a participant says something; all channels'
const SEAT: Pick<MeasureDefinition, 'of' | 'applies' | 'citation'> = {
  of: 'seat',
  applies: TALK,
  citation: null,
}
const NONE = 'the participant said nothing'
const NO_NAMES = 'the record does not tell what participants are called'
const ANSWERS =
  'A message answers those participants whom it names (as words of their own, whatever their case; @all names all); where it names nobody, whoever spoke last on the channel of those whom the speaker had heard. '

/** What each seat adds up to. */
function perSeat({ run, said }: TalkRun, of: (one: Said) => number): number[] {
  const sums = run.seats.map(() => 0)
  for (const one of said) sums[one.seat] = (sums[one.seat] ?? 0) + of(one)
  return sums
}

const amount = (
  name: string,
  means: string,
  unit: string,
  definition: string,
  of: (one: Said) => number,
): Measure<TalkRun> => ({
  name,
  means,
  unit,
  range: [0, null],
  holds: 'number',
  ...SEAT,
  definition: `${definition} ${OWN}`,
  undefinedWhen: 'never; runs in which nobody speaks have no value',
  work(talk, told) {
    perSeat(talk, of).forEach((sum, seat) => {
      told(seat, '', sum)
    })
  },
})

const messages = amount(
  'messages',
  'messages of a participant',
  'messages',
  'How many messages the participant sent.',
  () => 1,
)
const words = amount(
  'words',
  'words of a participant',
  'words',
  'The words of all its messages: stretches without white space (as \\S+ finds them), so that what is written without spaces counts as one.',
  (one) => one.words,
)
const turns = amount(
  'turns',
  'turns of a participant',
  'turns',
  'How often the participant took the floor: consecutive messages of one participant on one channel, with nothing of anybody else between, are one turn.',
  ({ beginsTurn }) => (beginsTurn ? 1 : 0),
)

const wordsPerMessage: Measure<TalkRun> = {
  name: 'words-per-message',
  means: 'mean length of a participant’s messages',
  unit: 'words',
  range: [0, null],
  holds: 'number',
  ...SEAT,
  definition: `The participant’s words divided by its messages. ${OWN}`,
  undefinedWhen: NONE,
  work(talk, told) {
    const counts = perSeat(talk, () => 1)
    perSeat(talk, (one) => one.words).forEach((sum, seat) => {
      tellShare(told, seat, '', sum, counts[seat] ?? 0, NONE)
    })
  },
}

const floorShare: Measure<TalkRun> = {
  name: 'floor-share',
  means: 'share of the words that are the participant’s',
  ...A_SHARE,
  ...SEAT,
  definition: `The participant’s words divided by those of all participants; over the participants of a run it sums to 1. ${OWN}`,
  undefinedWhen: 'no message holds a word',
  work(talk, told) {
    const sums = perSeat(talk, (one) => one.words)
    const all = sums.reduce((a, b) => a + b, 0)
    sums.forEach((sum, seat) => {
      tellShare(told, seat, '', sum, all, 'no message holds a word')
    })
  },
}

const floorGini: Measure<TalkRun> = {
  name: 'floor-gini',
  means: 'inequality of words among the participants',
  unit: 'Gini coefficient',
  range: [0, 1],
  holds: 'number',
  of: 'run',
  applies: TALK,
  definition: `Gini’s coefficient of the participants’ words, the silent among them: 0 where all say as much, (n − 1)/n where one says everything. ${OWN}`,
  undefinedWhen: 'no message holds a word, or there is one participant',
  citation: 'Gini 1912; see earnings-gini',
  work(talk, told) {
    const { value, reason } = giniOf(perSeat(talk, (one) => one.words))
    if (value === null) told(-1, '', null, reason.replace('totals are 0', 'messages are empty'))
    else told(-1, '', value)
  },
}

const crossReference: Measure<TalkRun> = {
  name: 'cross-reference-share',
  means: 'share of messages that name another participant',
  ...A_SHARE,
  ...SEAT,
  definition: `Of the participant’s messages, the share that names at least one other participant by the name that participants know, as words of their own, whatever their case; @all and @everyone name all. ${OWN}`,
  undefinedWhen: `${NONE}; ${NO_NAMES}`,
  work(talk, told) {
    const counts = perSeat(talk, () => 1)
    perSeat(talk, ({ names }) => ((names?.length ?? 0) > 0 ? 1 : 0)).forEach((some, seat) => {
      if (!talk.hasNames) told(seat, '', null, NO_NAMES)
      else tellShare(told, seat, '', some, counts[seat] ?? 0, NONE)
    })
  },
}

/** `answers[i][j]`: how many messages of seat i answer seat j. */
export function answersIn({ run, said }: TalkRun): number[][] {
  const answers = run.seats.map(() => run.seats.map(() => 0))
  for (const { seat, names, follows } of said) {
    const addressed = names !== null && names.length > 0 ? names : follows < 0 ? [] : [follows]
    for (const other of addressed) {
      const line = answers[seat]
      if (line !== undefined) line[other] = (line[other] ?? 0) + 1
    }
  }
  return answers
}

const answersTo: Measure<TalkRun> = {
  name: 'answers-to',
  means: 'who answers whom: messages of the participant that answer another',
  unit: 'messages',
  range: [0, null],
  holds: 'number',
  ...SEAT,
  by: 'the participant that is answered',
  definition: `${ANSWERS}A message that names several answers each. ${OWN} Where the record tells no names, only what follows what counts.`,
  undefinedWhen: 'never; runs in which nobody speaks have no value',
  work(talk, told) {
    const { seats } = talk.run
    answersIn(talk).forEach((line, seat) => {
      line.forEach((count, other) => {
        if (other !== seat) told(seat, seats[other]?.participant ?? '', count)
      })
    })
  },
}

/** Ties of the network: pairs (i, j) in which i answers j at least once. */
function tiesIn(talk: TalkRun): { ties: number; returned: number; pairs: number } {
  const answers = answersIn(talk)
  const n = answers.length
  let [ties, returned] = [0, 0]
  answers.forEach((line, i) => {
    line.forEach((count, j) => {
      if (i === j || count === 0) return
      ties++
      if ((answers[j]?.[i] ?? 0) > 0) returned++
    })
  })
  return { ties, returned, pairs: n * (n - 1) }
}

const density: Measure<TalkRun> = {
  name: 'network-density',
  means: 'how many of the possible ties of who answers whom there are',
  ...A_SHARE,
  of: 'run',
  applies: TALK,
  definition: `A tie leads from i to j where i answers j at least once. ${ANSWERS}Ties divided by the n(n − 1) ordered pairs of participants. ${OWN}`,
  undefinedWhen: 'there is one participant',
  citation: 'Wasserman & Faust 1994, Social Network Analysis, Cambridge University Press',
  work(talk, told) {
    const { ties, pairs } = tiesIn(talk)
    tellShare(told, -1, '', ties, pairs, 'there is one participant')
  },
}

const reciprocity: Measure<TalkRun> = {
  name: 'network-reciprocity',
  means: 'how many ties of who answers whom are returned',
  ...A_SHARE,
  of: 'run',
  applies: TALK,
  definition: `Of the ties of network-density, the share from i to j for which there is one from j to i.`,
  undefinedWhen: 'nobody answers anybody',
  citation: 'Wasserman & Faust 1994, Social Network Analysis, Cambridge University Press',
  work(talk, told) {
    const { ties, returned } = tiesIn(talk)
    tellShare(told, -1, '', returned, ties, 'nobody answers anybody')
  },
}

export const talkMeasures: readonly Measure<TalkRun>[] = [
  messages,
  words,
  turns,
  wordsPerMessage,
  floorShare,
  floorGini,
  crossReference,
  answersTo,
  density,
  reciprocity,
]
