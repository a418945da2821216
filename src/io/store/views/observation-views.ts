/** What participants were shown, put together from parts, links and lines. */
import {
  FACTS,
  fromFact,
  inRecordOrder,
  ofKinds,
  participant,
  runId,
  seq,
  tick,
  type View,
} from '../view.ts'

// Order stands in subqueries, kept apart by their limit: SQLite before 3.44, which systems still ship, cannot order within an aggregate.

/** A text from its last line back to its first. */
function textOf(id: string): string {
  return `(
    with recursive chain(id, prefix, line, depth) as (
      select id, prefix, line, 0 from text where id = ${id}
      union all
      select text.id, text.prefix, text.line, depth + 1
      from chain join text on text.id = chain.prefix and text.id < chain.id
    )
    select group_concat(line, char(10)) from (select line from chain order by depth desc limit -1)
  )`
}

/** The kept parts of an observation, each with its place, which is lower for earlier ones; older records keep the list itself. */
const KEPT_PARTS = `(
      with recursive link(id, prefix, part, depth) as (
        select id, prefix, part, 0 from shown where id = fact.body ->> '$.parts'
        union all
        select shown.id, shown.prefix, shown.part, depth + 1
        from link join shown on shown.id = link.prefix and shown.id < link.id
      )
      select - link.depth as place, part.body as body from link join part on part.id = link.part
      union all
      select listed.key, listed.value from json_each(fact.body, '$.parts') as listed
      where json_type(fact.body, '$.parts') = 'array'
    )`

/** The parts of an observation with their words, in the order and with the keys of their canonical JSON. */
export const PARTS_WITH_WORDS = `(
    select json_group_array(json(words)) from (
      select json_replace(body, '$.text', ${textOf("body ->> '$.text'")}) as words
      from ${KEPT_PARTS} order by place limit -1
    )
  )`

/** As the messages were put together: system parts before the others, empty ones left out. */
const TEXT = `coalesce((
    select group_concat(words, char(10) || char(10)) from (
      select words from (
        select place, body ->> '$.role' as role, ${textOf("body ->> '$.text'")} as words
        from ${KEPT_PARTS}
      ) where words <> '' order by role <> 'system', place limit -1
    )
  ), '')`

export const observations: View = {
  name: 'observations',
  means: 'One row for each time that a participant was shown words: exactly what it read.',
  from: FACTS,
  where: ofKinds('observation-shown'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    participant,
    {
      name: 'text',
      means: 'system parts, then the others in order, a blank line between them',
      holds: 'text',
      sql: TEXT,
    },
    fromFact('ask', 'the ask that it was shown for; probe/NAME for a probe'),
    {
      name: 'parts',
      means: 'JSON list of { name, role, source, text, turn }, without the keys that a part lacks',
      holds: 'json',
      sql: PARTS_WITH_WORDS,
    },
    seq,
    {
      name: 'dropped',
      means:
        'JSON: what of the past a history budget left out, { parts, rounds, characters }; null where nothing was',
      holds: 'json',
      sql: "fact.body -> '$.dropped'",
    },
  ],
}
