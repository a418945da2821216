/** Links: the same after a resume, and for their owner alone. */
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { RunId } from '../../record/ids.ts'
import { linksFileOf, seatLinks } from './seat-links.ts'
import { openLab, playAttended } from './testing/attended.ts'
import { place } from './testing/desk.ts'

const lab = openLab()
afterAll(() => lab.remove())

const other = place('p1', RunId.parse('run_00000000000000bb'))

describe('the secrets of a record', () => {
  test('stay what they are; seats that come later get their own', () => {
    const db = lab.place('a.sqlite')
    const first = seatLinks(db, [place('p1'), place('p2')])
    first.keepPort(4020)
    const again = seatLinks(db, [place('p2'), other])
    expect(again.secretOf(place('p2'))).toBe(first.secretOf(place('p2')))
    expect(again.port).toBe(4020)
    const secrets = [
      first.secretOf(place('p1')),
      first.secretOf(place('p2')),
      again.secretOf(other),
    ]
    expect(new Set(secrets).size).toBe(3)
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/)
  })

  test('lead to a seat of this sitting, or to nothing', () => {
    const db = lab.place('a.sqlite')
    const links = seatLinks(db, [place('p1')])
    expect(links.placeOf(links.secretOf(place('p1')))).toEqual(place('p1'))
    const kept = JSON.parse(readFileSync(linksFileOf(db), 'utf8')) as {
      seats: Record<string, string>
    }
    expect(links.placeOf(kept.seats[`${other.run}/p1`] ?? '')).toBeUndefined()
    expect(links.placeOf('')).toBeUndefined()
  })

  test('are closed to others again where somebody opened the file', () => {
    const db = lab.place('a.sqlite')
    chmodSync(linksFileOf(db), 0o644)
    seatLinks(db, [])
    expect(statSync(linksFileOf(db)).mode & 0o777).toBe(0o600)
  })

  test.each(['', '{', '[]', '{"format":2,"seats":{}}', '{"format":1,"seats":{"a":"short"}}'])(
    'are not read from what is no file of links: %j',
    (text) => {
      const db = lab.place('b.sqlite')
      writeFileSync(linksFileOf(db), text)
      expect(() => seatLinks(db, [])).toThrow(/this is no file of links. Restore it from a copy/)
    },
  )
})

test('links that were given out are not changed in silence: their port has to be free', async () => {
  const db = lab.place('taken.sqlite')
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  seatLinks(db, []).keepPort((server.address() as AddressInfo).port)
  const playing = playAttended(db, {
    experiment: 'taken',
    scenario: 'trust-game',
    cast: { trustor: { policy: 'human' }, trustee: 'uniform' },
  })
  await expect(playing).rejects.toThrow(
    /the links that were given out lead to port \d+, which cannot be opened. Free it, or name another with --seats-port/,
  )
  server.close()
})

test('a table of links that cannot be written is told, and no server stays behind', async () => {
  const db = lab.place('no-table.sqlite')
  mkdirSync(lab.place('no-table.seats.csv'))
  const playing = playAttended(db, {
    experiment: 'no-table',
    scenario: 'trust-game',
    cast: { trustor: { policy: 'human' }, trustee: 'uniform' },
  })
  await expect(playing).rejects.toThrow(/no-table.seats.csv: it cannot be written/)
  const { port } = seatLinks(db, [])
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
})

test('a record has the same links under all its names', () => {
  symlinkSync(lab.place('a.sqlite'), lab.place('alias.sqlite'))
  expect(linksFileOf(lab.place('alias.sqlite'))).toBe(
    linksFileOf(realpathSync(lab.place('')) + '/a.sqlite'),
  )
})
