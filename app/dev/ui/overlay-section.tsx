'use client'

import { CircleHelp, Home, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { CommandPalette } from '@/components/ui/command-palette'
import { Dialog, DialogClose, Drawer } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { Menu } from '@/components/ui/menu'
import { Popover } from '@/components/ui/popover'
import { Tabs } from '@/components/ui/tabs'
import { showToast } from '@/components/ui/toast'
import { Tooltip } from '@/components/ui/tooltip'
import { Line, Section } from './section'

export function OverlaySection() {
  const t = useTranslations('devUi')
  const undo = { label: t('overlay.undo'), run: () => void showToast({ title: t('overlay.undone'), tone: 'info' }) }
  return (
    <Section id="overlays" title={t('sections.overlays')}>
      <Line>
        <Dialog
          title={t('overlay.dialogTitle')}
          description={t('overlay.dialogText')}
          trigger={t('overlay.dialog')}
          footer={
            <>
              <DialogClose>{t('overlay.cancel')}</DialogClose>
              <DialogClose variant="primary">{t('overlay.confirm')}</DialogClose>
            </>
          }
        >
          <Input name="reason" label={t('overlay.reason')} />
        </Dialog>
        <Drawer title={t('overlay.drawerTitle')} trigger={t('overlay.drawer')}>
          <p className="text-ink-soft">{t('overlay.dialogText')}</p>
        </Drawer>
        <Popover trigger={t('overlay.popover')} title={t('overlay.popoverTitle')}>
          <p className="text-ink-soft">{t('overlay.dialogText')}</p>
        </Popover>
        <Menu
          trigger={t('overlay.menu')}
          triggerVariant="secondary"
          groups={[
            [
              { id: 'assign', label: t('overlay.assign'), keys: 'A', icon: <Users /> },
              { id: 'home', label: t('overlay.home'), href: '#overlays', icon: <Home /> },
            ],
            [{ id: 'close', label: t('overlay.closeCase'), quietDanger: true }],
          ]}
        />
        <Tooltip text={t('overlay.tip')}>{t('overlay.word')}</Tooltip>
        <Tooltip text={t('overlay.tip')} label={t('overlay.help')} className="size-8 justify-center">
          <CircleHelp aria-hidden className="size-4" />
        </Tooltip>
        <Button onClick={() => showToast({ title: t('overlay.snoozed'), description: t('overlay.snoozedText'), undo })}>
          {t('overlay.toast')}
        </Button>
        <Button onClick={() => showToast({ title: t('overlay.failed'), description: t('overlay.failedText'), tone: 'stop' })}>
          {t('overlay.toastFailed')}
        </Button>
        <CommandPalette
          groups={[
            {
              id: 'go',
              heading: t('overlay.go'),
              items: [
                { id: 'home', label: t('overlay.home'), href: '#overlays', icon: <Home />, keys: 'G H' },
                { id: 'people', label: t('overlay.assign'), detail: 'AH-100318', icon: <Users /> },
              ],
            },
          ]}
        />
      </Line>
      <Tabs
        label={t('tabs.label')}
        tabs={[
          { id: 'glance', label: t('tabs.glance'), content: t('overlay.dialogText') },
          { id: 'money', label: t('tabs.money'), content: t('overlay.failedText') },
        ]}
      />
    </Section>
  )
}
