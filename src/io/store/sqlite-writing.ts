/** The statements that write the ticks of a record. */
import type Database from 'better-sqlite3'

type Named = 'begin' | 'commit' | 'rollback' | 'latency' | 'content' | 'contentFact' | 'fact'

export function writingStatements(db: Database.Database): Record<Named, Database.Statement> {
  return {
    begin: db.prepare('begin immediate'),
    commit: db.prepare('commit'),
    rollback: db.prepare('rollback'),
    latency: db.prepare('insert into latency values (?, ?, ?, ?)'),
    content: db.prepare('insert into content (phase, digest, entries) values (?, ?, ?)'),
    contentFact: db.prepare('insert into content_fact values (?, ?, ?, ?)'),
    fact: db.prepare('insert into fact (body) values (?)'),
  }
}
