/** Whether what a scenario wishes for can be recorded, and is addressed to somebody who sits there. */
import type { Fault } from '../../play/scenario/fault.ts'
import type { AnswerForm } from '../../record/ask.ts'
import { TickEntry } from '../../record/entry.ts'
import type { Tick } from '../../record/tick.ts'
import type { Sample } from './sample-plans.ts'

/** What is wrong with the entries of a played run. */
export function entryFaults({ name, plan }: Sample, ticks: readonly Tick[]): Fault[] {
  const seated = new Set<string>(plan.seats.map(({ participant }) => participant))
  const checked = new Set<TickEntry>()
  return ticks.flatMap(({ tick, content }) =>
    content.entries.flatMap((entry) => {
      if (checked.has(entry)) return []
      checked.add(entry)
      const where = `phase "${content.phase}" (tick ${tick}, ${name})`
      return complaintsOf(entry, seated).map((complaint) => ({ where, ...complaint }))
    }),
  )
}

function complaintsOf(entry: TickEntry, seated: ReadonlySet<string>): Omit<Fault, 'where'>[] {
  const parsed = TickEntry.safeParse(entry)
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return [
      {
        what: `wishes for a ${entry.kind} that cannot be recorded: ${issues.join('; ')}.`,
        mend: 'Make it with ask, show, say, pay or chance.',
      },
    ]
  }
  switch (entry.kind) {
    case 'decision-asked':
      return formComplaints(entry.ask, entry.form)
    case 'fact-shown':
    case 'payoff-awarded':
      return strangers([entry.to], seated)
    case 'message-sent': {
      const isHeard = entry.from === null || entry.audience.includes(entry.from)
      const silent = {
        what: `${entry.from} does not hear what it says itself.`,
        mend: 'Let the audience of say include the speaker.',
      }
      return [...strangers(entry.audience, seated), ...(isHeard ? [] : [silent])]
    }
    default:
      return []
  }
}

function strangers(
  addressed: readonly string[],
  seated: ReadonlySet<string>,
): Omit<Fault, 'where'>[] {
  return addressed
    .filter((one) => !seated.has(one))
    .map((one) => ({
      what: `tells something to ${one}, who is not seated.`,
      mend: "Take participants from the machine's input: roles.",
    }))
}

/** What makes answers ambiguous. That there is an answer at all, the kernel sees to before it asks. */
function formComplaints(ask: string, form: AnswerForm): Omit<Fault, 'where'>[] {
  if (form.kind !== 'choice') return []
  const { options, labels } = form
  const complaints: string[] = []
  if (new Set(options).size < options.length) complaints.push('names an option twice')
  if (new Set(labels).size < labels.length) complaints.push('gives two options one label')
  if (labels.some((label, i) => ![-1, i].includes(options.indexOf(label))))
    complaints.push('labels an option with the name of another')
  return complaints.map((complaint) => ({
    what: `the ask "${ask}" ${complaint}.`,
    mend: 'Mend its form: options and labels.',
  }))
}
