/** LangGraph.js as its documentation has it: one node for each seat, one thread for each game, its SQLite checkpointer. */
import { Annotation, END, START, StateGraph } from '@langchain/langgraph'
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite'
import { OpenAI } from 'openai'
import { contend, type Games } from '../calls/contender.ts'
import { ROUNDS, type Work } from '../calls/works.ts'

interface Said {
  readonly round: number
  readonly seat: string
  readonly reply: string
  readonly decision: string
  readonly inputTokens: number
  readonly outputTokens: number
}

const State = Annotation.Root({
  round: Annotation<number>(),
  said: Annotation<Said[]>({ reducer: (before, more) => before.concat(more), default: () => [] }),
})

function graphOf(work: Work, client: OpenAI) {
  const { seats } = work
  const roundsOf = (said: readonly Said[], before: number): string[][] =>
    Array.from({ length: before - 1 }, (_, i) =>
      seats.map(
        (seat) => said.find((one) => one.round === i + 1 && one.seat === seat)?.decision ?? '',
      ),
    )
  const nodes = seats.map((seat, place) => {
    const speak = async ({ round, said }: typeof State.State): Promise<{ said: Said[] }> => {
      const content = work.prompt(place, roundsOf(said, round))
      const reply = await client.chat.completions.create({
        model: 'bench',
        messages: [{ role: 'user', content }],
      })
      const text = reply.choices[0]?.message.content ?? ''
      const decision = work.read(text)
      if (decision === null) throw new Error(`no answer: ${text}`)
      const { prompt_tokens: inputTokens = 0, completion_tokens: outputTokens = 0 } =
        reply.usage ?? {}
      return { said: [{ round, seat, reply: text, decision, inputTokens, outputTokens }] }
    }
    return [seat, speak] as const
  })
  const graph = new StateGraph(State)
    .addNode(Object.fromEntries(nodes))
    .addNode('close', ({ round }) => ({ round: round + 1 }))
    .addEdge([...seats], 'close')
    .addConditionalEdges('close', ({ round }) => (round > ROUNDS ? END : [...seats]))
  for (const seat of seats) graph.addEdge(START, seat)
  return graph
}

async function play({ work, games, baseUrl, db }: Games): Promise<void> {
  const client = new OpenAI({ apiKey: 'none', baseURL: baseUrl })
  const checkpointer = SqliteSaver.fromConnString(db)
  const app = graphOf(work, client).compile({ checkpointer })
  await Promise.all(
    Array.from({ length: games }, (_, game) =>
      app.invoke(
        { round: 1 },
        { configurable: { thread_id: `game-${game}` }, recursionLimit: 2 * ROUNDS + 5 },
      ),
    ),
  )
  checkpointer.db.close()
}

/** The replies in the last state of every thread. */
async function recorded(db: string): Promise<number> {
  const checkpointer = SqliteSaver.fromConnString(db)
  const threads = checkpointer.db
    .prepare('select distinct thread_id from checkpoints')
    .pluck()
    .all() as string[]
  let count = 0
  for (const thread_id of threads) {
    const state = await checkpointer.getTuple({ configurable: { thread_id } })
    count += (state?.checkpoint.channel_values['said'] as Said[]).length
  }
  checkpointer.db.close()
  return count
}

await contend(play, recorded)
