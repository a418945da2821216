/** What the page of benchmarks says of the viewer. */
import { table } from '../table.ts'
import type { ViewerBench } from './viewer.ts'
import { IN_FLIGHT, watchedTable } from './watched.ts'

/** @param bench undefined where there was no browser. */
export function viewerSection(bench: ViewerBench | undefined): string {
  if (bench === undefined)
    return `## The viewer

Not measured: there is no Chromium on this machine. Install it, or name it with \`COTERIE_CHROMIUM\`.
`
  const { firstPages, moving, serverMb, pageMb, published, live, watched } = bench
  const percent = (share: number): string => `${(share * 100).toFixed(0)} %`
  return `## The viewer

\`coterie view\` in Chromium without a screen or a graphics card, 1280 × 900 pixels. First pages: from going to the address in a browser that was never there, to the
moment at which rows can be read.

${table(
  ['page', 'entries of the record', 'ms', 'most'],
  firstPages.map((one) => [
    one.what,
    one.entries.toLocaleString('en'),
    one.medianMs.toFixed(0),
    one.mostMs.toFixed(0),
  ]),
)}
By the wheel: 3,000 pixels a second. From end to end: in three seconds, so that every frame shows another place. The page’s thread is at work for so much of the time
(processor time: neighbours on the machine do not lengthen it).

${table(
  ['moved', 'frames in time for 60 a second', 'ms from frame to frame', '99 % within', 'at work'],
  [
    ...moving,
    { what: `nothing: runs are looked at, ${IN_FLIGHT} in flight, replies after 200 ms`, ...live },
  ].map((one) => [
    one.what,
    percent(one.inTime),
    one.medianMs.toFixed(1),
    one.p99Ms.toFixed(1),
    percent(one.busy),
  ]),
)}
After all that the server held ${serverMb.toFixed(0)} MB, the page ${pageMb.toFixed(0)} MB of objects.

\`coterie view --export DIR\` of ${published.runs.toLocaleString('en')} runs: ${published.cpuSeconds.toFixed(0)} s of processor time, ${(published.runs / published.cpuSeconds).toFixed(0)} runs a second, at most ${published.peakMb} MB of
memory; ${published.files.toLocaleString('en')} files of ${(published.bytes / 1e6).toFixed(0)} MB, ${(published.bytes / published.runs / 1_000).toFixed(1)} kB a run. Opened from a disk its list of runs is there after ${published.listMs.toFixed(0)} ms, one of its runs after
${published.runMs.toFixed(0)} ms.

What it costs a sitting to be looked at: ${IN_FLIGHT} runs in flight, models in the process, which leave no time in which being looked at would be free. The page asks as that of the runs
does, from another process. Time above 1 is slower; processor time is that of the process that plays. The server took ${percent(watched.serverShare)} of a core meanwhile.

${watchedTable(watched.rows)}`
}
