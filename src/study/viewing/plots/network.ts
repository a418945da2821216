/** Who answers whom, seat by seat: the measure answers-to, added up over the runs of a treatment. */
import type { Store } from '../../../io/store/store.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import { namesIn, namesShown } from '../../../record/names.ts'
import type { Design } from '../../analysis/design.ts'
import { isCounted, kindsFor } from '../../analysis/measures/counted-runs.ts'
import { answersIn } from '../../analysis/measures/talk-measures.ts'
import { talkIn } from '../../analysis/measures/talk-run.ts'
import { readRuns, type Question, type RunRead } from '../../analysis/read-runs.ts'
import {
  columns,
  noPlot,
  plotOf,
  type PlotCell,
  type PlotFigure,
  type PlotNumbers,
} from './plot-figure.ts'

/** Runs with more seats than this are left out, as in the report: their networks cannot be read. */
const MOST_SPEAKERS = 12

/** The talk of the runs of a treatment that have the same number of seats. */
interface AnswerNetwork {
  readonly treatment: string
  /** Finished runs in which anybody spoke. */
  readonly runs: number
  readonly seats: readonly NetworkSeat[]
  /** `answers[i][j]`: messages of seat i that answer seat j, over all runs. */
  readonly answers: readonly (readonly number[])[]
}

interface NetworkSeat {
  readonly participant: string
  readonly role: string
  readonly agent: string
  /** As all runs call it; the participant's id where they do not agree. */
  readonly name: string
  /** Over all runs. */
  readonly messages: number
}

interface Group {
  readonly treatment: string
  runs: number
  readonly seats: {
    readonly participant: string
    readonly roles: Set<string>
    readonly agents: Set<string>
    readonly names: Set<string>
    messages: number
  }[]
  readonly answers: number[][]
}

interface Networks {
  readonly networks: readonly AnswerNetwork[]
  /** Runs with talk among more seats than can be drawn. */
  readonly left: number
}

function networkQuestion(store: Store, design: Design): Question<Networks> {
  const talkOf = talkIn(store)
  const groups = new Map<string, Group>()
  let left = 0
  return {
    kinds: kindsFor(design),
    add(run) {
      if (!isCounted(design, run)) return
      const talk = talkOf(run)
      if (talk === undefined) return
      if (run.seats.length > MOST_SPEAKERS) {
        left++
        return
      }
      const key = JSON.stringify([run.treatment, run.seats.length])
      let group = groups.get(key)
      if (group === undefined) groups.set(key, (group = noTalk(run)))
      group.runs++
      addSeats(group, run)
      for (const { seat } of talk.said) {
        const own = group.seats[seat]
        if (own !== undefined) own.messages++
      }
      answersIn(talk).forEach((line, i) =>
        line.forEach((count, j) => {
          const own = group.answers[i]
          if (own !== undefined) own[j] = (own[j] ?? 0) + count
        }),
      )
    },
    answer: () => ({
      left,
      networks: design.treatments.flatMap(({ treatment }) =>
        [...groups.values()].filter((one) => one.treatment === treatment).map(networkOf),
      ),
    }),
  }
}

function noTalk({ treatment, seats }: RunRead): Group {
  return {
    treatment,
    runs: 0,
    seats: seats.map(({ participant }) => ({
      participant,
      roles: new Set(),
      agents: new Set(),
      names: new Set(),
      messages: 0,
    })),
    answers: seats.map(() => seats.map(() => 0)),
  }
}

function addSeats({ seats }: Group, run: RunRead): void {
  const names = namesShown(namesIn(run.plan), run.ticks.slice(0, 2).flat())
  run.seats.forEach(({ participant, role, agent }, place) => {
    const seat = seats[place]
    if (seat === undefined) return
    seat.roles.add(role)
    seat.agents.add(agent)
    seat.names.add(names.get(participant as ParticipantId)?.trim() || participant)
  })
}

function networkOf({ treatment, runs, seats, answers }: Group): AnswerNetwork {
  const only = (values: ReadonlySet<string>): string | null =>
    values.size === 1 ? ([...values][0] as string) : null
  return {
    treatment,
    runs,
    answers,
    seats: seats.map(({ participant, roles, agents, names, messages }) => {
      const name = only(names) ?? participant
      return {
        participant,
        role: only(roles) ?? 'several',
        agent: only(agents) ?? 'several',
        name: name === participant ? (only(agents) ?? participant) : name,
        messages,
      }
    }),
  }
}

export function networkNumbers(store: Store, design: Design): PlotNumbers {
  const question = networkQuestion(store, design)
  readRuns(store, design, [question])
  const { networks, left } = question.answer()
  if (networks.length === 0)
    return noPlot(
      left > 0
        ? `The runs in which anybody speaks have more than ${MOST_SPEAKERS} seats: who answers whom is told by coterie measures --measure answers-to.`
        : 'Nobody says anything in a finished run.',
    )
  return plotOf(
    networks.map(figureOf),
    left > 0 ? [`${left} runs with more than ${MOST_SPEAKERS} seats are left out.`] : [],
  )
}

function figureOf(network: AnswerNetwork, place: number): PlotFigure {
  const { treatment, runs, seats, answers } = network
  const names = distinct(seats)
  const ties = seats.flatMap((_, from) =>
    seats.flatMap((__, to) => {
      const times = answers[from]?.[to] ?? 0
      return from === to || times === 0 ? [] : [{ from, to, times, weight: times / runs }]
    }),
  )
  const strongest = [...ties].sort((a, b) => b.weight - a.weight).slice(0, 3)
  const title = `Who answers whom: ${treatment}`
  return {
    id: `network-${place}`,
    title,
    description: `A network of ${seats.length} seats in ${runs} ${runs === 1 ? 'run' : 'runs'}: arrows lead from who answers to who is answered. ${strongest.map(({ from, to, weight }) => `${names[from]} answers ${names[to]} ${weight.toFixed(1)} times a run.`).join(' ')}`,
    drawing: {
      kind: 'network',
      nodes: seats.map(({ messages }, at) => ({ name: names[at] ?? '', size: messages / runs })),
      ties: ties.map(({ from, to, weight }) => ({ from, to, weight })),
    },
    tables: [
      {
        caption: `${title}: arrows`,
        columns: columns(
          ['treatment', 'as the experiment names it'],
          ['from', 'who answers: seat'],
          ['from name', 'what it is called'],
          ['to', 'who is answered: seat'],
          ['to name', 'what it is called'],
          ['messages', 'that answer, over all runs'],
          ['runs', 'finished runs in which anybody spoke'],
          ['messages a run', 'mean over these runs'],
        ),
        rows: ties.map(({ from, to, times, weight }): PlotCell[] => [
          treatment,
          seats[from]?.participant ?? '',
          names[from] ?? '',
          seats[to]?.participant ?? '',
          names[to] ?? '',
          times,
          runs,
          weight,
        ]),
      },
      {
        caption: `${title}: seats`,
        columns: columns(
          ['treatment', 'as the experiment names it'],
          ['seat', 'participant'],
          ['name', 'what it is called'],
          ['role', 'in the scenario'],
          ['agent', 'who plays it; several where runs differ'],
          ['messages', 'own messages, over all runs'],
          ['messages a run', 'mean over these runs'],
        ),
        rows: seats.map(({ participant, role, agent, messages }, at): PlotCell[] => [
          treatment,
          participant,
          names[at] ?? '',
          role,
          agent,
          messages,
          messages / runs,
        ]),
      },
    ],
    notes: [
      strongest[0] === undefined
        ? 'Nobody answered anybody: each spoke once, or none had heard another.'
        : `The widest arrow: ${strongest[0].weight.toFixed(1)} messages a run. The largest circle: ${(Math.max(...seats.map(({ messages }) => messages)) / runs).toFixed(1)} messages a run. ${runs} ${runs === 1 ? 'run' : 'runs'}.`,
    ],
    references: [],
  }
}

/** Two seats of one name are told apart by their ids. */
function distinct(seats: readonly NetworkSeat[]): string[] {
  return seats.map(({ name, participant }) =>
    name === participant || seats.filter((one) => one.name === name).length === 1
      ? name
      : `${name} (${participant})`,
  )
}
