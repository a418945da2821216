/** Where a server listens: as it was told, where links led before, and in words where it cannot. */
import { Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import { BadInputError } from '../../base/errors.ts'
import { listen, type ListenPlace, type Served } from './serve.ts'

const host = '127.0.0.1'
const app = new Hono().get('/', (context) => context.text('here'))
const all: Served[] = []
afterAll(() => Promise.all(all.map((one) => one.close())))

async function served(place: Partial<ListenPlace> = {}): Promise<Served> {
  const one = await listen(app, { host, ...place })
  all.push(one)
  return one
}

test('its address can be opened', async () => {
  const { url, port } = await served()
  expect(url).toBe(`http://127.0.0.1:${port}`)
  expect(await (await fetch(url)).text()).toBe('here')
})

test('where no port is given it is the one that links lead to; a port that is given counts more', async () => {
  const before = await served()
  await before.close()
  const again = await served({ keptPort: before.port })
  expect(again.port).toBe(before.port)
  expect((await served({ keptPort: again.port, port: 0 })).port).not.toBe(again.port)
})

test('a kept port that is taken is refused or left, as is said', async () => {
  const { port } = await served()
  await expect(listen(app, { host, keptPort: port, portOption: '--seats-port' })).rejects.toThrow(
    new BadInputError(
      `the links that were given out lead to port ${port}, which cannot be opened. Free it, or name another with --seats-port: then the links change.`,
    ),
  )
  expect((await served({ keptPort: port, whenKeptIsTaken: 'move' })).port).not.toBe(port)
})

test('what cannot be opened is told in the words of the command', async () => {
  const { port } = await served()
  const options = { hostOption: '--seats-host', portOption: '--seats-port' }
  await expect(listen(app, { host, port })).rejects.toThrow(
    new BadInputError(`port ${port} is taken. Name another with --port, or leave it out.`),
  )
  await expect(listen(app, { host, port, ...options })).rejects.toThrow(/with --seats-port,/)
  // Of those that stand in documents: no machine has it.
  await expect(listen(app, { ...options, host: '192.0.2.7', keptPort: port })).rejects.toThrow(
    new BadInputError('192.0.2.7 is no address of this machine. Name another with --seats-host.'),
  )
})
