/** `coterie view`: the viewer in a browser, live and after. */
import { Command } from 'commander'
import { BadInputError } from '../../../base/errors.ts'
import { sanitise } from '../../../base/sanitise.ts'
import { onInterrupt } from '../on-interrupt.ts'
import { note, print, printJson } from '../print.ts'
import { atLeastOne, portNumber, tickNumber } from '../option-numbers.ts'

interface Options {
  host: string
  port?: number
  export?: string
  run: string[]
  json?: true
  coder: string[]
  codebook?: string
  sample?: number
  seed: number
  confidence?: true
}

const LOOPBACK = '127.0.0.1'

export function viewCommand(): Command {
  return new Command('view')
    .description('look at records in a browser, while they are played and afterwards')
    .argument('[records...]', 'records, or folders of records (default: logs)')
    .option('--host <address>', 'where to listen; beyond this machine a token is needed', LOOPBACK)
    .option('--port <n>', 'the port; any that is free where none is given', portNumber)
    .option('--export <dir>', 'write a static site instead, which opens without a server')
    .option('--run <id>', 'of --export: only this run; may be repeated', collect, [])
    .option(
      '--coder <name>',
      'a link for somebody who codes, and sees nothing else; may be repeated',
      collect,
      [],
    )
    .option('--codebook <name>', 'of --coder: its name, NAME@VERSION, or its file')
    .option('--sample <n>', 'of --coder: draw so many units instead of taking all', atLeastOne)
    .option('--seed <n>', 'of --coder: of the sample and of the orders', tickNumber, 1)
    .option('--confidence', 'of --coder: ask how sure a coder is of each answer')
    .option('--json', 'print one JSON document: { url, records, coders }, or { dir, files, bytes }')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie view logs/showcase.sqlite\n  $ coterie view logs --port 4000\n  $ coterie view logs/showcase.sqlite --export site',
    )
    .action(view)
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

async function view(named: readonly string[], options: Options): Promise<void> {
  const { host, port, json } = options
  const places = named.length === 0 ? ['logs'] : named
  if (options.export !== undefined) {
    if (options.coder.length > 0)
      throw new BadInputError(
        '--coder: a static site takes no codings. Leave out --export, or --coder.',
      )
    const { exportSite } = await import('../view/export-site.ts')
    const { export: dir, run: runs } = options
    return exportSite({ places, dir, runs, json: json === true, stop: onInterrupt('one answer') })
  }
  if (options.run.length > 0)
    throw new BadInputError('--run: only --export takes runs. Name a folder with --export DIR.')
  const { clientAssets } = await import('../../web/assets.ts')
  const { newSecret } = await import('../../web/guard.ts')
  const { runsOf } = await import('../../web/questions/runs-kept.ts')
  const { openRecords } = await import('../../web/records.ts')
  const { listen } = await import('../../web/serve.ts')
  const { serverAddress } = await import('../../web/server-address.ts')
  const { codeLinks, codeLinksInWords, codingFor } = await import('../view/code-links.ts')
  const { viewerApp } = await import('../../web/viewer-app.ts')

  const stop = onInterrupt('open pages')
  const assets = clientAssets()
  // Bundling takes as long as all the rest, on other threads. Where it fails, whoever asks for the script is told.
  void assets.script('viewer').catch(() => undefined)
  const records = openRecords(places)
  const coding = await codingFor(records, options)
  const { isHere, names } = serverAddress(host)
  // Whoever codes on this machine must not see more than others who code.
  const token = isHere && coding === null ? null : newSecret()
  const app = viewerApp({
    records,
    assets,
    token,
    hosts: isHere ? names : undefined,
    stop,
    onFault: (error) => note(sanitise(error.stack ?? error.message)),
    ...(coding === null ? {} : { deskOf: coding.deskOf }),
  })
  const served = await listen(app, {
    host,
    port,
    keptPort: coding?.links.port,
    whenKeptIsTaken: 'move',
  })
  const url = token === null ? served.url : `${served.url}/?token=${token}`
  const links = coding === null ? null : await codeLinks(coding, served)
  if (json === true)
    printJson({
      url,
      records: records.places().map(({ path }) => path),
      ...(links === null ? {} : { coders: links.links }),
    })
  else print(url, ...(links === null ? [] : codeLinksInWords(links)), 'ctrl-C ends it.')
  // Whoever opens the address finds its runs read. What is wrong with them is told to whoever asks.
  for (const record of records.opened())
    void runsOf(record)
      .list()
      .catch(() => undefined)
  await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()))
  await served.close()
  records.close()
}
