/** What all servers of ours answer alike: script and style of a page, that there is nothing, and that something could not be read. */
import type { Context } from 'hono'
import type { z } from 'zod'
import type { Assets, PageName } from './assets.ts'

export function answerScript(
  assets: Pick<Assets, 'script'>,
  page: PageName,
): (context: Context) => Promise<Response> {
  return async (context) =>
    context.body(await assets.script(page), 200, { 'Content-Type': 'text/javascript' })
}

export function answerStyle(assets: Pick<Assets, 'style'>): (context: Context) => Response {
  return (context) => context.body(assets.style(), 200, { 'Content-Type': 'text/css' })
}

/** The same whatever was asked for: nobody learns what there might be. */
export function answerNothing(context: Context): Response {
  return context.json({ fault: 'There is nothing here.' }, 404)
}

export function answerUnreadable(context: Context, fault = 'That could not be read.'): Response {
  return context.json({ fault }, 400)
}

/** What was sent as JSON; undefined where it is none, or has another form. */
export async function bodyOf<T>(context: Context, schema: z.ZodType<T>): Promise<T | undefined> {
  const body: unknown = await context.req.json().catch(() => undefined)
  return schema.safeParse(body).data
}
