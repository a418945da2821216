/** What the forecaster reads. */
import { isProbeAsk, type Ask, type Seen, type TextPart, type Value } from '../../src/index.ts'
import { EFFECTS, type Rules } from './game.ts'

/** The parts are: task, game (where the rules are told), groups or partner, now (of a round), so-far, question. */
export function read(seen: Seen, ask: Ask): readonly TextPart[] {
  const rules = seen.facts<Rules>('rules').at(-1)
  if (rules === undefined) throw new Error('the rules were never shown')
  const answers = (seen.facts('so-far').at(-1) ?? []) as readonly Value[]
  const isTold = rules.attribute === null || rules.strategy !== 'no-context'
  const parts: (TextPart | null)[] = [
    { name: 'task', text: taskText(rules) },
    isTold ? { name: 'game', text: gameText(rules) } : null,
    rules.attribute === null
      ? { name: 'partner', text: partnerText(rules) }
      : { name: 'groups', text: groupsText(rules) },
    rules.attribute === null
      ? { name: 'now', text: `You are now in round ${answers.length + 1} of ${rules.rounds}.` }
      : null,
    soFar(rules, answers),
    isProbeAsk(ask.name) ? null : { name: 'question', text: questionText(rules, ask, answers) },
  ]
  return parts.filter((part) => part !== null)
}

function taskText({ attribute, strategy }: Rules): string {
  if (attribute === null)
    return 'You are about to take part in an experiment with another person. You say beforehand what you will do.'
  return strategy === 'dollars'
    ? 'You are a researcher who studies trust between people. You simulate an experiment in which all other variables are controlled for.'
    : 'You are a researcher who studies trust between people.'
}

export function gameText({ endowment, multiplier }: Rules): string {
  return [
    `The experiment is the trust game. One player, the trustor, receives $${endowment} and decides how much of it to send to the other player, the trustee.`,
    `The trustee receives ${multiplier} times what is sent, and decides how much of that to return.`,
    `The trustor earns $${endowment}, less what it sends, plus what is returned; the trustee earns ${multiplier} times what is sent, less what it returns.`,
  ].join('\n')
}

export function partnerText({ partner, rounds }: Rules): string {
  return `You are the trustor, for ${rounds} ${rounds === 1 ? 'round' : 'rounds; each round starts from scratch'}. The trustee always returns $${partner?.returns ?? 0}, or all that it received if that is less.`
}

export function groupsText({ attribute }: Rules): string {
  const lines = (attribute?.values ?? []).map(({ said }) => `- ${said}`)
  return [`These are groups of people by ${attribute?.name ?? ''}:`, ...lines].join('\n')
}

/** What was answered one by one is told, so that later answers can go with it. Forecasts of earlier rounds are not. */
function soFar(rules: Rules, answers: readonly Value[]): TextPart | null {
  const groups = rules.attribute?.values ?? []
  if (rules.attribute === null || rules.answers === 'json' || answers.length === 0) return null
  if (rules.strategy !== 'dollars') {
    const named = answers.map((value) => groups.find((group) => group.value === value)?.said ?? '')
    const text = `So far you have named, the most trusting first: ${named.join('; ')}.`
    return { name: 'so-far', text }
  }
  const lines = groups.slice(0, Math.ceil(answers.length / 2)).map(({ said }, i) => {
    const sd = answers[2 * i + 1]
    return `- ${said}: mean $${answers[2 * i]}${sd === undefined ? '' : `, standard deviation $${sd}`}`
  })
  return { name: 'so-far', text: ['So far you have said:', ...lines].join('\n') }
}

const PER_GROUP = 'Suppose that each group has 100 people, all of them trustors.'

function questionText(rules: Rules, { name }: Ask, answers: readonly Value[]): string {
  const next = rules.attribute?.values[Math.floor(answers.length / 2)]?.said ?? ''
  switch (name) {
    case 'forecast':
      return 'How much will you send in this round?'
    case 'most-trusting':
      return `Which of ${answers.length === 0 ? 'these groups' : 'the groups that are left'} trusts other people most?`
    case 'effect':
      return `How large is the effect of ${rules.attribute?.name ?? ''} on trust between people?`
    case 'mean':
      return `${PER_GROUP} What is the mean of what ${next} send?`
    case 'sd':
      return `${PER_GROUP} What is the standard deviation of what ${next} send?`
    case 'belief':
      return rules.strategy === 'dollars' ? measureText(rules) : orderText(rules)
    default:
      throw new Error(`belief-elicitation has no ask "${name}"`)
  }
}

function orderText({ attribute }: Rules): string {
  return [
    `Order the groups by how much they trust other people, and say how large the effect of ${attribute?.name ?? ''} on trust is.`,
    'Reply with one JSON object and nothing else:',
    `{"order": [all groups in their words, the most trusting first], "effect": one of ${EFFECTS.map((effect) => `"${effect}"`).join(', ')}, "why": "your explanation"}`,
  ].join('\n')
}

function measureText({ endowment }: Rules): string {
  return [
    `${PER_GROUP} What are the mean and the standard deviation of the dollars, from 0 to ${endowment}, that each group sends?`,
    'Reply with one JSON object and nothing else:',
    '{"groups": [{"group": "a group in its words", "mean": number, "sd": number}, … one for each group], "why": "your explanation"}',
  ].join('\n')
}
