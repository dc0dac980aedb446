import { randomBytes } from 'node:crypto'
import { dropLoginRoles, setUpRoles } from '@/db/setup'
import { TEMPLATE, withClient } from './cluster'

export type TestDatabase = { ownerUrl: string; appUrl: string; workerUrl: string }
export type ClonedDatabase = TestDatabase & { drop: () => Promise<void> }

const PASSWORDS = { appPassword: 'app', workerPassword: 'worker' }

/** A fresh clone of a template with login roles of its own. `drop` takes both away again. */
export async function cloneDatabase(clusterUrl: string, template = TEMPLATE): Promise<ClonedDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`
  await withClient(clusterUrl, sql => sql.unsafe(`create database ${name} template ${template}`))
  const ownerUrl = withDatabase(clusterUrl, name)
  const roles = await setUpRoles(ownerUrl, PASSWORDS)
  const drop = async () => {
    await withClient(clusterUrl, sql => sql.unsafe(`drop database if exists ${name} with (force)`))
    await dropLoginRoles(clusterUrl, name)
  }
  return { ownerUrl, ...roles, drop }
}

function withDatabase(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  return url.toString()
}
