/** `coterie view --export`: records as a static site. */
import { setFlagsFromString } from 'node:v8'
import type { ExpectedSite } from '../../web/publish/expected-site.ts'
import { note, print, printJson } from '../print.ts'
import { EXIT } from '../exit-codes.ts'

export interface ExportOptions {
  /** Records, and folders of them. */
  readonly places: readonly string[]
  readonly dir: string
  /** Ids of runs, or beginnings of them; all runs where there are none. */
  readonly runs: readonly string[]
  readonly json: boolean
  readonly stop: AbortSignal
}

/** Writes the site and says how large it is; an interrupt leaves what was there before. */
export async function exportSite({ places, dir, runs, json, stop }: ExportOptions): Promise<void> {
  const { clientAssets } = await import('../../web/assets.ts')
  const { chooseRuns } = await import('../../web/publish/choose-runs.ts')
  const { writeSite } = await import('../../web/publish/write-site.ts')
  const { questions } = await import('../../web/questions/questions.ts')
  const { openRecords } = await import('../../web/records.ts')
  const { progressBar } = await import('../progress.ts')
  // Of 100,000 answers nothing is kept for long: a heap that grows in small steps needs half the memory, and no more time.
  setFlagsFromString('--heap-growing-percent=20')
  const opened = openRecords(places)
  const bar = progressBar('export')
  try {
    const all = opened.places().map(({ id }) => opened.named(id))
    const site = await writeSite({
      records: chooseRuns(all, runs),
      questions,
      assets: clientAssets(),
      dir,
      onExpected(expected) {
        if (isLarge(expected)) note(largeInWords(expected))
      },
      progress: { start: (total) => bar.start(total, 0), advance: bar.advance },
      stop,
    })
    bar.stop()
    if (site === null) {
      process.exitCode = EXIT.interrupted
      return note('interrupted: nothing was written.')
    }
    if (json) return printJson(site)
    print(`${dir}: ${site.files} files, ${inWords(site.bytes)}. Open index.html in a browser.`)
  } finally {
    bar.stop()
    opened.close()
  }
}

/** Beyond these, whoever waits is told beforehand. */
const LONG_SECONDS = 30
const MANY_BYTES = 50e6

function isLarge({ bytes, seconds }: ExpectedSite): boolean {
  return seconds > LONG_SECONDS || bytes > MANY_BYTES
}

function largeInWords({ runs, bytes, seconds }: ExpectedSite): string {
  const time = seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`
  return `${runs.toLocaleString('en')} runs: about ${inWords(bytes)} and ${time}. Ctrl-C leaves the folder as it was; --run ID takes only some of them.`
}

function inWords(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`
}
