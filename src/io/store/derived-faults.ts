/** Columns that repeat, for the views' sake, what entries say: each must still say the same. */
import type Database from 'better-sqlite3'

/** What each query counts must be none. */
const CHECKS: readonly { readonly count: string; readonly says: string }[] = [
  {
    count: `select count(*) from content
      where entries <> (select count(*) from content_fact where content_fact.content = content.id)`,
    says: 'content.entries is not the number of its entries',
  },
  {
    count: `select count(*) from content_fact join fact on fact.id = content_fact.fact
      where content_fact.kind <> fact.body ->> '$.kind'`,
    says: "content_fact.kind is not the entry's own kind",
  },
  {
    count: `select count(*) from (
        select seq, 1 + coalesce(sum(content.entries) over (
          partition by tick.run order by tick.tick rows between unbounded preceding and 1 preceding), 0) as expected
        from tick join content on content.id = tick.content)
      where seq <> expected`,
    says: "tick.seq is not the place of the tick's first entry",
  },
  {
    count: `select count(*) from (
        select design, participant, role, agent, policy, model, persona from seat
        except
        select design.id, value ->> '$.participant', value ->> '$.role', value ->> '$.agent', value ->> '$.policy',
          value ->> '$.settings.model', value ->> '$.persona'
        from design, json_each(design.body, '$.seats'))`,
    says: 'seat is not what the plan says of its seats',
  },
  {
    count: `select count(*) from (
        select design.id, value ->> '$.participant' from design, json_each(design.body, '$.seats')
        except select design, participant from seat)`,
    says: 'a seat of the plan is missing from seat',
  },
  {
    count: `select count(*) from run
      join tick on tick.run = run.id and tick.tick < run.fork_tick
      left join run as parent on parent.run_id = run.parent_run_id
      left join tick as theirs on theirs.run = parent.id and theirs.tick = tick.tick
      where theirs.content is not tick.content or theirs.round is not tick.round`,
    says: "a tick that a fork shares is not its parent's",
  },
  {
    count: 'select count(*) from run where design not in (select id from design)',
    says: 'a run has lost its design',
  },
]

/** What was changed by hand in the columns that only views show, in words; empty where nothing was. */
export function derivedFaults(db: Database.Database): string[] {
  return CHECKS.flatMap(({ count, says }) => {
    const rows = db.prepare(count).pluck().get() as number
    return rows === 0 ? [] : [`${says} (${rows} ${rows === 1 ? 'row' : 'rows'})`]
  })
}
