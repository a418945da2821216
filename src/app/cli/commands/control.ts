/** `coterie control`: watches and steers a sitting that plays in another process. */
import { existsSync } from 'node:fs'
import { Argument, Command } from 'commander'
import { BadInputError } from '../../../base/errors.ts'
import type { SittingStatus, SteeringCommand } from '../../../study/viewing/sitting-status.ts'
import { print, printJson } from '../print.ts'
import { atLeastOne } from '../option-numbers.ts'

interface Options {
  runs?: number
  calls?: number | null
  watch?: true
  json?: true
}

const ACTIONS = ['pause', 'resume', 'stop', 'concurrency'] as const
type Action = (typeof ACTIONS)[number]

export function controlCommand(): Command {
  return new Command('control')
    .description(
      'watch and steer what plays in another process: how it stands; pause, resume, stop, more or fewer at once',
    )
    .argument('<db>', 'the record that is being written')
    .addArgument(
      new Argument('[action]', 'what to do; how it stands where none is given').choices(ACTIONS),
    )
    .option('--runs <n>', 'with concurrency: most runs in flight at once', atLeastOne)
    .option(
      '--calls <n>',
      'with concurrency: most calls in flight at once for each account, within its declared limits; "auto" lifts that',
      callsAtOnce,
    )
    .option('--watch', 'go on telling how it stands until it has ended')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Nothing that is done here changes a record: a run that was paused, retuned or stopped and resumed comes to the same hash.

Examples:
  $ coterie control logs/showcase.sqlite
  $ coterie control logs/showcase.sqlite --watch
  $ coterie control logs/showcase.sqlite pause
  $ coterie control logs/showcase.sqlite concurrency --runs 50 --calls 20

Exit codes: 0 done · 2 nobody plays the record, or it was refused. See docs/live.md.`,
    )
    .action(control)
}

async function control(db: string, action: Action | undefined, options: Options): Promise<void> {
  assertUsage(action, options)
  if (options.watch === true) return watch(db)
  const status = await statusAfter(db, action, options)
  if (options.json === true) {
    const { snakeCased } = await import('../report/snake-cased.ts')
    return printJson(snakeCased(status))
  }
  if (action === undefined) {
    const { statusText } = await import('../status-text.ts')
    return print(...statusText(status))
  }
  print(saidOf(action, status))
}

/** Does it, and tells how the sitting stands then. */
async function statusAfter(
  db: string,
  action: Action | undefined,
  options: Options,
): Promise<SittingStatus> {
  const { sittingOf, steer } = await import('../../live/ask-sitting.ts')
  if (action === undefined) return (await sittingOf(db)) ?? (await nobodyPlays(db))
  const obeyed = (await steer(db, commandOf(action, options))) ?? (await nobodyPlays(db))
  if (obeyed.kind === 'refused') throw new BadInputError(`${db}: ${obeyed.why}`)
  return obeyed.status
}

function assertUsage(action: Action | undefined, { runs, calls, watch, json }: Options): void {
  const tunes = runs !== undefined || calls !== undefined
  if (action === 'concurrency' && !tunes)
    throw new BadInputError('concurrency: give --runs, --calls or both.')
  if (action !== 'concurrency' && tunes)
    throw new BadInputError('--runs and --calls go with the action concurrency.')
  if (watch === true && (action !== undefined || json === true))
    throw new BadInputError('--watch is for people, and goes with nothing else.')
}

function commandOf(action: Action, { runs, calls }: Options): SteeringCommand {
  if (action !== 'concurrency') return { do: action }
  return {
    do: 'retune',
    ...(runs === undefined ? {} : { runs }),
    ...(calls === undefined ? {} : { calls }),
  }
}

function saidOf(action: Action, { runs, concurrency, providers }: SittingStatus): string {
  const onTheirWay = providers.reduce((sum, { inFlight }) => sum + inFlight, 0)
  const coming =
    onTheirWay === 0
      ? 'no call is on its way'
      : onTheirWay === 1
        ? '1 call on its way comes home'
        : `${onTheirWay} calls on their way come home`
  switch (action) {
    case 'pause':
      return `paused: ${coming}, and nothing else is begun. Resume it with: resume`
    case 'resume':
      return `resumed: ${runs.left} ${runs.left === 1 ? 'run is' : 'runs are'} left`
    case 'stop':
      return `stopping: ${coming}, then it ends with exit code 130. The command that began it goes on where it was left.`
    case 'concurrency': {
      const { runs: most, calls } = concurrency
      const cap =
        calls === null ? '' : `, ${calls} ${calls === 1 ? 'call' : 'calls'} for each account`
      return `at once: ${most} ${most === 1 ? 'run' : 'runs'}${cap}`
    }
  }
}

async function watch(db: string): Promise<void> {
  const { watchSitting } = await import('../../live/ask-sitting.ts')
  const { statusLine, statusText } = await import('../status-text.ts')
  const { standingPage } = await import('../standing-page.ts')
  const page = standingPage(process.stdout)
  const wasThere = await watchSitting(db, (status) =>
    page === null ? print(statusLine(status)) : page.show(statusText(status)),
  )
  page?.end()
  if (!wasThere) await nobodyPlays(db)
  print('It has ended.')
}

async function nobodyPlays(db: string): Promise<never> {
  const { distrustedFolder } = await import('../../live/sitting-place.ts')
  const folder = distrustedFolder(db)
  if (folder !== null)
    throw new BadInputError(
      `${folder}: others may enter this folder, so nothing in it is believed. Remove it, or give it to yourself alone (chmod 700), and begin to play again.`,
    )
  throw new BadInputError(
    existsSync(db)
      ? `${db}: nobody plays this record at present, as far as can be seen from here. A sitting is found by the same user on the same machine (and, where TMPDIR is set, with the same TMPDIR).`
      : `${db}: there is no such record. Name the file that coterie run writes: logs/NAME.sqlite`,
  )
}

function callsAtOnce(text: string): number | null {
  return text === 'auto' ? null : atLeastOne(text)
}
