import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerFormat, type AnswerStyle } from '../../../play/agent/answer-format.ts'
import { readCompletion } from '../../../play/agent/read-completion.ts'
import type { AnswerForm, ChoiceForm } from '../../../record/ask.ts'
import type { PromptMessage } from '../../../record/prompt.ts'
import { completedOf, providerContract, samplePrompt } from '../provider.contract.ts'
import { BEHAVIOURS } from './simulated-behaviour.ts'
import { readPrompt } from './simulated-reading.ts'
import { simulatedProvider } from './simulated.ts'

providerContract({
  name: 'simulated',
  open: async () => ({
    provider: simulatedProvider(),
    model: 'cooperator',
    unknownModel: 'cooperater',
    close: async () => undefined,
  }),
})

const jf: ChoiceForm = {
  kind: 'choice',
  options: ['cooperate', 'defect'],
  labels: ['J', 'F'],
  order: [1, 0],
}
const RULES = [
  '- If you choose Option J and the other player chooses Option J, you earn 8 points and the other player earns 8 points.',
  '- If you choose Option J and the other player chooses Option F, you earn 0 points and the other player earns 10 points.',
  '- If you choose Option F and the other player chooses Option J, you earn 10 points and the other player earns 0 points.',
  '- If you choose Option F and the other player chooses Option F, you earn 5 points and the other player earns 5 points.',
].join('\n')
const round = (number: number, own: string, other: string): string =>
  `Round ${number}: you chose Option ${own}, the other player chose Option ${other}; you earned 0 points, the other player earned 10 points.`

const messagesFor = (
  form: AnswerForm,
  story: string,
  style: AnswerStyle = 'line',
): PromptMessage[] => [{ role: 'user', text: `${story}\n\n${answerFormat(form, style)}` }]

/** How often each answer comes in so many calls; invalid ones under their reason. */
async function tally(
  model: string,
  form: AnswerForm,
  story: string,
  calls = 200,
): Promise<Record<string, number>> {
  const provider = simulatedProvider()
  const counts: Record<string, number> = {}
  for (let tick = 0; tick < calls; tick++) {
    const completion = completedOf(
      await provider.complete({
        ...samplePrompt(model, { tick }),
        messages: messagesFor(form, story),
      }),
    )
    const answer = readCompletion(form, 'line', completion)
    const key =
      answer.kind === 'valid'
        ? String(answer.value)
        : answer.kind === 'passed'
          ? 'passed'
          : answer.why
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

describe('what it reads', () => {
  test('is which option is kind, from the rules, and what the other did last, from the history', () => {
    const story = `${RULES}\n\n${round(1, 'J', 'J')}\n${round(2, 'J', 'F')}`
    expect(readPrompt(messagesFor(jf, story))).toMatchObject({
      byKindness: ['J', 'F'],
      lastOther: { words: 'Option F', kindness: 0 },
    })
  })

  test('is the same from a table, from another cover story and after a tremble', () => {
    const table = `${RULES}\n| Round | You | The other | Your points | Their points |\n| --- | --- | --- | --- | --- |\n| 1 | Option J | Option J | 8 | 8 |`
    expect(readPrompt(messagesFor(jf, table))?.lastOther).toMatchObject({ kindness: 1 })
    const cooking = `${RULES}\nRound 1: you chose Recipe J, which was replaced by Recipe F, your colleague chose Recipe F; you earned 5 points.`
    expect(readPrompt(messagesFor(jf, cooking))?.lastOther).toMatchObject({
      words: 'Recipe F',
      kindness: 0,
    })
  })

  test('of an amount is its share of the most that there is', () => {
    const form: AnswerForm = { kind: 'amount', min: 0, max: 30, step: 0.5 }
    const story = 'Round 1: you sent 10, and the other player returned 7.5.\nHow much do you send?'
    expect(readPrompt(messagesFor(form, story))?.lastOther).toMatchObject({
      words: '7.5',
      kindness: 0.25,
    })
  })

  test('is nothing where the form of answer makes no sense', async () => {
    const messages = [{ role: 'user' as const, text: 'Hello. How to answer: well.' }]
    expect(readPrompt(messages)).toBeNull()
    expect(
      completedOf(await simulatedProvider().complete({ ...samplePrompt('mixed'), messages })).text,
    ).toMatch(/not sure/)
  })
})

describe('how it behaves', () => {
  const afterDefection = `${RULES}\n\n${round(1, 'J', 'F')}`
  const afterCooperation = `${RULES}\n\n${round(1, 'F', 'J')}`

  test('a cooperator cooperates and a defector defects, whatever happened', async () => {
    for (const story of [RULES, afterDefection, afterCooperation]) {
      expect((await tally('cooperator', jf, story)).cooperate).toBeGreaterThan(170)
      expect((await tally('defector', jf, story)).defect).toBeGreaterThan(170)
    }
  })

  test('a reciprocator does as the other did last', async () => {
    expect((await tally('reciprocator', jf, afterDefection)).defect).toBeGreaterThan(150)
    expect((await tally('reciprocator', jf, afterCooperation)).cooperate).toBeGreaterThan(150)
  })

  test('all but the sloppy always keep to the form; the sloppy sometimes do not, in several ways', async () => {
    for (const model of ['cooperator', 'defector', 'reciprocator', 'mixed']) {
      expect(
        Object.keys(await tally(model, jf, RULES)).filter(
          (key) => key !== 'cooperate' && key !== 'defect',
        ),
      ).toEqual([])
    }
    const sloppy = await tally('sloppy', jf, RULES, 400)
    expect(Object.keys(sloppy)).toEqual(
      expect.arrayContaining(['cooperate', 'no-answer', 'refused', 'truncated', 'no-such-label']),
    )
    expect((sloppy.cooperate ?? 0) + (sloppy.defect ?? 0)).toBeGreaterThan(250)
  })

  test('it says the same again to the same call, and never passes for a real model', async () => {
    for (const model of BEHAVIOURS) {
      const prompt = { ...samplePrompt(model), messages: messagesFor(jf, RULES) }
      const first = completedOf(await simulatedProvider().complete(prompt))
      expect(await simulatedProvider().complete(prompt)).toEqual(first)
      expect(first.servedModel).toBe(`simulated/${model}`)
    }
  })
})

test('it answers every form in every style that it can be asked for', async () => {
  const forms = fc.oneof(
    fc
      .uniqueArray(fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,8}[a-z]$/), {
        minLength: 1,
        maxLength: 5,
        selector: (s) => s.toLowerCase(),
      })
      .map((labels): AnswerForm => ({
        kind: 'choice',
        options: labels,
        labels,
        order: labels.map((_, i) => i),
      })),
    fc
      .tuple(
        fc.integer({ min: -20, max: 20 }),
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom(0.1, 0.25, 0.5, 1, 3),
      )
      .map(([min, width, step]): AnswerForm => ({ kind: 'amount', min, max: min + width, step })),
    fc.integer({ min: 1, max: 400 }).map((maxLength): AnswerForm => ({ kind: 'text', maxLength })),
  )
  const styles = fc.constantFrom<AnswerStyle>('line', 'bare', 'json')
  await fc.assert(
    fc.asyncProperty(
      forms,
      styles,
      fc.boolean(),
      fc.constantFrom('cooperator', 'reciprocator', 'mixed'),
      async (plain, style, passable, model) => {
        fc.pre(!(plain.kind === 'text' && style === 'json'))
        const form = { ...plain, passable }
        const prompt = { ...samplePrompt(model), messages: messagesFor(form, RULES, style) }
        const completion = completedOf(await simulatedProvider().complete(prompt))
        expect(readCompletion(form, style, completion).kind).toBe('valid')
      },
    ),
    { numRuns: 300 },
  )
})
