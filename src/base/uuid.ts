/** Name-based UUIDs: the same words give the same one, everywhere and always. */
import { hash } from 'node:crypto'

/** The namespace of this project: an arbitrary constant that must never change. */
const NAMESPACE = '8d7e3f52b1c94a6f9c0f5a2e6b7d4c31'

/** A version 5 UUID (RFC 9562, section 5.5) in lower case, of some words; no two lists of words share one. */
export function uuidOf(...words: readonly (string | number)[]): string {
  const name = JSON.stringify(words)
  const bytes = Buffer.concat([Buffer.from(NAMESPACE, 'hex'), Buffer.from(name, 'utf8')])
  const digits = hash('sha1', bytes, 'hex')
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `5${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-')
}
