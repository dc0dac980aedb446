import postgres from 'postgres'

export type RolePasswords = { appPassword: string; workerPassword: string }
export type RoleUrls = { appUrl: string; workerUrl: string }

/** A database called `leeway` must not give its logins the names of the groups. */
const loginsOf = (database: string) => ({ app: `${database}_app_login`, worker: `${database}_worker_login` })

const GROUPS = { app: 'leeway_app', worker: 'leeway_worker' } as const

const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The group roles that own nothing and carry every grant. Roles are shared by a cluster's databases, hence the race. */
export const createGroupRoles = Object.values(GROUPS)
  .map(
    group => `do $$ begin
  if not exists (select from pg_roles where rolname = '${group}') then create role ${group} nologin; end if;
exception when duplicate_object or unique_violation then null; end $$;`,
  )
  .join('\n')

/**
 * Makes the two login roles of one database, or gives them new passwords. They own nothing and obey row-level security.
 * Needs an owner who may create roles; returns the addresses the app and the worker connect with.
 */
export async function setUpRoles(ownerUrl: string, passwords: RolePasswords): Promise<RoleUrls> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  try {
    const [row] = await sql<{ name: string }[]>`select current_database() as name`
    const database = row?.name ?? 'leeway'
    const names = loginsOf(database)
    await sql.unsafe(createGroupRoles)
    const logins = [
      { login: names.app, group: GROUPS.app, password: passwords.appPassword },
      { login: names.worker, group: GROUPS.worker, password: passwords.workerPassword },
    ]
    for (const { login, group, password } of logins) {
      const [existing] = await sql`select from pg_roles where rolname = ${login}`
      if (existing) await sql.unsafe(`alter role ${quoteName(login)} login password ${quoteText(password)}`)
      else
        await sql.unsafe(`create role ${quoteName(login)} login inherit nosuperuser nobypassrls password ${quoteText(password)}`)
      await sql.unsafe(`grant ${group} to ${quoteName(login)}`)
      await sql.unsafe(`grant connect on database ${quoteName(database)} to ${quoteName(login)}`)
    }
    return {
      appUrl: withLogin(ownerUrl, names.app, passwords.appPassword),
      workerUrl: withLogin(ownerUrl, names.worker, passwords.workerPassword),
    }
  } catch (error) {
    throw mayNotMakeRoles(error) ? new Error(rolesNeeded(new URL(ownerUrl).username), { cause: error }) : error
  } finally {
    await sql.end()
  }
}

/** SQLSTATE 42501 while roles are made: the owner is not trusted with them. */
export const mayNotMakeRoles = (error: unknown): boolean =>
  error instanceof Error && (error.cause ? mayNotMakeRoles(error.cause) : 'code' in error && error.code === '42501')

export const rolesNeeded = (owner: string): string =>
  `${owner} may not make or change the roles that the app and the worker log in as. As an administrator of that Postgres run once:\n` +
  `  alter role ${quoteName(decodeURIComponent(owner))} createrole;\n` +
  `  grant ${GROUPS.app}, ${GROUPS.worker} to ${quoteName(decodeURIComponent(owner))} with admin option;   -- where they exist already`

/** Removes the login roles of a database that is gone. */
export async function dropLoginRoles(ownerUrl: string, database: string) {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  try {
    for (const login of Object.values(loginsOf(database))) await sql.unsafe(`drop role if exists ${quoteName(login)}`)
  } finally {
    await sql.end()
  }
}

function withLogin(ownerUrl: string, user: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = encodeURIComponent(user)
  url.password = encodeURIComponent(password)
  return url.toString()
}
