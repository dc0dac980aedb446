export { roles } from '@/db/schema'
export { staffPermissions } from '@/lib/accounts/permissions'
export { toToken } from '@/lib/url-token'
