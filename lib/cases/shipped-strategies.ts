import type { StrategyData } from './strategy'

const preDue: StrategyData['steps'] = [
  { id: 'B1a', fromDpd: -3, toDpd: -2, stage: 'pre_due', action: 'sms', template: 'pre_due_reminder', name: { en: 'Reminder three days before', 'zh-CN': '到期前三天提醒' } },
  { id: 'B1b', fromDpd: -1, toDpd: 0, stage: 'pre_due', action: 'sms', template: 'pre_due_reminder', name: { en: 'Reminder one day before', 'zh-CN': '到期前一天提醒' } },
]

/** process.md A1 to A8 with B1 in front. */
const zhaolian: StrategyData = {
  code: 'zhaolian',
  version: '1',
  name: { en: 'Zhaolian ladder', 'zh-CN': '招联阶梯' },
  steps: [
    ...preDue,
    { id: 'A1', fromDpd: 1, toDpd: 2, stage: 'early', action: 'sms', template: 'overdue_notice', name: { en: 'Text message on the first day', 'zh-CN': '逾期首日短信' } },
    { id: 'A2', fromDpd: 3, toDpd: 30, stage: 'early', action: 'call', requires: ['message_failed'], name: { en: 'Call: explain and find a way', 'zh-CN': '电话沟通：说明情况并商议办法' } },
    { id: 'A3', fromDpd: 15, toDpd: 60, stage: 'early', action: 'email', template: 'overdue_notice', requires: ['calls_failed'], name: { en: 'E-mail with common questions', 'zh-CN': '邮件说明与常见问题' } },
    { id: 'A4', fromDpd: 61, toDpd: 120, stage: 'middle', action: 'visit', requires: ['message_failed', 'calls_failed', 'visit_approved'], name: { en: 'Visit, announced ahead', 'zh-CN': '预约上门走访' } },
    { id: 'A5', fromDpd: 91, toDpd: 180, stage: 'late', action: 'placement', requires: ['borrower_told', 'agency_listed'], name: { en: 'Placement with an agency, borrower told before', 'zh-CN': '事先告知后委托第三方机构' } },
    { id: 'A6', fromDpd: 151, toDpd: 180, stage: 'late', action: 'lawyer_letter', requires: ['not_time_barred'], name: { en: "Lawyer's letter", 'zh-CN': '律师函' } },
    { id: 'A7', fromDpd: 181, toDpd: null, stage: 'legal', action: 'lawsuit', requires: ['not_time_barred', 'legal_assessed'], name: { en: 'Lawsuit', 'zh-CN': '诉讼' } },
    { id: 'A8', fromDpd: 271, toDpd: null, stage: 'legal', action: 'enforcement', requires: ['judgment'], name: { en: 'Enforcement', 'zh-CN': '申请强制执行' } },
  ],
}

/** process.md D2 to D4, with D5 in the middle stage. */
const haohuan: StrategyData = {
  code: 'haohuan',
  version: '1',
  name: { en: 'Haohuan ladder', 'zh-CN': '好还阶梯' },
  steps: [
    ...preDue,
    { id: 'D2', fromDpd: 1, toDpd: 4, stage: 'early', action: 'sms', template: 'overdue_notice', name: { en: 'Friendly text message', 'zh-CN': '友好短信提醒' } },
    { id: 'D2b', fromDpd: 5, toDpd: 30, stage: 'early', action: 'call', requires: ['message_failed'], name: { en: 'Call: learn the reason and agree', 'zh-CN': '电话了解原因并协商' } },
    { id: 'D2c', fromDpd: 12, toDpd: 30, stage: 'early', action: 'email', template: 'overdue_notice', requires: ['calls_failed'], name: { en: 'E-mail where calls fail', 'zh-CN': '电话未果后发送邮件' } },
    { id: 'D3', fromDpd: 31, toDpd: 90, stage: 'middle', action: 'call', name: { en: 'Second call', 'zh-CN': '再次电话沟通' } },
    { id: 'D5', fromDpd: 45, toDpd: 90, stage: 'middle', action: 'letter', template: 'overdue_notice', name: { en: 'Letter with reply slip', 'zh-CN': '信函及回执单' } },
    { id: 'D3b', fromDpd: 61, toDpd: 90, stage: 'middle', action: 'visit', requires: ['calls_failed', 'visit_approved'], name: { en: 'Visit for large or long arrears', 'zh-CN': '大额或长期逾期上门走访' } },
    { id: 'D3c', fromDpd: 75, toDpd: 90, stage: 'middle', action: 'legal_advice', name: { en: 'A legal adviser assesses', 'zh-CN': '法律顾问评估' } },
    { id: 'D4', fromDpd: 91, toDpd: null, stage: 'late', action: 'arbitration', requires: ['not_time_barred', 'legal_assessed'], name: { en: 'Arbitration', 'zh-CN': '仲裁' } },
    { id: 'D4b', fromDpd: 181, toDpd: null, stage: 'legal', action: 'lawsuit', requires: ['not_time_barred', 'legal_assessed'], name: { en: 'Lawsuit', 'zh-CN': '诉讼' } },
    { id: 'D4c', fromDpd: 271, toDpd: null, stage: 'legal', action: 'enforcement', requires: ['judgment'], name: { en: 'Enforcement', 'zh-CN': '申请强制执行' } },
  ],
}

const usBasic: StrategyData = {
  code: 'us-basic',
  version: '1',
  name: { en: 'Basic ladder (US)', 'zh-CN': '基础阶梯（美国）' },
  steps: [
    ...preDue,
    { id: 'U1', fromDpd: 1, toDpd: 5, stage: 'early', action: 'sms', template: 'overdue_notice', name: { en: 'Text message', 'zh-CN': '短信提醒' } },
    { id: 'U2', fromDpd: 6, toDpd: 60, stage: 'early', action: 'call', requires: ['message_failed'], name: { en: 'Call', 'zh-CN': '电话沟通' } },
    { id: 'U3', fromDpd: 20, toDpd: 60, stage: 'early', action: 'email', template: 'overdue_notice', name: { en: 'E-mail', 'zh-CN': '邮件' } },
    { id: 'U4', fromDpd: 61, toDpd: 120, stage: 'middle', action: 'letter', template: 'overdue_notice', name: { en: 'Letter', 'zh-CN': '信函' } },
    { id: 'U5', fromDpd: 121, toDpd: 179, stage: 'late', action: 'legal_advice', name: { en: 'Legal assessment', 'zh-CN': '法律评估' } },
    { id: 'U6', fromDpd: 180, toDpd: null, stage: 'legal', action: 'lawsuit', requires: ['not_time_barred', 'legal_assessed'], name: { en: 'Lawsuit', 'zh-CN': '诉讼' } },
  ],
}

/** The ladders that ship. A lender publishes its own versions in `strategies`. */
export const shippedStrategies: StrategyData[] = [zhaolian, haohuan, usBasic]
