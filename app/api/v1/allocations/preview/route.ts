import { statelessRoute } from '@/app/_server/stateless-route'
import { previewAllocation } from '@/lib/payments/preview'
import { PreviewBody } from '@/lib/payments/preview-input'

export const POST = statelessRoute(PreviewBody, previewAllocation)
