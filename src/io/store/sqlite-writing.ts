/** The statements that write a record. */
import type Database from 'better-sqlite3'

export function writingStatements(db: Database.Database) {
  return {
    begin: db.prepare('begin immediate'),
    commit: db.prepare('commit'),
    rollback: db.prepare('rollback'),
    beginRun: db.prepare(
      `insert into run (run_id, design, replicate, seed, counterbalance, semantics, status, started_at)
       values (?, ?, ?, ?, ?, ?, 'started', ?)`,
    ),
    end: db.prepare(
      'update run set status = ?, why = ?, record_hash = ?, ended_at = ? where id = ?',
    ),
    rowOf: db.prepare('select id from run where run_id = ?').pluck(),
    standing: db.prepare(
      `select run.id as row, coalesce(max(tick.tick) + 1, 0) as ticks, coalesce(max(tick.seq + content.entries), 1) as seq
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
    latency: db.prepare('insert into latency values (?, ?, ?, ?)'),
    content: db.prepare('insert into content (phase, digest, entries) values (?, ?, ?)'),
    contentFact: db.prepare('insert into content_fact values (?, ?, ?, ?)'),
    fact: db.prepare('insert into fact (body) values (?)'),
    keepExperiment: db.prepare('insert into experiment values (?)'),
  }
}
