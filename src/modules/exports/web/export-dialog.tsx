import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  type ExportFormat,
  exportFormats,
  listExports,
  prepareExport,
  scheduleExport,
} from '../../../kernel/commands/exports.ts'
import { type Repeat, repeats } from '../../../kernel/commands/next-time.ts'
import { refresh } from '../../../web/api/cache.ts'
import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import type { BulkActProps } from '../../../web/records/screens.ts'
import { showToast } from '../../../web/shell/toasts.tsx'
import { errorSentence } from '../../../web/text/errors.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Choice } from '../../../web/ui/choice.tsx'
import { Modal } from '../../../web/ui/overlays.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { ErrorBox } from '../../../web/ui/small.tsx'
import { awaitFile } from './awaited-files.ts'
import css from './exports.module.css'

/** Asks as what and with which columns records are to be saved. */
export function ExportDialog({ entity, selection, total, view, onClose, onDone }: BulkActProps) {
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  const client = useQueryClient()
  const [as, setAs] = useState<ExportFormat>('xlsx')
  const [columns, setColumns] = useState<'view' | 'all'>('view')
  const { data } = useQuestion(listExports, { limit: 1 }, { touches: ['export'] })
  const [repeat, setRepeat] = useState<'once' | Repeat>('once')
  const once = useCommand(prepareExport, { touches: [{ entity: 'export' }] })
  const again = useCommand(scheduleExport, { touches: [{ entity: 'export' }] })
  const { isPending, error } = repeat === 'once' ? once : again
  const isTable = as === 'csv' || as === 'xlsx'
  const about = total
    ? `${total.exact ? '' : '≈ '}${words.count(entity.name, total.count)}`
    : words.many(entity.name)

  async function send(event: FormEvent) {
    event.preventDefault()
    try {
      const wanted = {
        entity: entity.name,
        format: as,
        selection,
        sort: [...view.sort],
        columns: isTable && columns === 'view' ? [...view.columns] : undefined,
      }
      if (repeat === 'once') awaitFile((await once.run(wanted)).id)
      else {
        const { filter, q } = selection
        await again.run({ ...wanted, selection: { filter, q }, every: repeat })
        showToast({ text: t('exports.scheduled') })
      }
      refresh(client, [{ entity: 'export' }])
      onDone()
      onClose()
    } catch {
      // Shown below by `error`.
    }
  }

  return (
    <Modal opened onClose={onClose} title={t('exports.dialog.title', { about })}>
      <form className={css.form} onSubmit={(event) => void send(event)}>
        <Choice
          name="export-format"
          look="cards"
          autoFocus
          label={t('exports.dialog.format')}
          value={as}
          onChange={setAs}
          options={exportFormats
            .filter((one) => one !== 'vcf' || entity.name === 'contact')
            .map((value) => ({
              value,
              label: t.dyn(`exports.formats.${value}`),
              description: t.dyn(`exports.about.${value}`),
            }))}
        />
        {isTable && (
          <Choice
            name="export-columns"
            label={t('exports.dialog.columns')}
            value={columns}
            onChange={setColumns}
            options={[
              { value: 'view', label: t('exports.dialog.ofView') },
              { value: 'all', label: t('exports.dialog.allFields') },
            ]}
          />
        )}
        {selection.ids === undefined && (
          <Select
            label={t('exports.repeat')}
            searchable={false}
            value={repeat}
            onChange={(next) => next && setRepeat(next)}
            options={(['once', ...repeats] as const).map((value) => ({
              value,
              label: t.dyn(`exports.repeats.${value}`),
            }))}
          />
        )}
        <p className={css.aside}>
          {t(repeat === 'once' ? 'exports.dialog.kept' : 'exports.repeating')}{' '}
          {data?.quota &&
            t('exports.dialog.quota', {
              left: format.number(data.quota.left),
              most: format.number(data.quota.most),
            })}
        </p>
        {error && <ErrorBox>{errorSentence(t, error)}</ErrorBox>}
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button type="submit" variant="primary" icon="exportFile" loading={isPending}>
            {t(repeat === 'once' ? 'exports.dialog.save' : 'exports.schedule')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
