import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFolder } from './testing/command.ts'

// The engine itself must load these: what a bundler says about them is not what users read.
const folder = makeFolder()
beforeAll(() => {
  folder.write({
    'broken.ts': 'export default {\n',
    'homeless.ts': "import nothing from 'no-such-library'\nexport default nothing\n",
    'throwing.ts': "const sum = 1\nthrow new Error('the sum is wrong')\nexport default sum\n",
    'empty.ts': 'export const five = 5\n',
    'half.ts': "export default { experiment: 'half', scenario: 'matrix-game' }\n",
    'borrowed.yaml': 'experiment: borrowed\nscenario: ./empty.ts\ncast: {}\n',
  })
})
afterAll(() => folder.remove())

test.each([
  ['is not TypeScript', 'broken.ts', /broken\.ts:1: it cannot be loaded: /],
  ['needs what is not there', 'homeless.ts', /homeless\.ts: it cannot be loaded: .*no-such-lib/],
  ['throws', 'throwing.ts', /throwing\.ts:2: it cannot be loaded: the sum is wrong/],
  ['exports no experiment', 'empty.ts', /^empty\.ts: exports no experiment\. Export it as default/],
  ['exports half of one', 'half.ts', /^half\.ts: cast: /],
  ['exports no scenario', 'borrowed.yaml', /^borrowed\.yaml:2: scenario: .*made by defineScenario/],
])('a module that %s is refused with exit code 2', async (_, file, says) => {
  const { code, stdout, stderr } = await folder.coterie('plan', file)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(says)
  expect(stderr).not.toMatch(/^\s+at /m)
})
