import type { SideActions } from '@/components/cases/case-side'
import { asideAction, assignAction, finishAndNextAction, noteAction, snoozeAction } from '../actions'
import {
  addPointAction,
  cancelPromiseAction,
  editPointAction,
  logInboundAction,
  logOutcomeAction,
  openHardshipAction,
  revealAction,
  sendMessageAction,
  startCallAction,
  takePromiseAction,
} from '../contact-actions'

/** What the side of a case page can do. */
export const sideActions: SideActions = {
  addPointAction,
  asideAction,
  assignAction,
  cancelPromiseAction,
  editPointAction,
  finishAndNextAction,
  logInboundAction,
  logOutcomeAction,
  noteAction,
  openHardshipAction,
  revealAction,
  sendMessageAction,
  snoozeAction,
  startCallAction,
  takePromiseAction,
}
