import type { z } from 'zod'
import { useCommand } from '../../../../web/api/commands.ts'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { ErrorBox, ProgressBar } from '../../../../web/ui/small.tsx'
import { cancelConversion, type fieldConversion, undoConversion } from '../../conversion.commands.ts'
import css from '../fields-page.module.css'

type Item = NonNullable<z.output<typeof fieldConversion.output>['item']>

/** A conversion under way. */
export function Running({ item, field, onClose }: { item: Item; field: string; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const cancelling = useCommand(cancelConversion, { touches: [{ entity: 'conversion' }] })
  const { total, filled } = item
  const label = t('customFields.convert.progress', {
    done: format.number(filled),
    total: format.number(total),
  })
  return (
    <div className={css.form}>
      <p>{useWay(item)}</p>
      <ProgressBar value={filled} max={total} label={label} />
      <p className={css.help}>
        {label} {t('customFields.convert.meanwhile')}
      </p>
      <div className={css.buttons}>
        <Button
          loading={cancelling.isPending}
          onClick={() => void cancelling.run({ field }).catch(tellFailure)}
        >
          {t('customFields.convert.stop')}
        </Button>
        <Button variant="primary" onClick={onClose}>
          {t('customFields.convert.close')}
        </Button>
      </div>
    </div>
  )
}

/** What came of the last conversion, and the way back as long as there is one. */
export function ConversionState({
  item,
  field,
  onBegun,
}: {
  item: Item
  field: string
  onBegun: (id: string) => void
}) {
  const t = useT()
  const format = useFormat()
  const undoing = useCommand(undoConversion)
  const way = useWay(item)
  if (item.failure) return <ErrorBox>{t.dyn(`errors.${item.failure.code}`, item.failure.params)}</ErrorBox>
  async function takeBack() {
    try {
      onBegun((await undoing.run({ field })).id)
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <div className={css.told}>
      <p>
        {way} {item.status === 'cancelled' && t('customFields.convert.cancelled')}
        {item.status === 'done' &&
          item.emptied > 0 &&
          t('customFields.convert.emptied', { count: item.emptied })}
      </p>
      {item.undoableUntil && (
        <Button size="small" icon="undo" loading={undoing.isPending} onClick={() => void takeBack()}>
          {t('customFields.convert.undo', { until: format.day(item.undoableUntil.slice(0, 10)) })}
        </Button>
      )}
    </div>
  )
}

/** What it was and what it becomes. */
function useWay({ from, to }: Item): string {
  const t = useT()
  return t('customFields.convert.way', {
    from: t(`customFields.types.${from}`),
    to: t(`customFields.types.${to}`),
  })
}
