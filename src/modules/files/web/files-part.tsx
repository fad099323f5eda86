import { useEffect, useEffectEvent, useState } from 'react'
import { isCustom } from '../../../kernel/entities/custom-name.ts'
import { isFile } from '../../../kernel/fields/types/file.ts'
import type { Filter } from '../../../kernel/queries/filter.ts'
import { useQuestion } from '../../../web/api/commands.ts'
import { useRecords } from '../../../web/api/records.ts'
import { useCan } from '../../../web/api/session.ts'
import type { RecordPartProps } from '../../../web/records/screens.ts'
import { PartFailure } from '../../../web/shell/page-states.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { FilesButton, useFileDrag } from '../../../web/ui/file-drop.tsx'
import { fileLimits } from '../file.commands.ts'
import { file } from '../file.entity.ts'
import { AttachingLine } from './attaching-line.tsx'
import { FileLine } from './file-line.tsx'
import { asFile } from './file-row.ts'
import { FileView } from './file-view.tsx'
import css from './files-part.module.css'
import { useAttaching } from './use-attaching.ts'

const shownAtOnce = 6

/** The files of a record: the latest few, all on demand; new ones by the button, dropped or pasted anywhere on the page. */
export function FilesPart({ entity, row }: RecordPartProps) {
  const t = useT()
  const format = useFormat()
  const mayRead = useCan('file:read')
  const mayAttach = useCan('file:create')
  const { data: limits } = useQuestion(fileLimits, {}, { enabled: mayAttach, touches: ['file'] })
  const [isWhole, setWhole] = useState(false)
  const [opened, setOpened] = useState<string | null>(null)
  const field = isCustom(entity.name) ? 'objectRecord' : entity.name
  const mine: Filter = { field, op: 'eq', value: row.id }
  // What stands in a field of the record is seen there.
  const held = Object.keys(entity.fields).flatMap((name) =>
    isFile(entity.fields[name]!) && typeof row[name] === 'string' ? [row[name]] : [],
  )
  const list = useRecords(
    file,
    {
      filter: held.length > 0 ? { all: [mine, { field: 'id', op: 'notIn', value: held }] } : mine,
      limit: isWhole ? 200 : shownAtOnce,
      sort: ['-createdAt'],
    },
    { enabled: mayRead },
  )
  const attaching = useAttaching(entity.name, row.id, (one) =>
    limits && one.size > limits.largest ? t('files.tooLarge', { limit: format.bytes(limits.largest) }) : null,
  )
  const { isOver, drag } = useFileDrag(attaching.add, !mayAttach)
  usePaste(mayAttach ? attaching.add : null)
  if (!mayRead) return null
  const files = list.rows.map(asFile)
  const count = list.total?.count ?? files.length
  return (
    <section className={css.part} aria-label={t('files.title')} data-over={isOver || undefined} {...drag}>
      <div className={css.head}>
        <h3 className={css.heading}>
          {t('files.title')} <span className={css.count}>{format.number(count)}</span>
        </h3>
        {mayAttach && <FilesButton label={t('files.attach')} onFiles={attaching.add} />}
      </div>
      {list.error && <PartFailure error={list.error} onRetry={list.reload} />}
      <ul className={css.list}>
        {attaching.list.map((one) => (
          <AttachingLine key={one.id} attaching={one} onCancel={() => attaching.cancel(one.id)} />
        ))}
        {files.map((one) => (
          <FileLine key={one.id} file={one} titles={list.titles} onOpen={() => setOpened(one.id)} />
        ))}
      </ul>
      {mayAttach && files.length === 0 && attaching.list.length === 0 && !list.isLoading && (
        <p className={css.hint}>
          {isOver || !limits ? t('files.drop') : t('files.hint', { limit: format.bytes(limits.largest) })}
        </p>
      )}
      {!isWhole && count > shownAtOnce && (
        <Button size="small" variant="subtle" onClick={() => setWhole(true)}>
          {t('files.all', { count })}
        </Button>
      )}
      {opened && (
        <FileView files={files} opened={opened} onOpen={setOpened} onClose={() => setOpened(null)} />
      )}
    </section>
  )
}

/** Files in the clipboard go to the record, unless what is pasted is also text and goes into a field. */
function usePaste(onFiles: ((files: readonly File[]) => void) | null): void {
  const take = useEffectEvent((event: ClipboardEvent) => {
    const held = event.clipboardData
    if (!onFiles || !held || held.files.length === 0 || held.types.includes('text/plain')) return
    event.preventDefault()
    onFiles([...held.files])
  })
  useEffect(() => {
    const listen = (event: ClipboardEvent) => take(event)
    document.addEventListener('paste', listen)
    return () => document.removeEventListener('paste', listen)
  }, [])
}
