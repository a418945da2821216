/** Memory and bytes as the number of recorded rounds grows. Each size is played in a process of its own. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { playToFile, ROUNDS } from './matches.ts'

export interface Growth {
  readonly rounds: number
  /** Peak resident memory of the whole process, MB. */
  readonly peakMb: number
  readonly bytesPerDecision: number
  readonly seconds: number
}

/** Plays 10⁴, 10⁵ and 10⁶ rounds. */
export function benchGrowth(
  folder: string,
  sizes: readonly number[] = [10_000, 100_000, 1_000_000],
): Growth[] {
  return sizes.map((rounds) => {
    const told = execFileSync(process.execPath, [
      fileURLToPath(import.meta.url),
      String(rounds),
      `${folder}/growth.sqlite`,
    ])
    return JSON.parse(told.toString()) as Growth
  })
}

if (import.meta.main) {
  const rounds = Number(process.argv[2])
  const start = performance.now()
  const bytes = await playToFile(rounds / ROUNDS, process.argv[3] ?? '')
  const growth: Growth = {
    rounds,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    bytesPerDecision: bytes / (rounds * 2),
    seconds: (performance.now() - start) / 1_000,
  }
  console.log(JSON.stringify(growth))
}
