import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = path.resolve(import.meta.dirname, '../..')
const shared = {
  environment: 'node' as const,
  retry: 0,
  maxWorkers: 2,
  // Modules keep nothing that a test changes, so files of one worker share them: loading them again for each took longer than the tests.
  isolate: false,
  // The suite runs in UTC like the servers do; rules that speak of local time take their zone as an argument.
  env: { TZ: 'UTC' },
}
const resolve = {
  alias: [
    { find: /^@\//, replacement: `${root}/` },
    { find: /^server-only$/, replacement: path.join(import.meta.dirname, 'server-only.ts') },
  ],
}

export default defineConfig({
  root,
  resolve,
  test: {
    allowOnly: false,
    projects: [
      {
        root,
        resolve,
        test: {
          ...shared,
          name: 'unit',
          include: ['{lib,app,components,db}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          testTimeout: 20_000,
        },
      },
      {
        root,
        resolve,
        test: {
          ...shared,
          name: 'db',
          include: ['{lib,app,db}/**/*.db.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: [path.join(import.meta.dirname, 'cluster.ts')],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
