/** Answers whoever watches or steers a sitting, over its local socket. Nothing that is said there can disturb the play. */
import { rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { SittingStatus } from '../../study/viewing/sitting-status.ts'
import { LONGEST_REQUEST, readRequest, type Answer } from './messages.ts'
import { makePrivate, socketOf } from './sitting-place.ts'
import type { Steering } from './steering.ts'

export interface Served {
  /** Tells whoever watches how it ended, and leaves. */
  close(): void
}

/** Those who watch are told of changes so often. */
const EVERY_MS = 250
const MOST_AT_ONCE = 64
const LAST_WORDS_MS = 300

/** Serves a sitting; null where it cannot be: play goes on unwatched then. Only who holds the writer's lock of the record may serve it. */
export async function serveSitting(recordPath: string, steering: Steering): Promise<Served | null> {
  const path = socketOf(recordPath)
  if (path === null || !makePrivate(path)) return null
  const watchers = watchersOf(steering)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    converse(socket, steering, watchers)
  })
  server.maxConnections = MOST_AT_ONCE
  if (!(await listens(server, path))) {
    if (await isAnswered(path)) return null
    // Whoever served it was killed: nobody else writes to the record.
    rmSync(path, { force: true })
    if (!(await listens(server, path))) return null
  }
  // A server that fails later is not there any more; the play is.
  server.on('error', () => {})
  return {
    close() {
      watchers.close()
      server.close()
      for (const socket of sockets) {
        socket.destroySoon()
        // Who does not take the last words must not keep the process.
        setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref()
      }
    },
  }
}

function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const fail = (): void => resolve(false)
    server.once('error', fail)
    server.listen(path, () => {
      server.off('error', fail)
      resolve(true)
    })
  })
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.on('error', () => resolve(false))
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

/** Talks with one who connected. Whoever reads slowly is not read from: nothing piles up. */
function converse(socket: Socket, steering: Steering, watchers: Watchers): void {
  let heard = ''
  const answer = (line: string): void => {
    const request = readRequest(line)
    if ('refused' in request) say(socket, { kind: 'refused', why: request.refused })
    else if (request.do === 'watch') watchers.add(socket)
    else {
      const refused = request.do === 'status' ? null : steering.obey(request)
      say(
        socket,
        refused === null
          ? { kind: 'status', status: steering.status() }
          : { kind: 'refused', why: refused },
      )
    }
  }
  const goOn = (): void => {
    while (!socket.writableNeedDrain) {
      const end = heard.indexOf('\n')
      if (end < 0 || end > LONGEST_REQUEST) break
      const line = heard.slice(0, end)
      heard = heard.slice(end + 1)
      answer(line)
    }
    if (socket.writableNeedDrain) return void socket.pause()
    if (heard.length > LONGEST_REQUEST) {
      heard = ''
      say(socket, { kind: 'refused', why: `a request has at most ${LONGEST_REQUEST} characters` })
      return socket.destroySoon()
    }
    socket.resume()
  }
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    heard += text
    goOn()
  })
  socket.on('drain', goOn)
  // Who breaks off has left.
  socket.on('error', () => socket.destroy())
}

function say(socket: Socket, answer: Answer): void {
  socket.write(`${JSON.stringify(answer)}\n`)
}

interface Watchers {
  add(socket: Socket): void
  close(): void
}

/** Tells all who watch, with one timer that runs only while somebody does. */
function watchersOf(steering: Steering): Watchers {
  /** socket → what it was told last. */
  const told = new Map<Socket, string>()
  let timer: NodeJS.Timeout | undefined
  const tell = (): void => {
    const status = steering.status()
    const news = newsIn(status)
    for (const [socket, before] of told) {
      // Who has not taken the last line yet is told later, and then how things are by then.
      if (before === news || socket.writableLength > 0) continue
      told.set(socket, news)
      say(socket, { kind: 'status', status })
    }
  }
  const leave = (socket: Socket): void => {
    told.delete(socket)
    if (told.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
  return {
    add(socket) {
      if (told.has(socket)) return
      told.set(socket, '')
      socket.on('close', () => leave(socket))
      timer ??= setInterval(tell, EVERY_MS)
      tell()
    },
    close() {
      clearInterval(timer)
      tell()
      told.clear()
    },
  }
}

/** Time alone is no news. */
function newsIn(status: SittingStatus): string {
  return JSON.stringify({ ...status, elapsedMs: 0, etaMs: 0 })
}
