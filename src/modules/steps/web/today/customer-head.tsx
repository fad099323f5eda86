import { memo } from 'react'
import { isMasked } from '../../../../kernel/access/known-field.ts'
import { momentIn } from '../../../../kernel/text/zone.ts'
import { recordPath } from '../../../../web/app/registry.ts'
import { Link } from '../../../../web/app/routing.tsx'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Icon } from '../../../../web/ui/icon.tsx'
import { Kbd } from '../../../../web/ui/kbd.tsx'
import { MoneyText } from '../../../../web/ui/values.tsx'
import { localTime, zoneOf } from '../parts/local-time.ts'
import { useNow } from '../parts/now.ts'
import { PhoneDigits } from '../parts/phone-digits.tsx'
import { customerOf } from './customer.ts'
import css from './customer-head.module.css'
import type { QueueItem } from './queue.ts'

/** Whom to speak to and how to reach them. */
export const CustomerHead = memo(function CustomerHead({
  item,
  stage,
}: {
  item: QueueItem
  stage: string | undefined
}) {
  const t = useT()
  const { name, company, about, amount, city, phone, email } = customerOf(item)
  const path = recordPath(item.entity, item.record.id)
  return (
    <header className={css.head}>
      <div className={css.title}>
        <h2 className={css.name}>{path ? <Link to={path}>{name}</Link> : name}</h2>
        {company && <span className={css.company}>{company}</span>}
        <span className={css.record}>
          <span className={css.about}>{about ?? t(`steps.noun.${item.entity}`)}</span>
          {amount && (
            <strong>
              <MoneyText value={amount} />
            </strong>
          )}
          {stage && <span className={css.stage}>{stage}</span>}
        </span>
      </div>
      <div className={css.reach}>
        {phone && isMasked(phone) && <span className={css.masked}>{phone}</span>}
        {phone && !isMasked(phone) && (
          <a className={css.way} href={telOf(phone)} aria-keyshortcuts="p" data-way="phone">
            <Icon name="phone" />
            <PhoneDigits value={phone} />
            <Kbd keys="p" quiet />
          </a>
        )}
        {email && isMasked(email) && <span className={css.masked}>{email}</span>}
        {email && !isMasked(email) && (
          <a className={css.way} href={`mailto:${email}`} aria-keyshortcuts="m" data-way="mail">
            <Icon name="mail" />
            <span className={css.email}>{email}</span>
            <Kbd keys="m" quiet />
          </a>
        )}
        {!phone && !email && <span className={css.nothing}>{t('steps.noContact')}</span>}
        <Place city={city} phone={phone} />
      </div>
    </header>
  )
})

/** Where the customer is and what time it is there, when it is not the reader's own time. */
export function Place({ city, phone }: { city: string | null; phone: string | null }) {
  const t = useT()
  const format = useFormat()
  const now = useNow()
  const { timeZone } = useTextEnv()
  const zone = zoneOf(city, phone)
  const there = zone ? localTime(zone, now) : null
  const here = format.clock(now.toISOString()).time
  if (!city && !there) return null
  // The clock of the reader says it in the reader's way of writing; only the digits come from afar.
  const said = there && format.time(momentIn(timeZone, format.today(), there.time))
  return (
    <span className={css.place} data-late={there?.isLate || undefined}>
      <Icon name={there?.isLate ? 'moon' : 'place'} size={14} />
      {city}
      {there && there.time !== here && (
        <span className="numeric">{t('steps.localTime', { time: said })}</span>
      )}
    </span>
  )
}

/** The address that dials a phone. */
export function telOf(phone: string): string {
  return `tel:${phone.replace(';ext=', ',')}`
}
