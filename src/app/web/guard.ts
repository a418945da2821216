/** Who may ask the server what: its own pages, from the address that it was told to have, with a token where others can reach it. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'

/** Nothing from elsewhere, no script but ours, no frame around the page, no form that leaves it. */
const CONTENT_SECURITY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Cache-Control': 'no-store',
}

/** On every answer, faults among them. */
export function secureHeaders(): MiddlewareHandler {
  return async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value)
  }
}

/**
 * Refuses names that are not the server's own: a page elsewhere whose name was turned to this machine (DNS rebinding) sends its own name. `hosts` are names
 * without a port; where it is undefined the server was told to be reached under any, and a token guards it.
 */
export function onlyHosts(hosts: readonly string[] | undefined): MiddlewareHandler {
  return async (context, next) => {
    if (hosts !== undefined && !hosts.includes(hostNameOf(context)))
      return context.json({ fault: 'This server is not reached under that name.' }, 403)
    await next()
    return undefined
  }
}

function hostNameOf(context: Context): string {
  const host = context.req.header('host') ?? ''
  return host.replace(/:\d+$/, '').toLowerCase()
}

/** The names of this machine to itself. */
export const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'] as const

/**
 * Refuses what a page elsewhere asks for, as browsers tell it: such a page cannot read answers, but it could ask for many, hold streams open, or learn that there
 * is a server. Links from elsewhere are followed.
 */
export function ownReadsOnly(): MiddlewareHandler {
  return async (context, next) => {
    const site = context.req.header('sec-fetch-site')
    const isOwn = site === undefined || site === 'same-origin' || site === 'none'
    const isFollowed =
      context.req.method === 'GET' &&
      context.req.header('sec-fetch-mode') === 'navigate' &&
      context.req.header('sec-fetch-dest') === 'document'
    if (!isOwn && !isFollowed)
      return context.json({ fault: 'Only pages of this server may ask.' }, 403)
    await next()
    return undefined
  }
}

const JSON_TYPE = /^application\/json(;|$)/i

/**
 * Refuses writes that another site's page might send: they must be JSON, which no form can send, and come from this server's own pages.
 */
export function ownWritesOnly(): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') {
      await next()
      return undefined
    }
    const [origin, host] = [context.req.header('origin'), context.req.header('host')]
    const isOwn =
      origin === undefined || origin === `http://${host}` || origin === `https://${host}`
    const site = context.req.header('sec-fetch-site')
    const isSameSite = site === undefined || site === 'same-origin'
    const isJson = JSON_TYPE.test(context.req.header('content-type') ?? '')
    if (!isOwn || !isSameSite || !isJson)
      return context.json({ fault: 'Only pages of this server may write.' }, 403)
    await next()
    return undefined
  }
}

/** More than any page sends at once. */
const MOST_BYTES = 2_000_000

/** Refuses what no page of ours would send, before it is all there. */
export function smallBodies(): MiddlewareHandler {
  return bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.json({ fault: 'That is too long.' }, 413),
  })
}

/** 256 bits that nobody can guess, as they may stand in an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Compared in a time that does not depend on how much of it is right. */
function isSecret(given: string | undefined, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(digest(given), digest(secret))
}

/** Cookies are one for all ports of a machine: servers of several ports must not take them for their own. */
function cookieOf(context: Context): string {
  const [, port = ''] = /:(\d+)$/.exec(context.req.header('host') ?? '') ?? []
  return `coterie_token_${port}`
}

/**
 * Lets in whoever shows the token: once in the address (`?token=…`), from then on as a cookie that scripts cannot read. Whoever showed it comes to the first
 * page, where the address does not hold it.
 */
export function onlyWithToken(token: string): MiddlewareHandler {
  return async (context, next) => {
    const cookie = cookieOf(context)
    if (isSecret(context.req.query('token'), token)) {
      setCookie(context, cookie, token, { httpOnly: true, sameSite: 'Strict', path: '/' })
      return context.redirect('/')
    }
    if (!isSecret(getCookie(context, cookie), token))
      return context.text('Open the address that coterie view printed: it bears a token.', 401)
    await next()
    return undefined
  }
}
