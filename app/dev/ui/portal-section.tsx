import { CircleHelp, HandCoins } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { CardLink } from '@/components/ui/card-link'
import { DescriptionList } from '@/components/ui/description-list'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import { RadioGroup } from '@/components/ui/radio-group'
import { SignaturePad } from '@/components/ui/signature-pad'
import { Section } from './section'

/** The same parts in the borrower's density. */
export function PortalSection() {
  const t = useTranslations('devUi')
  return (
    <Section id="portal" title={t('sections.portal')}>
      <div data-density="portal" className="flex max-w-xl flex-col gap-8">
        <div className="flex flex-col gap-3">
          <CardLink href="#portal" icon={<HandCoins />} title={t('portal.pay')}>
            {t('portal.payText')}
          </CardLink>
          <CardLink
            href="#portal"
            icon={<CircleHelp />}
            title={t('portal.cannot')}
            meta={<Money amountCents={128_050} currency="CNY" />}
          >
            {t('portal.cannotText')}
          </CardLink>
        </div>
        <RadioGroup
          name="change"
          look="cards"
          legend={t('portal.question')}
          hint={t('portal.questionHint')}
          choices={(['work', 'illness', 'other'] as const).map(value => ({
            value,
            label: t(`portal.${value}`),
            hint: t(`portal.${value}Hint`),
          }))}
          defaultValue="work"
        />
        <Input name="portalName" label={t('field.name')} hint={t('field.nameHint')} error={t('form.nameMissing')} />
        <DescriptionList
          lined
          items={(['work', 'illness'] as const).map(id => ({
            id,
            term: t(`portal.${id}`),
            detail: t(`portal.${id}Hint`),
            action: (
              <a href="#portal" className="text-accent underline underline-offset-4">
                {t('portal.change')}
                <span className="sr-only"> {t(`portal.${id}`)}</span>
              </a>
            ),
          }))}
        />
        <SignaturePad name="signed" label={t('portal.sign')} typedLabel={t('portal.typed')} hint={t('portal.typedHint')} />
        <Button variant="primary" className="self-start max-sm:w-full">
          {t('portal.continue')}
        </Button>
      </div>
    </Section>
  )
}
