/** Pages come with one script each that needs nothing else, and a style that asks nothing of anybody. */
import { describe, expect, test } from 'vitest'
import { bundle, clientAssets, joinedStyle, PAGES } from './assets.ts'

describe.each(PAGES)('the script of the page %s', (page) => {
  test('needs no other, makes none of text, and is the same every time', async () => {
    const script = await bundle(page)
    expect(script).not.toMatch(/\bimport\s*[("'{*]|\brequire\(|\bprocess\.|\bBuffer\b/)
    expect(script).not.toMatch(/\beval\(|\bnew Function\b|document\.write|importScripts/)
    expect(await clientAssets().script(page)).toBe(script)
  })

  test('knows no address but those of namespaces', async () => {
    const addresses = (await bundle(page)).match(/\b(?:https?|wss?):\/\/[^\s"'`)]+/g) ?? []
    expect(addresses.filter((one) => !/^http:\/\/www\.w3\.org\//.test(one))).toEqual([])
  })
})

describe('the style of pages', () => {
  test('begins with the order of its layers, in which all of it stands', () => {
    const style = joinedStyle().replaceAll(/\/\*.*?\*\//gs, '')
    expect(style.trimStart()).toMatch(/^@layer tokens, base, parts, pages;/)
    let depth = 0
    for (const line of style.split('\n')) {
      if (depth === 0 && line.trim() !== '') expect(line).toMatch(/^@layer /)
      depth += (line.match(/\{/g)?.length ?? 0) - (line.match(/\}/g)?.length ?? 0)
    }
    expect(depth).toBe(0)
  })

  test('asks nothing of anybody', () => {
    expect(joinedStyle()).not.toMatch(/@import|url\(\s*["']?(?!data:)|expression\(/)
  })
})
