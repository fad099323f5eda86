import { useState } from 'react'
import { useCommand } from '../../../web/api/commands.ts'
import { useCan } from '../../../web/api/session.ts'
import type { Titles } from '../../../web/api/shapes.ts'
import { tellFailure, useUndo } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Icon } from '../../../web/ui/icon.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { removeFile } from '../file.commands.ts'
import { addressOf, type FileRow, hasThumbnail } from './file-row.ts'
import css from './files-part.module.css'
import { RenameDialog } from './rename-dialog.tsx'

const touches = [{ entity: 'file' }]

export interface FileLineProps {
  file: FileRow
  titles: Titles
  onOpen: () => void
}

/** One file: what it is, who attached it and when, and what can be done with it. */
export function FileLine({ file, titles, onOpen }: FileLineProps) {
  const t = useT()
  const format = useFormat()
  const undo = useUndo()
  const mayRename = useCan('file:update')
  const mayRemove = useCan('file:delete')
  const remove = useCommand(removeFile, { touches })
  const [isRenaming, setRenaming] = useState(false)
  const isReady = file.state === 'ready'

  async function takeOff() {
    try {
      const { event } = await remove.run({ id: file.id })
      undo.offer({ event, text: t('files.removed', { name: file.name }) })
    } catch (error) {
      tellFailure(error, () => void takeOff())
    }
  }

  const items = [
    ...(isReady
      ? [
          {
            id: 'download',
            label: t('files.download'),
            icon: 'download' as const,
            onSelect: () => window.location.assign(addressOf(file.id, 'attachment')),
          },
        ]
      : []),
    ...(mayRename
      ? [{ id: 'rename', label: t('files.rename'), icon: 'edit' as const, onSelect: () => setRenaming(true) }]
      : []),
    ...(mayRemove
      ? [
          {
            id: 'remove',
            label: t('files.remove'),
            icon: 'delete' as const,
            danger: true,
            onSelect: () => void takeOff(),
          },
        ]
      : []),
  ]
  return (
    <li className={css.line}>
      <button
        type="button"
        className={css.open}
        disabled={!isReady}
        title={file.name}
        aria-label={t('files.open', { name: file.name })}
        onClick={onOpen}
      >
        <span className={css.picture}>
          {hasThumbnail(file) ? (
            <img src={addressOf(file.id, 'inline')} alt="" loading="lazy" decoding="async" />
          ) : (
            <Icon name="attach" size={16} />
          )}
        </span>
        <span className={css.words}>
          <span className={css.name}>{file.name}</span>
          <span className={css.about}>
            {isReady ? (
              [format.bytes(file.size), file.author && titles[file.author], format.relative(file.createdAt)]
                .filter(Boolean)
                .join(' · ')
            ) : (
              <span data-state={file.state}>
                {t(`files.${file.state === 'infected' ? 'infected' : 'checking'}`)}
              </span>
            )}
          </span>
        </span>
      </button>
      {items.length > 0 && (
        <Menu
          position="bottom-end"
          target={<IconButton icon="more" size="small" label={t('files.more', { name: file.name })} />}
          items={items}
        />
      )}
      {isRenaming && <RenameDialog file={file} onClose={() => setRenaming(false)} />}
    </li>
  )
}
