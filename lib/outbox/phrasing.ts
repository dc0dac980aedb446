import type { Words } from './template'

/** What stands around every letter. */
export const letter = (en: string, zhCn: string): Words => ({
  en: `Dear {name},\n\n${en}\n\nHotline {hotline}. Check code {trustCode}.\n{lender}`,
  'zh-CN': `尊敬的{name}：\n\n${zhCn}\n\n客服{hotline}。核验码{trustCode}。\n{lender}`,
})

/** What stands around every text message. */
export const text = (en: string, zhCn: string): Words => ({
  en: `{lender}: Dear {name}, ${en} Check code {trustCode}`,
  'zh-CN': `【{lender}】尊敬的{name}：${zhCn}核验码{trustCode}`,
})
