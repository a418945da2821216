/** What a ledger of codings holds: codebooks, who coded how much, adjudications. */
import type { Ledger } from '../../io/store/ledger.ts'
import { isTakenBack } from '../../study/coding/hand/unanswered.ts'

export interface CoderCount {
  readonly coder: string
  readonly kind: string
  readonly codebook: string
  readonly version: string
  /** Answers; what was taken back is none. */
  readonly codings: number
  /** Among them those without an answer. */
  readonly missing: number
  /** Codings that came in the place of others. */
  readonly corrections: number
}

export interface ListedCodings {
  readonly codebooks: readonly { name: string; version: string; hash: string; codes: number }[]
  readonly coders: readonly CoderCount[]
  readonly adjudications: readonly {
    name: string
    codebook: string
    rule: string
    coders: readonly string[]
  }[]
}

export function listCodings(ledger: Ledger): ListedCodings {
  const codebooks = new Map(ledger.codebooks().map((one) => [one.hash, one]))
  const counts = new Map<string, { codings: number; missing: number; corrections: number }>()
  for (const { coder, codebook, value, why, version } of ledger.codings()) {
    const key = JSON.stringify([coder, codebook])
    const count = counts.get(key) ?? { codings: 0, missing: 0, corrections: 0 }
    counts.set(key, count)
    count.corrections += version - 1
    if (isTakenBack({ value, why })) continue
    count.codings++
    if (value === null) count.missing++
  }
  return {
    codebooks: [...codebooks.values()].map(({ name, version, hash, body }) => ({
      name,
      version,
      hash,
      codes: body.codes.length,
    })),
    coders: ledger.coders().flatMap(({ name, coderKind }) =>
      [...codebooks.values()].flatMap((codebook) => {
        const count = counts.get(JSON.stringify([name, codebook.hash]))
        if (count === undefined) return []
        const { name: of, version } = codebook
        return [{ coder: name, kind: coderKind, codebook: of, version, ...count }]
      }),
    ),
    adjudications: ledger.adjudications().map(({ name, codebook, rule, coders }) => ({
      name,
      codebook: codebooks.get(codebook)?.name ?? codebook,
      rule,
      coders,
    })),
  }
}
