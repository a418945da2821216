/** Under which address a server of ours is reached, and under which names. */
import { hostname, networkInterfaces } from 'node:os'
import { BadInputError } from '../../base/errors.ts'
import { LOOPBACK_NAMES } from './guard.ts'

export interface ServerAddress {
  /** What to listen on. */
  readonly host: string
  /** What links begin with, before the port; undefined where they lead to what is listened on. */
  readonly linkHost: string
  /** A whole address that stands in links in place of host and port. */
  readonly url: string | undefined
  /** True where only this machine can reach it. */
  readonly isHere: boolean
  /** The names under which the server answers. */
  readonly names: readonly string[]
}

/** Everywhere: links then name this machine's first address that others can reach. */
const ANYWHERE = ['0.0.0.0', '::']

/**
 * @param url Where a proxy stands before the server: what participants see of it, such as `https://lab.example.org`.
 * @throws BadInputError where it is no address.
 */
export function serverAddress(host = '127.0.0.1', url?: string): ServerAddress {
  const own = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  const outer = own.find(({ internal, family }) => !internal && family === 'IPv4')?.address
  const linkHost = ANYWHERE.includes(host) ? (outer ?? '127.0.0.1') : host
  const reached = ANYWHERE.includes(host)
    ? [...own.map(({ address }) => address), hostname(), `${hostname()}.local`]
    : [host]
  const proxy = url === undefined ? undefined : publicUrl(url)
  const names = [...LOOPBACK_NAMES, ...reached.map(bracketed), ...(proxy ? [proxy.hostname] : [])]
  return {
    host,
    isHere: (LOOPBACK_NAMES as readonly string[]).includes(bracketed(host)),
    linkHost: bracketed(linkHost),
    url: proxy?.href.replace(/\/$/, ''),
    names: [...new Set(names.map((name) => name.toLowerCase()))],
  }
}

function publicUrl(text: string): URL {
  const url = URL.parse(text)
  const isPlain =
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === ''
  if (!isPlain)
    throw new BadInputError(
      `--seats-url ${text}: this is no address of a server. Write one such as https://lab.example.org.`,
    )
  return url
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}
