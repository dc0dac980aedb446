import { idFrom } from '@/lib/clock'
import type { Locale, Role } from '@/lib/context'
import type { DemoLender } from './lenders'

export type DemoLogin = { id: string; role: Role; name: string; email: string; password: string; tryThis: Record<Locale, string> }

type Post = { role: Role; mailbox: string; zh: string; en: string; tryThis: Record<Locale, string> }

const posts: readonly Post[] = [
  {
    role: 'collector',
    mailbox: 'collector',
    zh: '林知夏',
    en: 'Linda Marsh',
    tryThis: { en: 'Open Desk, press Enter on the first case, call a number and log the result.', 'zh-CN': '打开工作台，在第一个案件上按回车，拨打号码并记录结果。' },
  },
  {
    role: 'collector',
    mailbox: 'collector2',
    zh: '何以安',
    en: 'Owen Hale',
    tryThis: { en: 'Take the next case while your colleague works: no case comes twice.', 'zh-CN': '与同事同时领取下一个案件：同一案件不会分给两个人。' },
  },
  {
    role: 'reviewer',
    mailbox: 'reviewer',
    zh: '沈明澜',
    en: 'Mara Quinn',
    tryThis: { en: 'Open Reviews, read the proof beside the figures, offer a plan.', 'zh-CN': '打开审核，对照证明材料查看收支，给出还款方案。' },
  },
  {
    role: 'supervisor',
    mailbox: 'supervisor',
    zh: '顾长庚',
    en: 'Grace Coleman',
    tryThis: { en: 'Open Control: a plan above the reviewer’s limit waits for your decision.', 'zh-CN': '打开主管看板：有超出审核员权限的方案等您决定。' },
  },
  {
    role: 'negotiator',
    mailbox: 'negotiator',
    zh: '白若溪',
    en: 'Nora Bell',
    tryThis: { en: 'Record a payment under Payments and watch the case react.', 'zh-CN': '在还款页登记一笔还款，看案件如何变化。' },
  },
  {
    role: 'compliance',
    mailbox: 'compliance',
    zh: '宋持正',
    en: 'Carl Novak',
    tryThis: { en: 'Open Assurance and ask why a person was contacted.', 'zh-CN': '打开合规页，查询为什么联系了某个人。' },
  },
  {
    role: 'admin',
    mailbox: 'admin',
    zh: '方见微',
    en: 'Ada Finch',
    tryThis: { en: 'Open Imports and load the same file twice: the second time nothing changes.', 'zh-CN': '打开导入页，把同一文件导入两次：第二次不会有任何变化。' },
  },
  {
    role: 'field_visitor',
    mailbox: 'visitor',
    zh: '陆行远',
    en: 'Vince Ford',
    tryThis: { en: 'Read the rules that a visit keeps.', 'zh-CN': '查看外访必须遵守的规则。' },
  },
  {
    role: 'legal_officer',
    mailbox: 'legal',
    zh: '卫若衡',
    en: 'Laura Keane',
    tryThis: { en: 'Read a late case with its whole history.', 'zh-CN': '查看一个后期案件的全部经过。' },
  },
]

/** The demo's staff of one lender. The passwords are public on purpose and work only in the demo. */
export const staffOf = (lender: DemoLender): DemoLogin[] =>
  posts.map(post => ({
    id: idFrom(`staff:${lender.slug}:${post.mailbox}`),
    role: post.role,
    name: lender.locale === 'en' ? post.en : post.zh,
    email: `${post.mailbox}@${lender.slug}.example`,
    password: `leeway-demo-${post.mailbox}`,
    tryThis: post.tryThis,
  }))
