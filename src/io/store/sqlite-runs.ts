/** The runs that are being written, each with its row: begun, found again, ended. */
import type Database from 'better-sqlite3'
import { canonicalJson } from '../../base/canonical-json.ts'
import type { RunId } from '../../record/ids.ts'
import type { ForkOf } from '../../record/plan.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { OpenRun, PendingBegin } from './batch.ts'
import { divided } from './own-plan.ts'
import { assertForkable } from './store-errors.ts'

export interface SqliteRuns {
  /** The run of an id, whether it is in the database yet or not. */
  open(runId: RunId): OpenRun
  /** Not open any more; its end is still to be written. */
  close(runId: RunId): void
  /**
   * A fork begins with the ticks that it shares; those of its parent must be written.
   * @throws StoreError where they are not in the database.
   */
  writeBegin(begin: PendingBegin): void
  writeEnd(run: OpenRun, end: RunEnded, hash: string, endedAt: string): void
  rowOf(run: OpenRun): number
  /** After a rollback, no id that was handed out is to be trusted. */
  forget(): void
}

/** `place` is the database's, for errors. */
export function sqliteRuns(db: Database.Database, place: string): SqliteRuns {
  const statements = statementsFor(db)
  const runs = new Map<RunId, OpenRun>()
  let designs = new Map<string, number>()

  /** Looks the run up in the database; true when it is there. */
  const find = (run: OpenRun): boolean => {
    const found = statements.standing.get(run.runId) as Standing | undefined
    if (found !== undefined) Object.assign(run, found)
    return found !== undefined
  }
  const rowOf = (run: OpenRun): number => {
    if (run.row === undefined && !find(run)) throw new Error(`run ${run.runId} was never begun`)
    return run.row as number
  }
  /** Gives a fork the ticks of its parent: references to what happened, nothing of it is copied. */
  const share = (run: OpenRun, fork: ForkOf): void => {
    const parent = statements.standing.get(fork.parent) as Standing | undefined
    assertForkable(place, fork, parent?.ticks)
    statements.share.run(run.row, parent?.row, fork.tick)
    find(run)
  }
  const writeDesign = (body: string): number => {
    const id = Number(statements.design.run(body).lastInsertRowid)
    statements.seats.run(id)
    return id
  }
  const designOf = (body: string): number => {
    const known = designs.get(body) ?? (statements.designOf.get(body) as number | undefined)
    const id = known ?? writeDesign(body)
    designs.set(body, id)
    return id
  }

  return {
    rowOf,
    open(runId) {
      let run = runs.get(runId)
      if (run === undefined) {
        run = { runId, row: undefined, ticks: 0, seq: 1, kept: 0 }
        runs.set(runId, run)
      }
      return run
    },
    close: (runId) => void runs.delete(runId),
    writeBegin({ run, plan, semantics, at }) {
      if (run.row !== undefined || find(run)) return
      const { replicate, seed, counterbalance, fork } = plan
      const { design, own } = divided(plan)
      const { lastInsertRowid } = statements.begin.run(
        run.runId,
        designOf(canonicalJson(design)),
        replicate,
        seed,
        canonicalJson(counterbalance),
        semantics,
        fork?.parent ?? null,
        fork?.tick ?? null,
        at,
      )
      run.row = Number(lastInsertRowid)
      if (own !== undefined) statements.ownPlan.run(run.row, canonicalJson(own))
      if (fork !== undefined) share(run, fork)
    },
    writeEnd: (run, end, hash, endedAt) =>
      void statements.end.run(end.how, end.why, hash, endedAt, rowOf(run)),
    forget() {
      runs.clear()
      designs = new Map()
    },
  }
}

type Standing = Omit<OpenRun, 'runId'>

function statementsFor(db: Database.Database) {
  return {
    begin: db.prepare(
      `insert into run (run_id, design, replicate, seed, counterbalance, semantics, parent_run_id, fork_tick, status, started_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, 'started', ?)`,
    ),
    ownPlan: db.prepare('insert into own_plan values (?, ?)'),
    share: db.prepare(
      'insert into tick select ?, tick, round, seq, content from tick where run = ? and tick < ?',
    ),
    end: db.prepare(
      'update run set status = ?, why = ?, record_hash = ?, ended_at = ? where id = ?',
    ),
    standing: db.prepare(
      `select run.id as row, coalesce(max(tick.tick) + 1, 0) as ticks, coalesce(max(tick.seq + content.entries), 1) as seq,
         (select count(*) from kept_call where kept_call.run = run.id) as kept
       from run left join tick on tick.run = run.id left join content on content.id = tick.content
       where run.run_id = ? group by run.id`,
    ),
    design: db.prepare('insert into design (body) values (?)'),
    designOf: db.prepare('select id from design where body = ?').pluck(),
    seats: db.prepare(
      `insert into seat (design, participant, place, role, agent, policy, model, persona)
       select design.id, seat.value ->> '$.participant', seat.key, seat.value ->> '$.role', seat.value ->> '$.agent',
         seat.value ->> '$.policy', seat.value ->> '$.settings.model', seat.value ->> '$.persona'
       from design, json_each(design.body, '$.seats') as seat where design.id = ?`,
    ),
  }
}
