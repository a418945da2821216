/** Where the time of a process went, by module, from a V8 CPU profile. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string }
  readonly children?: readonly number[]
}

interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[]
}

/** Milliseconds of each place, largest first; waiting is left out. */
export type Places = readonly (readonly [place: string, ms: number])[]

/** Reads the one profile in a folder. */
export function placesOf(folder: string): Places {
  const name = readdirSync(folder).find((file) => file.endsWith('.cpuprofile'))
  if (name === undefined) throw new Error(`no profile in ${folder}`)
  return sumUp(JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile)
}

function sumUp({ nodes, samples, timeDeltas }: CpuProfile): Places {
  const placeById = new Map<number, string>()
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const walk = (node: ProfileNode, above: string): void => {
    const place = placeOf(node, above)
    placeById.set(node.id, place)
    for (const child of node.children ?? []) walk(byId.get(child) as ProfileNode, place)
  }
  walk(nodes[0] as ProfileNode, 'node')

  const ms = new Map<string, number>()
  samples.forEach((id, i) => {
    const place = placeById.get(id) ?? 'node'
    if (place !== 'idle') ms.set(place, (ms.get(place) ?? 0) + (timeDeltas[i] ?? 0) / 1_000)
  })
  return [...ms].sort((a, b) => b[1] - a[1])
}

/** Native functions have no address: they belong to whoever called them. */
function placeOf({ callFrame: { functionName, url } }: ProfileNode, above: string): string {
  if (functionName === '(idle)') return 'idle'
  if (functionName === '(garbage collector)') return 'garbage collector'
  // Mostly the kernel's share: reading from and writing to sockets.
  if (functionName === '(program)') return 'native code of Node, the kernel'
  if (url === '') return above
  const found = PLACES.find(([pattern]) => pattern.test(url))
  return found?.[1] ?? 'the rest'
}

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^node:internal\/deps\/undici/, 'fetch (undici)'],
  [/^node:internal\/(webstreams|blob|abort_controller|event_target)/, 'fetch (streams, signals)'],
  [/^node:(_?http|internal\/http)/, 'node:http'],
  [/^node:(net|internal\/(net|stream_base|streams)|stream|internal\/tls)/, 'sockets and streams'],
  [/^node:(internal\/)?crypto/, 'hashing'],
  [/^node:(internal\/)?timers/, 'timers'],
  [/^node:/, 'the rest of Node'],
  [/node_modules\/openai\//, 'openai package'],
  [/node_modules\/zod\//, 'zod'],
  [/node_modules\/xstate\//, 'xstate'],
  [/node_modules\/better-sqlite3\//, 'store and SQLite'],
  [/node_modules\/(@langchain|langsmith)/, 'LangGraph'],
  [/node_modules\//, 'other packages'],
  [/\/src\/base\/(hash|canonical-json)/, 'hashing'],
  [/\/src\/io\/store\//, 'store and SQLite'],
  [/\/src\/io\/model\/providers\//, 'provider'],
  [/\/src\/io\/model\//, 'wrappers round the provider'],
  [/\/src\/play\/agent\//, 'policies (prompts, answers)'],
  [/\/src\/(play|record)\//, 'kernel and record'],
  [/\/scenarios\/|talk-scenario/, 'scenario'],
]
