import { afterAll, describe, expect, test } from 'vitest'
import { makeScratch } from '../import/testing/files.ts'
import { assertNamesDiffer, loadJudge } from './load-judge.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

describe('a judge', () => {
  test('is a model, at temperature 0 and under its own name', async () => {
    expect(await loadJudge('openrouter/meta/llama-3', 1)).toEqual({
      name: 'judge:openrouter/meta/llama-3',
      model: 'openrouter/meta/llama-3',
      sampling: { temperature: 0 },
      instructions: null,
      batch: 1,
    })
    expect(await loadJudge('gold=openai/gpt-4o', 5)).toMatchObject({ name: 'gold', batch: 5 })
  })

  test('is described by a file: how it samples, and how it is to judge', async () => {
    const file = scratch.write(
      'strict=er.yaml',
      'policy: llm\nmodel: openai/o3\ntemperature: null\nseed: 3\nmaxTokens: 500\npersona: You are a linguist.\ninstructions: Where in doubt, 0.\n',
    )
    const judge = {
      model: 'openai/o3',
      sampling: { seed: 3, maxTokens: 500 },
      instructions: 'You are a linguist.\n\nWhere in doubt, 0.',
    }
    expect(await loadJudge(file, 1)).toMatchObject({ ...judge, name: 'judge:openai/o3' })
    expect(await loadJudge(`strict=${file}`, 1)).toMatchObject({ ...judge, name: 'strict' })
  })

  test.each([
    ['modle: openai/o3\n', /bad\.yaml:1: modle: there is no field "modle" here/],
    ['model: o3\n', /bad\.yaml:1: model: a model is written "provider\/model"/],
    ['model: a/b\npolicy: tit-for-tat\n', /bad\.yaml:2: policy: a judge has the policy llm/],
    ['model: a/b\nextras: { n: 3 }\n', /extras may not hold/],
  ])('that is %j is told with its line and the mend', async (text, complaint) => {
    const file = scratch.write('bad.yaml', text)
    await expect(loadJudge(file, 1)).rejects.toThrow(complaint)
  })

  test('that nobody knows is told with those who are known', async () => {
    await expect(loadJudge('nobody-such', 1)).rejects.toThrow(/no agent named "nobody-such"/)
    await expect(loadJudge('=openai/gpt-4o', 1)).rejects.toThrow(/give a name before "="/)
    await expect(loadJudge('./none.yaml', 1)).rejects.toThrow(/no such file/)
  })
})

test('two coders with one name are refused, however it is written', async () => {
  const twins = [await loadJudge('a=x/one', 1), await loadJudge('A=x/two', 1)]
  expect(() => assertNamesDiffer(twins)).toThrow(/two coders have the name "A": x\/one, and x\/two/)
  const rules = [await loadJudge('Rules=x/one', 1)]
  expect(() => assertNamesDiffer(rules)).toThrow(/the rules of the codebook/)
})
