import { becomes } from '../../../kernel/entities/conversions.ts'
import { type Named, wordOf } from '../../../kernel/entities/custom-model.ts'
import type { CustomType } from '../../../kernel/entities/custom-types.ts'
import { useRecords } from '../../../web/api/records.ts'
import type { Row } from '../../../web/api/shapes.ts'
import { PartFailure } from '../../../web/shell/page-states.tsx'
import { useLanguage, useT } from '../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { Badge, EmptyState, Skeleton, VisuallyHidden } from '../../../web/ui/small.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { archiveField, restoreField } from '../field.commands.ts'
import { customField } from '../field.entity.ts'
import css from './fields-page.module.css'
import { useModelChange } from './use-model.ts'

/** The fields a workspace has added to a noun, the archived ones below. */
export function FieldList({
  entity,
  onEdit,
  onConvert,
}: {
  entity: string
  onEdit: (id: string) => void
  onConvert: (id: string) => void
}) {
  const t = useT()
  const { rows, isLoading, error, reload } = useRecords(customField, {
    filter: { field: 'entity', op: 'eq', value: entity },
    sort: ['position'],
    limit: 200,
  })
  const used = rows.filter(({ archivedAt }) => archivedAt === null)
  const archived = rows.filter(({ archivedAt }) => archivedAt !== null)
  if (error) return <PartFailure error={error} onRetry={reload} />
  if (isLoading) return <Skeleton height={200} />
  return (
    <>
      <div className={css.part}>
        {used.length === 0 ? (
          <EmptyState title={t('customFields.none')} description={t('customFields.noneHelp')} />
        ) : (
          <FieldTable label={t('customFields.title')} rows={used} onEdit={onEdit} onConvert={onConvert} />
        )}
      </div>
      {archived.length > 0 && (
        <section className={css.part} aria-label={t('customFields.archived')}>
          <h2 className={css.heading}>{t('customFields.archived')}</h2>
          <FieldTable
            label={t('customFields.archived')}
            rows={archived}
            onEdit={onEdit}
            onConvert={onConvert}
          />
        </section>
      )}
    </>
  )
}

function FieldTable({
  label,
  rows,
  onEdit,
  onConvert,
}: {
  label: string
  rows: Row[]
  onEdit: (id: string) => void
  onConvert: (id: string) => void
}) {
  const t = useT()
  return (
    <Table
      label={label}
      rows={rows}
      columns={[
        { id: 'name', head: t('customFields.name'), phone: 'title', cell: (row) => <FieldName row={row} /> },
        {
          id: 'type',
          head: t('customFields.type'),
          width: 200,
          cell: (row) => t.dyn(`customFields.types.${String(row.type)}`),
        },
        {
          id: 'key',
          head: t('customFields.key'),
          width: 220,
          cell: (row) => <code className={css.key}>{String(row.name)}</code>,
        },
        {
          id: 'more',
          head: <VisuallyHidden>{t('customFields.actions')}</VisuallyHidden>,
          phone: 'corner',
          width: 120,
          align: 'end',
          cell: (row) =>
            row.archivedAt ? (
              <Restore row={row} />
            ) : (
              <FieldMenu row={row} onEdit={onEdit} onConvert={onConvert} />
            ),
        },
      ]}
    />
  )
}

function FieldName({ row }: { row: Row }) {
  const t = useT()
  const language = useLanguage()
  return (
    <span className={css.name}>
      <strong>{wordOf(row.names as Named, language)}</strong>
      {row.required === true && <Badge>{t('customFields.required')}</Badge>}
      {row.isUnique === true && <Badge>{t('customFields.unique')}</Badge>}
    </span>
  )
}

function FieldMenu({
  row,
  onEdit,
  onConvert,
}: {
  row: Row
  onEdit: (id: string) => void
  onConvert: (id: string) => void
}) {
  const t = useT()
  const language = useLanguage()
  const archiving = useModelChange(archiveField)
  const name = wordOf(row.names as Named, language)
  return (
    <Menu
      position="bottom-end"
      items={[
        { id: 'edit', icon: 'edit', label: t('customFields.change'), onSelect: () => onEdit(row.id) },
        ...(becomes(row.type as CustomType).length > 0
          ? [
              {
                id: 'convert',
                icon: 'refresh' as const,
                label: t('customFields.convert.title'),
                onSelect: () => onConvert(row.id),
              },
            ]
          : []),
        {
          id: 'archive',
          icon: 'archive',
          label: t('customFields.archive'),
          onSelect: () => void archiving.change({ field: row.id }),
        },
      ]}
      target={<IconButton icon="more" label={t('customFields.actionsOf', { name })} />}
    />
  )
}

function Restore({ row }: { row: Row }) {
  const t = useT()
  const restoring = useModelChange(restoreField)
  return (
    <Button
      size="small"
      loading={restoring.isPending}
      onClick={() => void restoring.change({ field: row.id })}
    >
      {t('customFields.restore')}
    </Button>
  )
}
