import { Fragment, useState } from 'react'
import { useQuestion } from '../../../web/api/commands.ts'
import { useRemove, useUpdate } from '../../../web/api/records.ts'
import { useCan } from '../../../web/api/session.ts'
import { allNouns } from '../../../web/app/registry.ts'
import { Link } from '../../../web/app/routing.tsx'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { tellFailure, useUndo } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Mark } from '../../../web/ui/mark.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { Badge, EmptyState, VisuallyHidden } from '../../../web/ui/small.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { tagsInUse } from '../tag.commands.ts'
import { tag } from '../tag.entity.ts'
import { type KnownTag, knownTag } from './known-tag.ts'
import { MergeTagDialog } from './merge-tag-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import css from './tags.module.css'

/** The vocabulary of tags: renamed, coloured, merged and put away. */
export function TagsSettings() {
  const t = useT()
  const mayCreate = useCan('tag:create')
  const mayUpdate = useCan('tag:update')
  const mayDelete = useCan('tag:delete')
  const { data, isLoading, error, refetch } = useQuestion(tagsInUse)
  const [edited, setEdited] = useState<KnownTag | 'new' | null>(null)
  const [merged, setMerged] = useState<KnownTag | null>(null)
  const tags = (data?.items ?? []).map(knownTag)
  const add = mayCreate && (
    <Button variant="primary" icon="add" onClick={() => setEdited('new')}>
      {t('tags.new')}
    </Button>
  )
  return (
    <SettingsPageFrame
      wide
      title={t('tags.title')}
      description={t('tags.about')}
      action={tags.length > 0 && add}
    >
      {error && <PartFailure error={error} onRetry={() => void refetch()} />}
      {isLoading && <PagePending />}
      {data && tags.length === 0 && <EmptyState title={t('tags.empty')} action={add} />}
      {tags.length > 0 && (
        <Table
          label={t('tags.title')}
          rows={tags}
          columns={[
            {
              id: 'name',
              head: t('tags.name'),
              phone: 'title',
              cell: (one) => (
                <>
                  <Mark colour={one.colour}>{one.name}</Mark>{' '}
                  {one.isArchived && <Badge icon="archive">{t('tags.archived')}</Badge>}
                </>
              ),
            },
            { id: 'uses', head: t('tags.uses'), cell: (one) => <Uses of={one} /> },
            {
              id: 'more',
              head: <VisuallyHidden>{t('tags.actions')}</VisuallyHidden>,
              phone: 'corner',
              width: 40,
              align: 'end',
              cell: (one) =>
                mayUpdate && (
                  <TagMenu
                    tag={one}
                    mayDelete={mayDelete}
                    mayMerge={mayDelete && tags.length > 1}
                    onEdit={() => setEdited(one)}
                    onMerge={() => setMerged(one)}
                  />
                ),
            },
          ]}
        />
      )}
      {edited && <TagDialog tag={edited} onClose={() => setEdited(null)} />}
      {merged && <MergeTagDialog tag={merged} all={tags} onClose={() => setMerged(null)} />}
    </SettingsPageFrame>
  )
}

/** How many records of each kind bear it, as far as the reader sees them. */
function Uses({ of }: { of: KnownTag }) {
  const t = useT()
  const words = useFieldWords()
  const kinds = Object.entries(of.uses)
  const filter = { field: 'tags', op: 'in', value: [of.id] }
  return (
    <span className={css.uses}>
      {kinds.length === 0 && t('tags.unused')}
      {kinds.map(([kind, n], at) => (
        <Fragment key={kind}>
          {at > 0 && ', '}
          <Link to={`/${allNouns().entity(kind).table}`} search={{ view: 'all', layout: 'list', filter }}>
            {words.count(kind, n)}
          </Link>
        </Fragment>
      ))}
    </span>
  )
}

interface TagMenuProps {
  tag: KnownTag
  mayDelete: boolean
  mayMerge: boolean
  onEdit: () => void
  onMerge: () => void
}

function TagMenu({ tag: one, mayDelete, mayMerge, onEdit, onMerge }: TagMenuProps) {
  const t = useT()
  const undo = useUndo()
  const { update } = useUpdate(tag)
  const { remove } = useRemove(tag)

  async function act(work: () => Promise<{ event: string }>, text: string) {
    try {
      undo.offer({ event: (await work()).event, text })
    } catch (error) {
      tellFailure(error)
    }
  }

  const { name } = one
  return (
    <Menu
      position="bottom-end"
      target={<IconButton icon="more" size="small" label={t('tags.actionsFor', { name })} />}
      items={[
        { id: 'edit', label: t('tags.edit'), icon: 'edit', onSelect: onEdit },
        ...(mayMerge
          ? [{ id: 'merge', label: t('tags.merge'), icon: 'link' as const, onSelect: onMerge }]
          : []),
        {
          id: 'archive',
          label: one.isArchived ? t('tags.restore') : t('tags.archive'),
          icon: one.isArchived ? 'undo' : 'archive',
          onSelect: () =>
            void act(
              () => update(one, { isArchived: !one.isArchived }),
              one.isArchived ? t('tags.restoredNamed', { name }) : t('tags.archivedNamed', { name }),
            ),
        },
        ...(mayDelete
          ? [
              {
                id: 'delete',
                label: t('tags.delete'),
                icon: 'delete' as const,
                danger: true,
                onSelect: () => void act(() => remove(one.id), t('tags.deletedNamed', { name })),
              },
            ]
          : []),
      ]}
    />
  )
}
