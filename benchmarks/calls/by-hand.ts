/** What a careful researcher writes in an afternoon: a loop, the vendor's client, one row for every call. */
import Database from 'better-sqlite3'
import { OpenAI } from 'openai'
import { contend, type Games } from './contender.ts'
import { ROUNDS } from './works.ts'

async function play({ work, games, baseUrl, db: path }: Games): Promise<void> {
  const client = new OpenAI({ apiKey: 'none', baseURL: baseUrl })
  const db = new Database(path)
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = normal')
  db.exec(`create table call (
    id integer primary key, game integer, round integer, seat text, prompt text, reply text, decision text,
    served_model text, finish_reason text, input_tokens integer, output_tokens integer, latency_ms real
  )`)
  const insert = db.prepare(
    `insert into call (game, round, seat, prompt, reply, decision, served_model, finish_reason, input_tokens, output_tokens, latency_ms)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  const decide = async (game: number, rounds: readonly string[][], seat: number) => {
    const messages = [{ role: 'user' as const, content: work.prompt(seat, rounds) }]
    const started = performance.now()
    const reply = await client.chat.completions.create({ model: 'bench', messages })
    const latencyMs = performance.now() - started
    const [choice] = reply.choices
    const text = choice?.message.content ?? ''
    const decision = work.read(text)
    insert.run(
      game,
      rounds.length + 1,
      work.seats[seat],
      JSON.stringify(messages),
      text,
      decision,
      reply.model,
      choice?.finish_reason,
      reply.usage?.prompt_tokens,
      reply.usage?.completion_tokens,
      latencyMs,
    )
    if (decision === null) throw new Error(`no answer: ${text}`)
    return decision
  }
  const playGame = async (game: number): Promise<void> => {
    const rounds: string[][] = []
    while (rounds.length < ROUNDS)
      rounds.push(await Promise.all(work.seats.map((_, seat) => decide(game, rounds, seat))))
  }
  await Promise.all(Array.from({ length: games }, (_, game) => playGame(game)))
  db.close()
}

function recorded(path: string): number {
  const db = new Database(path, { readonly: true })
  const count = db.prepare('select count(*) from call where reply is not null').pluck().get()
  db.close()
  return count as number
}

await contend(play, recorded)
