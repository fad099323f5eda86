import { useRecord } from '../../../../web/api/records.ts'
import { PartFailure } from '../../../../web/shell/page-states.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { Skeleton } from '../../../../web/ui/small.tsx'
import { file } from '../../file.entity.ts'
import { asFile } from '../file-row.ts'
import { FileView } from '../file-view.tsx'

/** One file over the page, or why it cannot be shown. */
export function OneFile({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const { data, error, refetch } = useRecord(file, id)
  const found = data && asFile(data.item)
  return (
    // What happens in the dialog is no business of the row or card it was opened from.
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing happens here, it only ends here
    <span
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
    >
      {found?.state === 'ready' ? (
        <FileView files={[found]} opened={id} onOpen={() => {}} onClose={onClose} />
      ) : (
        <Modal opened onClose={onClose} title={found?.name ?? ''}>
          {error ? (
            <PartFailure error={error} onRetry={() => void refetch()} />
          ) : found ? (
            <p>{t(`files.${found.state === 'infected' ? 'infected' : 'checking'}`)}</p>
          ) : (
            <Skeleton width="70%" />
          )}
        </Modal>
      )}
    </span>
  )
}
