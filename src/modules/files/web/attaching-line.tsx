import { useT } from '../../../web/text/i18n.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { ProgressBar } from '../../../web/ui/small.tsx'
import css from './files-part.module.css'
import type { Attaching } from './use-attaching.ts'

/** A file on its way, with the way to stop it, or why it did not arrive. */
export function AttachingLine({ attaching, onCancel }: { attaching: Attaching; onCancel: () => void }) {
  const t = useT()
  const { file, share, failure } = attaching
  return (
    <li className={css.line}>
      <div className={css.words}>
        <span className={css.name}>{file.name}</span>
        {failure === null ? (
          <ProgressBar value={share} max={1} label={t('files.uploading', { name: file.name })} />
        ) : (
          <span className={css.failure} role="alert">
            {t('files.failed')}: {failure}
          </span>
        )}
      </div>
      <IconButton
        icon="close"
        size="small"
        label={failure === null ? t('files.cancel', { name: file.name }) : t('files.dismiss')}
        onClick={onCancel}
      />
    </li>
  )
}
