/** What a server is called: by those who are told a link, and by those who ask. */
import { expect, test } from 'vitest'
import { serverAddress } from './server-address.ts'

test('it is this machine alone, unless told otherwise', () => {
  const names = ['127.0.0.1', 'localhost', '[::1]']
  expect(serverAddress()).toMatchObject({ host: '127.0.0.1', linkHost: '127.0.0.1', names })
  for (const host of ['127.0.0.1', 'localhost', '::1', '[::1]'])
    expect(serverAddress(host)).toMatchObject({ isHere: true, names })
  expect(serverAddress('::1').linkHost).toBe('[::1]')
})

test('others may reach it under any other address', () => {
  for (const host of ['192.0.2.7', '0.0.0.0', '::', '127.0.0.1.example.org'])
    expect(serverAddress(host).isHere).toBe(false)
  expect(serverAddress('192.0.2.7').names).toContain('192.0.2.7')
})

test('one that is open to all is named by an address that others can reach', () => {
  const { host, linkHost } = serverAddress('0.0.0.0')
  expect(host).toBe('0.0.0.0')
  expect(linkHost).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
  expect(linkHost).not.toBe('0.0.0.0')
})

test('that of a proxy stands in links, and the server answers under its name', () => {
  const { url, names } = serverAddress(undefined, 'https://Lab.example.org/')
  expect(url).toBe('https://lab.example.org')
  expect(names).toContain('lab.example.org')
})

test.each(['lab.example.org', 'ftp://lab.example.org', 'https://lab.example.org/x', '//'])(
  '%j is none of a proxy',
  (url) => {
    expect(() => serverAddress(undefined, url)).toThrow(/--seats-url .*this is no address/)
  },
)
