/** Reads contents of ticks from SQLite, several in one statement. */
import type Database from 'better-sqlite3'

/** A content as it is stored; `bodies` are its facts in order. */
export interface StoredContent {
  readonly phase: string
  readonly digest: string
  readonly bodies: readonly string[]
}

/** UTF-16 code units of bodies. Where these are long, fewer contents are read at once. */
const MOST_CHARACTERS = 2_000_000

/**
 * A function that reads contents by id, those that are `known` left out. What it gives back holds the first of the others if there is such a content; of the
 * further ones there are as many as it read before it had enough.
 */
export function contentsReader(
  db: Database.Database,
): (ids: readonly number[], known: ReadonlyMap<number, unknown>) => Map<number, StoredContent> {
  const select = db
    .prepare(
      `select content.id, content.phase, content.digest, fact.body from json_each(?) as each_content
       cross join content on content.id = each_content.value
       left join content_fact on content_fact.content = content.id
       left join fact on fact.id = content_fact.fact
       order by each_content.key, content_fact.place`,
    )
    .raw()
  return (ids, known) => {
    const contents = new Map<number, StoredContent & { bodies: string[] }>()
    const wanted = [...new Set(ids)].filter((id) => !known.has(id))
    let characters = 0
    // Leaving the loop early ends the statement.
    for (const row of select.iterate(JSON.stringify(wanted)) as Iterable<ContentRow>) {
      const [id, phase, digest, body] = row
      let content = contents.get(id)
      if (content === undefined) {
        if (characters > MOST_CHARACTERS) break
        contents.set(id, (content = { phase, digest, bodies: [] }))
      }
      // A content without facts has a row all the same.
      if (body === null) continue
      content.bodies.push(body)
      characters += body.length
    }
    return contents
  }
}

type ContentRow = [id: number, phase: string, digest: string, body: string | null]
