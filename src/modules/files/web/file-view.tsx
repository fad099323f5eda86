import type { KeyboardEvent } from 'react'
import { useQuestion } from '../../../web/api/commands.ts'
import { PartFailure } from '../../../web/shell/page-states.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Modal } from '../../../web/ui/overlays.tsx'
import { Skeleton } from '../../../web/ui/small.tsx'
import { fileText } from '../file.commands.ts'
import { addressOf, type FileRow, previewOf } from './file-row.ts'
import css from './file-view.module.css'

export interface FileViewProps {
  files: readonly FileRow[]
  opened: string
  onOpen: (id: string) => void
  onClose: () => void
}

/** One file over the page; arrows lead to the others, Esc closes. */
export function FileView({ files, opened, onOpen, onClose }: FileViewProps) {
  const t = useT()
  const shown = files.filter(({ state }) => state === 'ready')
  const at = shown.findIndex(({ id }) => id === opened)
  const file = shown[at]
  if (!file) return null
  const go = (step: 1 | -1) => {
    const other = shown[at + step]
    if (other) onOpen(other.id)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    event.stopPropagation()
    go(event.key === 'ArrowLeft' ? -1 : 1)
  }
  return (
    <Modal
      opened
      size="wide"
      onClose={onClose}
      title={file.name}
      footer={
        <div className={css.foot}>
          {shown.length > 1 && (
            <>
              <IconButton
                icon="back"
                label={t('files.previous')}
                disabled={at === 0}
                onClick={() => go(-1)}
              />
              <span className={css.place}>{t('files.place', { at: at + 1, count: shown.length })}</span>
              <IconButton
                icon="forward"
                label={t('files.next')}
                disabled={at === shown.length - 1}
                onClick={() => go(1)}
              />
            </>
          )}
          <span className={css.gap} />
          <Button icon="download" onClick={() => window.location.assign(addressOf(file.id, 'attachment'))}>
            {t('files.download')}
          </Button>
        </div>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of what is shown within */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows need the focus somewhere */}
      <div key={file.id} className={css.view} tabIndex={0} data-autofocus onKeyDown={onKeyDown}>
        <Shown file={file} />
      </div>
    </Modal>
  )
}

function Shown({ file }: { file: FileRow }) {
  const t = useT()
  const kind = previewOf(file, navigator.pdfViewerEnabled)
  if (kind === 'picture')
    return <img className={css.image} src={addressOf(file.id, 'inline')} alt={file.name} />
  if (kind === 'document')
    return <iframe className={css.document} src={addressOf(file.id, 'inline')} title={file.name} />
  if (kind === 'text') return <FirstLines id={file.id} />
  return <p className={css.none}>{t('files.noPreview')}</p>
}

function FirstLines({ id }: { id: string }) {
  const t = useT()
  const { data, error, refetch } = useQuestion(fileText, { id }, { touches: [] })
  if (error) return <PartFailure error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton width="70%" />
  if (data.lines.length === 0) return <p className={css.none}>{t('files.emptyText')}</p>
  return (
    <>
      <pre className={css.text}>{data.lines.join('\n')}</pre>
      {!data.isWhole && <p className={css.none}>{t('files.cutText')}</p>}
    </>
  )
}
