/** Keeps connections to one server open between calls, and goes through a proxy where one is named. */
import { Agent, type AgentOptions } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import type { Socket } from 'node:net'
import { BadInputError } from '../../../base/errors.ts'

/** The variables of an environment that name proxies: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in capitals or small letters. */
export type ProxyVariables = Readonly<Record<string, string | undefined>>

/**
 * Servers close connections that are idle: gunicorn after two seconds, uvicorn and Node after five, others later. A call that is sent at that moment is
 * lost, and nobody can tell whether it was read. So an idle connection is given up first.
 */
const LONGEST_IDLE_MS = 1_500
/** A silent line is probed this often: routers forget lines that are silent for minutes, and a model may think for long. */
const PROBE_MS = 30_000
/** For each of the addresses of a host but the last one; Node gives up after a quarter of a second, which a slow line needs. */
const ADDRESS_TIMEOUT_MS = 5_000

/** An agent for one server. It opens as many connections as there are calls, and its idle ones keep no process alive. */
export function keepAliveAgent(url: URL, proxies: ProxyVariables): Agent {
  const options: AgentOptions & { readonly autoSelectFamilyAttemptTimeout: number } = {
    keepAlive: true,
    keepAliveMsecs: PROBE_MS,
    maxSockets: Infinity,
    maxFreeSockets: Infinity,
    autoSelectFamilyAttemptTimeout: ADDRESS_TIMEOUT_MS,
    // A proxy cannot reach the servers of this machine.
    ...(isLoopback(url) ? {} : { proxyEnv: { ...proxies } }),
  }
  try {
    return idlingBriefly(url.protocol === 'https:' ? new TlsAgent(options) : new Agent(options))
  } catch {
    // The error would quote it, and with it the password that may be in it.
    throw new BadInputError(
      'the proxy that the environment names (HTTPS_PROXY or HTTP_PROXY) is no URL such as http://host:8080. Mend it, or unset it.',
    )
  }
}

/** Node's own limit on idling (`timeout`) would also end the making of a slow connection through a proxy. */
function idlingBriefly(agent: Agent): Agent {
  const keepSocketAlive: (socket: Socket) => unknown = agent.keepSocketAlive.bind(agent)
  const reuseSocket = agent.reuseSocket.bind(agent)
  return Object.assign(agent, {
    keepSocketAlive: (socket: Socket): unknown => {
      const isKept = keepSocketAlive(socket)
      socket.setTimeout(LONGEST_IDLE_MS)
      return isKept
    },
    reuseSocket: (socket: Socket, request: Parameters<Agent['reuseSocket']>[1]): void => {
      socket.setTimeout(0)
      reuseSocket(socket, request)
    },
  })
}

function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
