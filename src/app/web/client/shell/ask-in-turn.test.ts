import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { askInTurn } from './ask-in-turn.ts'

/** Questions that are answered when the test says so. */
function line(restMs = 0) {
  const answers: (() => void)[] = []
  const asked = askInTurn(() => new Promise<void>((resolve) => answers.push(resolve)), restMs)
  const until = async (count: number): Promise<void> => {
    while (answers.length < count) await sleep(1)
  }
  return { ...asked, answers, until }
}

test('while an answer is on its way nothing else is asked; what was wanted meanwhile is asked once', async () => {
  const { wanted, answers, until } = line()
  wanted()
  await until(1)
  for (let times = 0; times < 5; times++) wanted()
  await sleep(5)
  expect(answers).toHaveLength(1)
  answers[0]?.()
  await until(2)
  answers[1]?.()
  await sleep(5)
  expect(answers).toHaveLength(2)
})

test('an answer that fails does not end the line', async () => {
  const asked: number[] = []
  const { wanted } = askInTurn(() => Promise.reject(new Error(`${asked.push(1)}`)), 0)
  const until = async (count: number): Promise<void> => {
    while (asked.length < count) await sleep(1)
  }
  wanted()
  await until(1)
  wanted()
  await until(2)
  expect(asked).toHaveLength(2)
})

test('what is answered at once is rested from', async () => {
  const { wanted, answers, until } = line(60_000)
  wanted()
  await until(1)
  answers[0]?.()
  wanted()
  await sleep(20)
  expect(answers).toHaveLength(1)
})

test('nothing is asked after the end', async () => {
  const { wanted, end, answers } = line()
  wanted()
  end()
  wanted()
  await sleep(5)
  expect(answers).toEqual([])
})
