/**
 * Files as oTree exports them (otree-core 6, otree/export.py and otree/views/export.py; MIT): `all_apps_wide.csv`, one long file for each app, and
 * `ChatMessages.csv`. Nothing is an empty cell, and line breaks are kept within quotes. There are no pages, so there is no PageTimes.
 */
import type { Cell } from '../../../io/store/tables.ts'
import { csvOfRows } from '../csv.ts'
import type { ExportOptions, ReadableRecord, WriteFile } from '../format.ts'
import { answerCells, jsonCell } from '../panel.ts'
import { inOrder, watchedTicks } from '../run-order.ts'
import { appNames, appsOf, fieldColumns, type App } from './apps.ts'
import { CHAT, chatRows } from './chat.ts'
import {
  OWN,
  ownCells,
  PARTICIPANT,
  participantCells,
  playerCells,
  SESSION,
  sessionCells,
  sessionOf,
  type Session,
} from './session.ts'

/** As many as a spreadsheet has: a wider file helps nobody. */
const MOST_COLUMNS = 16_384

/** oTree has them in every session; there is no money in a record. */
const CONFIG = ['name', 'participation_fee', 'real_world_currency_per_point']

/** Names are read for the columns, and the whole record for each kind of file. */
export function writeOtree(
  { store, tables }: ReadableRecord,
  keep: WriteFile,
  options: ExportOptions,
): void {
  const runs = inOrder(store.runs())
  const names = appNames(runs)
  const parameters = [...new Set(runs.flatMap(({ plan }) => Object.keys(plan.parameters)))].sort()
  // For the wide file, the long files and the chats.
  const ticksOf = watchedTicks(store, 3, options.progress)
  const sessions = function* (app?: string): Iterable<Session> {
    for (const run of runs) {
      const its = names.get(run.plan.scenario.name) ?? ''
      if (app !== undefined && its !== app) continue
      yield sessionOf(run, its, ticksOf(run))
    }
  }
  const apps = appsOf(runs, names, tables)

  const wide = wideColumns(apps, parameters)
  if (wide.length <= MOST_COLUMNS)
    keep('all_apps_wide.csv', csvOfRows(wide, wideRows(sessions(), apps, parameters), options))
  else
    options.note?.(
      `all_apps_wide.csv is left out: it would have ${wide.length} columns, one for each field of each round. The files of the apps hold the same, a row for each round.`,
    )
  for (const app of apps)
    keep(`${app.name}.csv`, csvOfRows(longColumns(app), longRows(sessions(app.name), app), options))
  keep('ChatMessages.csv', csvOfRows(CHAT, chatRows(runs, names, ticksOf), options))
}

function wideColumns(apps: readonly App[], parameters: readonly string[]): string[] {
  return [
    ...PARTICIPANT,
    ...SESSION,
    ...[...CONFIG, ...parameters.filter((one) => !CONFIG.includes(one))].map(
      (name) => `session.config.${name}`,
    ),
    ...apps.flatMap((app) =>
      app.rounds.flatMap((round) =>
        [
          ...['id_in_group', 'role', 'payoff', ...fieldColumns(app)].map((one) => `player.${one}`),
          'group.id_in_subsession',
          'subsession.round_number',
        ].map((name) => `${app.name}.${round}.${name}`),
      ),
    ),
    ...OWN,
  ]
}

function* wideRows(
  sessions: Iterable<Session>,
  apps: readonly App[],
  parameters: readonly string[],
): Iterable<Cell[]> {
  const others = parameters.filter((one) => !CONFIG.includes(one))
  for (const session of sessions) {
    const { plan } = session.run
    const rounds = new Map(session.rounds.map((round) => [round.round, round]))
    const config = [
      plan.experiment,
      null,
      null,
      ...others.map((one) => configCell(plan.parameters[one])),
    ]
    for (const seat of plan.seats) {
      const played = apps.flatMap((app) =>
        app.rounds.flatMap((number): Cell[] => {
          const round = app.name === session.app ? rounds.get(number) : undefined
          if (round === undefined)
            return Array.from({ length: 5 + 2 * app.fields.fields.length }, () => null)
          return [
            ...playerCells(round, seat),
            ...answersIn(round, seat.participant, app),
            round.groups.get(seat.participant)?.group ?? null,
            number,
          ]
        }),
      )
      yield [
        ...participantCells(session, seat),
        ...sessionCells(session),
        ...config,
        ...played,
        ...ownCells(session, seat),
      ]
    }
  }
}

function longColumns(app: App): string[] {
  return [
    ...PARTICIPANT,
    ...['id_in_group', 'role', 'payoff', ...fieldColumns(app)].map((one) => `player.${one}`),
    'group.id_in_subsession',
    'subsession.round_number',
    ...SESSION,
    ...OWN,
  ]
}

function* longRows(sessions: Iterable<Session>, app: App): Iterable<Cell[]> {
  for (const session of sessions) {
    const { seats } = session.run.plan
    const participants = seats.map((seat) => participantCells(session, seat))
    for (const round of session.rounds)
      for (const [i, seat] of seats.entries())
        yield [
          ...(participants[i] ?? []),
          ...playerCells(round, seat),
          ...answersIn(round, seat.participant, app),
          round.groups.get(seat.participant)?.group ?? null,
          round.round,
          ...sessionCells(session),
          ...ownCells(session, seat),
        ]
  }
}

function answersIn(
  { played }: Session['rounds'][number],
  participant: Session['run']['plan']['seats'][number]['participant'],
  { fields }: App,
): Cell[] {
  return answerCells(played.get(participant)?.answers ?? [], fields.fields)
}

/** As oTree writes them: true and false as 1 and 0. */
function configCell(value: Parameters<typeof jsonCell>[0]): Cell {
  return typeof value === 'boolean' ? Number(value) : jsonCell(value)
}
