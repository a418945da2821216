/** Content hashes: SHA-256 in lower-case hexadecimal. */
import { createHash, hash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** The SHA-256 of a string's UTF-8 bytes, 64 hexadecimal digits. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex')
}

/** The SHA-256 of a value's canonical JSON. */
export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value))
}

/** A running SHA-256 over lines; its digest may be read at any time without ending it. */
export class RollingHash {
  readonly #hash = createHash('sha256')
  #pending = ''

  /** Adds one line; the line feed that ends it is hashed too. */
  add(line: string): void {
    this.#pending += line + '\n'
    // Hashing costs per call far more than per byte: feed it in pages.
    if (this.#pending.length > 16_384) this.#flush()
  }

  /** The hash of all lines so far. */
  digest(): string {
    this.#flush()
    return this.#hash.copy().digest('hex')
  }

  #flush(): void {
    if (this.#pending === '') return
    this.#hash.update(this.#pending)
    this.#pending = ''
  }
}
