/** What a browser shows of a record, how soon, and how it moves: the machine's own Chromium, without a screen. */
import type { Browser, CDPSession, Page } from 'playwright-core'

const VIEW = { viewport: { width: 1280, height: 900 } }

/** From going to an address to the moment at which `selector` is there, in a browser that has never been there: wall milliseconds. */
export async function firstPageMs(
  browser: Browser,
  url: string,
  selector: string,
): Promise<number> {
  const context = await browser.newContext(VIEW)
  const page = await context.newPage()
  const start = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForSelector(selector)
  const ms = performance.now() - start
  await context.close()
  return ms
}

export interface Watching {
  readonly page: Page
  readonly devtools: CDPSession
}

/** Opens a page that counts its frames and its long tasks. */
export async function watching(browser: Browser, url: string, selector: string): Promise<Watching> {
  const page = await browser.newPage(VIEW)
  await page.goto(url)
  await page.waitForSelector(selector)
  const devtools = await page.context().newCDPSession(page)
  // Processor time, which neighbours on the machine do not lengthen.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.evaluate(COUNT_TASKS)
  return { page, devtools }
}

const COUNT_TASKS = `(() => {
  globalThis.longTasks = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.longTasks.push(entry.duration)
  }).observe({ type: 'longtask' })
})()`

export interface Moved {
  /** Milliseconds from one frame to the next. */
  readonly medianMs: number
  readonly p99Ms: number
  /** Frames that came in time for 60 a second, as a share. */
  readonly inTime: number
  /** Of the time, how much the page's thread was at work: neighbours on the machine disturb it less than frames. */
  readonly busy: number
  /** The longest task over 50 ms; 0 where there was none. */
  readonly longestMs: number
}

/** Counts while `move` goes on. */
export async function counted(
  { page, devtools }: Watching,
  move: () => Promise<unknown>,
): Promise<Moved> {
  await page.evaluate(START)
  const [workMs, startMs] = [await workOf(devtools), performance.now()]
  await move()
  const busy = ((await workOf(devtools)) - workMs) / (performance.now() - startMs)
  const { gaps, longestMs } = (await page.evaluate(STOP)) as {
    readonly gaps: readonly number[]
    readonly longestMs: number
  }
  const sorted = [...gaps].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  return {
    medianMs: at(0.5),
    p99Ms: at(0.99),
    // A frame of 60 a second takes 16.7 ms; one that is late comes a frame later.
    inTime: gaps.filter((gap) => gap < 25).length / Math.max(1, gaps.length),
    busy,
    longestMs,
  }
}

const START = `(() => {
  const frames = (globalThis.frames60 = [])
  globalThis.longTasks.length = 0
  const step = (now) => {
    frames.push(now)
    if (globalThis.frames60 === frames) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
})()`

const STOP = `(() => {
  const times = globalThis.frames60
  globalThis.frames60 = undefined
  return {
    gaps: times.slice(1).map((time, i) => time - times[i]),
    longestMs: Math.max(0, ...globalThis.longTasks),
  }
})()`

/** Milliseconds that the page's thread has been at work. */
async function workOf(devtools: CDPSession): Promise<number> {
  return (await metric(devtools, 'TaskDuration')) * 1_000
}

/** Megabytes of a page's own objects, after what is not needed has been thrown away. */
export async function heapMb({ devtools }: Watching): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  return (await metric(devtools, 'JSHeapUsedSize')) / 2 ** 20
}

async function metric(devtools: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === wanted)?.value ?? 0
}

/** Scrolls by the wheel, as somebody who looks for something: CSS pixels a second. */
export async function wheeled(
  { page, devtools }: Watching,
  selector: string,
  seconds: number,
  speed = 3_000,
): Promise<void> {
  const box = page.locator(selector).first()
  await box.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await devtools.send('Input.synthesizeScrollGesture', {
    x: x + width / 2,
    y: y + height / 2,
    yDistance: -seconds * speed,
    speed,
    gestureSourceType: 'mouse',
  })
}

/** Drags what stands for the bar of a box from its beginning to its end, or the handle of a slider. */
export function dragged({ page }: Watching, selector: string, ms: number): Promise<void> {
  return page.evaluate(`(${DRAG})(${JSON.stringify({ selector, ms })})`)
}

/** Runs in the page, a step each frame. */
const DRAG = `({ selector, ms }) => new Promise((resolve) => {
  const box = document.querySelector(selector)
  box.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  const start = performance.now()
  const step = (now) => {
    const share = Math.min(1, (now - start) / ms)
    if (box.tagName === 'INPUT') {
      box.valueAsNumber = Math.round(share * Number(box.max))
      box.dispatchEvent(new InputEvent('input', { bubbles: true }))
    } else box.scrollTop = share * (box.scrollHeight - box.clientHeight)
    if (share < 1) requestAnimationFrame(step)
    else resolve()
  }
  requestAnimationFrame(step)
})`
