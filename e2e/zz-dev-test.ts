import { test as base } from '@playwright/test'
import { readFileSync } from 'node:fs'
const s = JSON.parse(readFileSync('/work/main/.data/secrets.json','utf8'))
const server = { url: 'http://localhost:3970', ownerUrl: `postgres://postgres:${encodeURIComponent(s.ownerPassword)}@127.0.0.1:${s.port}/leeway`, env: { NEXTAUTH_SECRET: s.session, LEEWAY_CLOCK_OFFSET_DAYS: '0' } } as any
export const test = base.extend<any>({
  world: async ({}, provide) => { await provide({ home: '/work/main/.data' }) },
  server: async ({}, provide) => { await provide(server) },
}) as any
export { expect } from '@playwright/test'
