import { isRefusal } from '../../../../web/api/errors.ts'
import { useRecord } from '../../../../web/api/records.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import { user } from '../../../people/index.ts'
import css from './taken-note.module.css'

/** Somebody else closed the step on the screen: who, when and how, and the way on. */
export function TakenNote({ error, onNext }: { error: unknown; onNext: () => void }) {
  const t = useT()
  const format = useFormat()
  const taken = isRefusal(error, 'step.already-closed') ? error.params : null
  const by = useRecord(user, typeof taken?.by === 'string' ? taken.by : null)
  return (
    <div className={css.note} role="status">
      <Icon name="info" />
      <span>
        {taken
          ? t('steps.takenHere', {
              name: by.data ? String(by.data.item.name) : '…',
              when: format.moment(String(taken.at)),
              outcome: t.dyn(`steps.outcome.${String(taken.outcome)}`).toLowerCase(),
            })
          : t('steps.goneHere')}
      </span>
      <Button size="small" icon="forward" onClick={onNext}>
        {t('steps.nextCustomer')}
      </Button>
    </div>
  )
}
