/** How pages steer the sitting that plays a record, and ask how it stands. */
import { Hono } from 'hono'
import type { SteeringCommand } from '../../study/viewing/sitting-status.ts'
import { Command } from '../live/messages.ts'
import { answerUnreadable, bodyOf } from './plain-answers.ts'
import type { Sittings } from './sittings.ts'

/** `GET …/:record/sitting`, and `POST …/:record/steer` with a command. */
export function steeringRoutes(sittings: Sittings): Hono {
  const routes = new Hono()
  routes.get('/:record/sitting', async (context) =>
    context.json({ sitting: await sittings.of(context.req.param('record')) }),
  )
  routes.post('/:record/steer', async (context) => {
    const command = await bodyOf(context, Command)
    if (command === undefined)
      return answerUnreadable(context, 'That is no command. Known: pause, resume, stop, retune.')
    const obeyed = await sittings.steer(context.req.param('record'), command as SteeringCommand)
    if (obeyed === null) return context.json({ fault: 'Nobody plays this record at present.' }, 409)
    if (obeyed.kind === 'refused') return context.json({ fault: obeyed.why }, 409)
    return context.json({ sitting: obeyed.status })
  })
  return routes
}
