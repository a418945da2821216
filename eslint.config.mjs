/** What the compiler cannot see: no promise left floating, no clock or dice in the pure rooms, no barrels, no long files. */
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const TESTS = ['**/*.test.ts', '**/*.contract.ts']

/** These rooms are handed their clock, dice and wire; what they do is a function of what they are given. */
const PURE_ROOMS = ['src/base', 'src/record', 'src/play', 'src/study', 'scenarios', 'agents']

const OUTSIDE_WORLD = [
  'Date',
  'Temporal',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'WebSocket',
  'process',
  'crypto',
  'globalThis',
].map((name) => ({ name, message: 'Clock, dice, wire and environment are handed in.' }))

const TALKING = {
  name: 'console',
  message: 'Only the command line talks (src/app/cli); return a value instead.',
}

const NO_EXPORT_ALL = {
  selector: 'ExportAllDeclaration',
  message: 'Name what is exported: a star hides the public face.',
}

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export a name, so that one thing has one name everywhere.',
}

const NO_ENUM = {
  selector: 'TSEnumDeclaration',
  message: 'A closed union of literals says the same and is erased.',
}

const DICE = {
  object: 'Math',
  property: 'random',
  message: 'Draw from a named stream, so that the run can be repeated.',
}

export default defineConfig(
  globalIgnores(['node_modules', 'dist', 'coverage', 'logs', '**/golden']),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.base],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-self-compare': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-restricted-syntax': ['error', NO_EXPORT_ALL, NO_DEFAULT_EXPORT, NO_ENUM],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['*.config.ts', '.ci/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_EXPORT_ALL, NO_ENUM] },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: TESTS,
    rules: { 'max-lines': ['error', { max: 250 }] },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx', 'scenarios/**/*.ts', 'agents/**/*.ts'],
    ignores: ['src/app/cli/**', ...TESTS],
    rules: { 'no-restricted-globals': ['error', TALKING] },
  },
  {
    files: PURE_ROOMS.map((room) => `${room}/**/*.ts`),
    ignores: TESTS,
    rules: {
      'no-restricted-globals': ['error', TALKING, ...OUTSIDE_WORLD],
      'no-restricted-properties': ['error', DICE],
    },
  },
  {
    files: ['bin/**/*.js'],
    rules: {
      'no-undef': 'off',
      'no-unused-vars': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
)
