import nextVitals from 'eslint-config-next/core-web-vitals'
import nextTypescript from 'eslint-config-next/typescript'
import tseslint from 'typescript-eslint'

const clockMessage = 'The clock is read only where Ctx is made (lib/clock.ts); take the time as an argument.'

export default tseslint.config(
  { ignores: ['.next/**', 'node_modules/**', '.data/**', 'next-env.d.ts', 'playwright-report/**', 'test-results/**'] },
  ...nextVitals,
  ...nextTypescript,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Advice for the React Compiler, which is not used.
      'react-hooks/incompatible-library': 'off',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clockMessage },
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: clockMessage },
        { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: clockMessage },
        { selector: "Identifier[name='parseFloat']", message: 'Money is integer minor units; parse it with lib/money.ts.' },
        { selector: "CallExpression[callee.property.name='toFixed']", message: 'Format money with lib/money.ts.' },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'e2e/**', 'bench/**', 'lib/testing/**'],
    rules: { 'max-lines-per-function': 'off', 'no-restricted-syntax': 'off', 'react-hooks/rules-of-hooks': 'off' },
  },
  { files: ['lib/clock.ts', 'components/**'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['components/**/*.tsx', 'app/**/*.tsx'], rules: { 'max-lines-per-function': ['error', { max: 110, skipBlankLines: true, skipComments: true }] } },
)
