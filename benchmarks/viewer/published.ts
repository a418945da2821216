/** A record of very many runs as a static site: what writing it takes, in a process of its own, and how soon it opens from a disk. */
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { openSqliteStore } from '../../src/app/adapters.ts'
import { median } from '../measure.ts'
import { firstPageMs } from './looking.ts'
import type { Sample } from './records.ts'

export interface Published extends Written {
  readonly runs: number
  /** Of all files. */
  readonly bytes: number
  readonly files: number
  /** Wall milliseconds until the first runs are there, and until one run's first tick is; a fresh browser each time. */
  readonly listMs: number
  readonly runMs: number
}

interface Written {
  readonly cpuSeconds: number
  /** Peak resident memory of the whole process, MB. */
  readonly peakMb: number
}

const TURNS = 5

export async function benchPublished(
  folder: string,
  browser: Browser,
  { name, path, runs }: Sample,
): Promise<Published> {
  const site = join(folder, `${name}-site`)
  const told = execFileSync(process.execPath, [fileURLToPath(import.meta.url), path, site], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const written = JSON.parse(told.toString().trim().split('\n').at(-1) ?? '') as Written
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => statSync(join(one.parentPath, one.name)).size)
  const opened = await openedMs(browser, site, name, runInMiddle(path))
  rmSync(site, { recursive: true })
  const bytes = files.reduce((sum, size) => sum + size, 0)
  return { ...written, ...opened, runs, bytes, files: files.length }
}

async function openedMs(
  browser: Browser,
  site: string,
  record: string,
  run: string,
): Promise<Pick<Published, 'listMs' | 'runMs'>> {
  const page = pathToFileURL(join(site, 'index.html')).href
  const times = async (place: string, selector: string): Promise<number> => {
    const taken: number[] = []
    for (let turn = 0; turn < TURNS; turn++)
      taken.push(await firstPageMs(browser, `${page}#/${record}/${place}`, selector))
    return median(taken)
  }
  return {
    listMs: await times('runs', '.run-table a[href*="/run/"]'),
    runMs: await times(`run/${run}`, '.tick:not([aria-busy=true]) .lines li'),
  }
}

function runInMiddle(path: string): string {
  const store = openSqliteStore(path, 'read')
  const runs = store.runs()
  store.close()
  return runs[Math.floor(runs.length / 2)]?.runId ?? ''
}

if (import.meta.main) {
  const { exportSite } = await import('../../src/app/cli/view/export-site.ts')
  const [path = '', dir = ''] = process.argv.slice(2)
  const stop = new AbortController().signal
  await exportSite({ places: [path], dir, runs: [], json: false, stop })
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const written: Written = {
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMb: Math.round(maxRSS / 1_024),
  }
  console.log(JSON.stringify(written))
}
