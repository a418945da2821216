/** The parts of a report that tell how much was said, and what was answered to probes. */
import type { ProbeReport } from '../../../study/analysis/probe-answers.ts'
import type { TalkReport } from '../../../study/analysis/talk.ts'
import { told } from '../estimate-text.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** Nothing where nobody said anything. */
export function talkText(talk: readonly TalkReport[]): string[] {
  if (talk.length === 0) return []
  return [
    '\nTalk: messages of a seat in a run, and words of a message',
    ...fitTable(
      ['treatment', 'role', 'runs', 'messages', 'words', 'silent seats'],
      talk.map(({ treatment, role, messages, words, silent }) => [
        treatment,
        role,
        messages.runs,
        told(messages),
        told(words),
        told(silent),
      ]),
      2,
    ),
    ...wrapWords(
      'Participants’ own words in finished runs: without notices of crashes, news, briefs and what an intervention put in a mouth.',
    ),
  ]
}

/** Nothing where no probe was put. */
export function probesText(probes: readonly ProbeReport[]): string[] {
  if (probes.length === 0) return []
  const amounts = probes.filter(({ mean }) => mean !== null)
  const shares = probes.flatMap((one) => one.shares.map((share) => ({ ...one, ...share })))
  const words = probes.filter((one) => one.mean === null && one.shares.length === 0)
  const place = ({ treatment, role, probe }: ProbeReport): string[] => [treatment, role, probe]
  return [
    ...(amounts.length === 0
      ? []
      : [
          '\nProbes: amounts, asked beside the play',
          ...fitTable(
            ['treatment', 'role', 'probe', 'asked', 'answered', 'mean', 'first', 'last'],
            amounts.map((one) => [
              ...place(one),
              one.asked,
              one.answered,
              told(one.mean ?? undefined),
              told(one.first ?? undefined),
              told(one.last ?? undefined),
            ]),
            3,
          ),
        ]),
    ...(shares.length === 0
      ? []
      : [
          '\nProbes: shares of options, asked beside the play',
          ...fitTable(
            ['treatment', 'role', 'probe', 'asked', 'answered', 'option', 'share'],
            shares.map((one) => [
              ...place(one),
              one.asked,
              one.answered,
              one.value ?? '(pass)',
              told(one.share),
            ]),
            3,
          ),
        ]),
    ...words.map(
      ({ treatment, role, probe, asked, answered }) =>
        `\nProbe "${probe}" of ${role} under ${treatment}: ${answered} of ${asked} answered; their words are in the view probes.`,
    ),
  ]
}
