import { useState } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import css from './law-panel.module.css'

/** That nobody is left hanging, with what makes it so. */
export function LawPanel({ open, hanging }: { open: number; hanging: number }) {
  const t = useT()
  const format = useFormat()
  const [isTold, setTold] = useState(false)
  return (
    <section className={css.panel} data-broken={hanging > 0 || undefined}>
      <h3 className={css.title}>{t('steps.team.law')}</h3>
      <p className={css.number}>
        <Icon name={hanging > 0 ? 'noStep' : 'success'} size={20} />
        <strong>{format.number(hanging)}</strong>
        <span className={css.of}>{t('steps.team.lawOf', { count: format.number(open) })}</span>
      </p>
      {isTold ? (
        <p className={css.text}>{t('steps.team.lawText')}</p>
      ) : (
        <Button size="small" variant="subtle" icon="info" className={css.how} onClick={() => setTold(true)}>
          {t('steps.team.lawHow')}
        </Button>
      )}
    </section>
  )
}
