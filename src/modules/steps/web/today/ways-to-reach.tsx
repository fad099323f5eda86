import { useEffect, useState } from 'react'
import { printPhone } from '../../../../kernel/text/phone.ts'
import { reachedBy } from '../../../../web/records/reach-actions.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Icon } from '../../../../web/ui/icon.tsx'
import { customerOf } from './customer.ts'
import { telOf } from './customer-head.tsx'
import type { QueueItem } from './queue.ts'
import css from './today-phone.module.css'

export interface WaysToReachProps {
  item: QueueItem
  /** Back from the dialler: the call is over. */
  onCall: () => void
}

/** The ways to reach the customer from a phone. */
export function WaysToReach({ item, onCall }: WaysToReachProps) {
  const t = useT()
  const { phone, email } = reachedBy({ ...customerOf(item) })
  const noteCall = useReturnFromCall(onCall)
  if (!phone && !email) return null
  return (
    <div className={css.ways}>
      {phone && (
        <>
          <a
            className={css.way}
            href={telOf(phone)}
            aria-label={`${t('steps.act.phone')} ${printPhone(phone)}`}
            onClick={noteCall}
          >
            <Icon name="phone" size={20} />
            {t('steps.act.phone')}
          </a>
          <a className={css.way} href={`sms:${phone.split(';')[0]}`}>
            <Icon name="message" size={20} />
            {t('steps.act.text')}
          </a>
        </>
      )}
      {email && (
        <a className={css.way} href={`mailto:${email}`}>
          <Icon name="mail" size={20} />
          {t('steps.act.message')}
        </a>
      )}
    </div>
  )
}

/** Calls back when the page is seen again after a call was begun. */
function useReturnFromCall(onReturn: () => void): () => void {
  const [isCalling, setCalling] = useState(false)
  useEffect(() => {
    if (!isCalling) return
    function back() {
      if (document.visibilityState !== 'visible') return
      setCalling(false)
      onReturn()
    }
    document.addEventListener('visibilitychange', back)
    return () => document.removeEventListener('visibilitychange', back)
  }, [isCalling, onReturn])
  return () => setCalling(true)
}
