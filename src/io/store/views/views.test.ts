import { expect, test } from 'vitest'
import { viewStatements } from '../views.ts'

test('the views can be read with the SQLite of a system that is some years old: no order within an aggregate', () => {
  for (const statement of viewStatements()) {
    expect(statement).not.toMatch(
      /(?:group_concat|json_group_array)\((?:[^()]|\([^()]*\))*order by/i,
    )
  }
})
