/** `coterie practice`: a model server of one's own that costs nothing, and misbehaves when told. */
import { Command, InvalidArgumentError } from 'commander'
import type { Latency } from '../../../io/model/practice/latency.ts'
import type { Kind } from '../../../io/model/practice/misbehaviours.ts'
import type { ModelServer } from '../../../io/model/practice/model-server.ts'
import { note, print, printJson } from '../print.ts'
import { portNumber } from '../option-numbers.ts'

interface Options {
  port: number
  latency: Latency
  failures: number
  kinds?: string
  rpm?: number
  tpm?: number
  inFlight?: number
  seed: string
  json?: true
}

/** Told here so that help need not load the server. */
const KINDS = 'busy, broken, dropped, hang, garbled, wordless, refused, filtered, cut, huge, odd'

export function practiceCommand(): Command {
  return new Command('practice')
    .description(
      'start a model server on this machine to practise against: no key, no cost, failures as ordered',
    )
    .option('--port <n>', 'where it listens on 127.0.0.1; 0 takes a free port', portNumber, 4010)
    .option('--latency <ms>', 'how long a reply takes: 200, or evenly between 50-400', latency, 200)
    .option(
      '--failures <percent>',
      'share of the requests that meets each kind of failure',
      percent,
      0,
    )
    .option('--kinds <names>', `only these, divided by commas: ${KINDS}`)
    .option('--rpm <n>', 'most requests per minute; those beyond are answered with 429', atLeastOne)
    .option('--tpm <n>', 'most tokens per minute', atLeastOne)
    .option('--in-flight <n>', 'most requests at once', atLeastOne)
    .option('--seed <seed>', 'decides latencies and failures, together with what is asked', '1')
    .option('--json', 'print one JSON document when it is ready: { url, … }')
    .addHelpText(
      'after',
      `
It runs until it is interrupted, and then says what it served.

Examples:
  $ coterie practice --port 4010 --latency 200 --failures 5 --rpm 600
  $ coterie practice --failures 20 --kinds refused,cut`,
    )
    .action(practise)
}

async function practise(options: Options): Promise<void> {
  const interrupted = interruption()
  const { STAND_IN, startPracticeServer } = await import('../../practice-server.ts')
  const { ofEachKind } = await import('../../../io/model/practice/misbehaviours.ts')
  const { rpm, tpm, inFlight } = options
  const server = await startPracticeServer({
    port: options.port,
    latencyMs: options.latency,
    seed: options.seed,
    misbehave: ofEachKind(options.failures / 100, await kindsNamed(options.kinds)),
    limits: {
      ...(rpm === undefined ? {} : { requestsPerMinute: rpm }),
      ...(tpm === undefined ? {} : { tokensPerMinute: tpm }),
      ...(inFlight === undefined ? {} : { inFlight }),
    },
  })
  const { baseUrl } = server
  if (options.json === true) printJson({ url: baseUrl, stand_in: STAND_IN, key: null })
  else print(...linesToCopy(baseUrl, STAND_IN))
  await interrupted
  await server.close()
  // With --json the document on standard output is complete already.
  if (options.json === true) note(...linesServed(server))
  else print(...linesServed(server))
}

/** What to write where, so that an experiment finds the server. */
function linesToCopy(url: string, standIn: string): string[] {
  return [
    `The practice server answers at ${url}`,
    '',
    '# coterie.providers.yaml',
    'providers:',
    '  practice:',
    `    base_url: ${url}`,
    '',
    `In a cast: { policy: llm, model: practice/${standIn} }. Whatever speaks to OpenAI otherwise:`,
    '',
    `  export OPENAI_BASE_URL=${url} OPENAI_API_KEY=none`,
    '',
    'Interrupt it to end it.',
  ]
}

/** What it came to. */
function linesServed({ served, ledger }: ModelServer): string[] {
  const { received, answered, dropped, limited, failings } = served
  const failed = Object.entries(failings).sort(([, a], [, b]) => b - a)
  const sum = failed.reduce((total, [, times]) => total + times, 0)
  return [
    `${received} requests: ${answered} answered, ${dropped} dropped, ${limited} turned away by the limits`,
    `${ledger.inputTokens} tokens read, ${ledger.outputTokens} written`,
    ...(sum === 0
      ? []
      : [`${sum} failures: ${failed.map(([how, times]) => `${times} × ${how}`).join(', ')}`]),
  ]
}

async function kindsNamed(names: string | undefined): Promise<Kind[]> {
  const { KINDS: all } = await import('../../../io/model/practice/misbehaviours.ts')
  const { UnknownNameError } = await import('../../../base/errors.ts')
  const known = Object.keys(all) as Kind[]
  if (names === undefined) return known
  return names.split(',').map((name) => {
    const kind = known.find((one) => one === name.trim())
    if (kind === undefined)
      throw new UnknownNameError('kind of failure', name, known, 'Divide several by commas.')
    return kind
  })
}

/** Settles at the first interrupt. There is nothing to lose: later ones change nothing. */
async function interruption(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}

function atLeastOne(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('give a whole number from 1.')
  return value
}

function percent(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError('give a number from 0 to 100.')
  return value
}

function latency(text: string): Latency {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(text.trim()) ?? []
  if (from === undefined)
    throw new InvalidArgumentError('give milliseconds, such as 200 or 50-400.')
  return to === undefined ? Number(from) : { fromMs: Number(from), toMs: Number(to) }
}
