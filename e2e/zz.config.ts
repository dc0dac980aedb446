import base from './playwright.config'
const { globalSetup, ...rest } = base as any
export default { ...rest, testMatch: '**/zz-axe.ts', projects: [base.projects![0]], outputDir: '/tmp/zz-results', use: {...base.use, trace: 'off', screenshot: 'off'} }
