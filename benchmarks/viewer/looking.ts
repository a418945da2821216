/** What a browser shows of a record, and how soon: the machine's own Chromium, without a screen. */
import type { Browser, Page } from 'playwright-core'

export interface Frames {
  readonly frames: number
  /** Milliseconds from one frame to the next. */
  readonly medianMs: number
  readonly p99Ms: number
  /** Frames that came in time for 60 a second, as a share. */
  readonly inTime: number
}

/** From going to an address to the moment at which `selector` is there, in a browser that has never been there: wall milliseconds. */
export async function firstPageMs(
  browser: Browser,
  url: string,
  selector: string,
): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const start = performance.now()
  await page.goto(url)
  await page.waitForSelector(selector)
  const ms = performance.now() - start
  await context.close()
  return ms
}

/** Scrolls what is under the middle of the page for some seconds, a step every frame, and counts frames. */
export async function scrolled(page: Page, selector: string, ms: number): Promise<Frames> {
  return page.evaluate(SCROLL, { selector, ms }) as Promise<Frames>
}

/** Runs in the page. The record is gone through from end to end, as fast as `ms` allows. */
const SCROLL = `({ selector, ms }) => new Promise((resolve) => {
  const box = document.querySelector(selector)
  const whole = box.scrollHeight - box.clientHeight
  const times = []
  const start = performance.now()
  const step = (now) => {
    times.push(now)
    if (now - start > ms) {
      const gaps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b)
      const at = (share) => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))]
      // A frame of 60 a second takes 16.7 ms; clocks are told to a tenth.
      const inTime = gaps.filter((gap) => gap < 17.5).length / gaps.length
      return resolve({ frames: gaps.length, medianMs: at(0.5), p99Ms: at(0.99), inTime })
    }
    box.scrollTop = whole * Math.min(1, (now - start) / ms)
    requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
})`

export interface Busy {
  /** Milliseconds in tasks of more than 50 ms, as a share of the time. */
  readonly longShare: number
  readonly longestMs: number
}

/** Counts long tasks from now on; ask again with `busySince`. */
export async function watchBusy(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    globalThis.longTasks = []
    globalThis.watchedFrom = performance.now()
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.longTasks.push(entry.duration)
    }).observe({ type: 'longtask' })
  })()`)
}

export async function busySince(page: Page): Promise<Busy> {
  return page.evaluate(`(() => {
    const tasks = globalThis.longTasks
    const sum = tasks.reduce((a, b) => a + b, 0)
    return {
      longShare: sum / (performance.now() - globalThis.watchedFrom),
      longestMs: Math.max(0, ...tasks),
    }
  })()`) as Promise<Busy>
}
