import { useState } from 'react'
import { useCan } from '../../../web/api/session.ts'
import type { RecordPartProps } from '../../../web/records/screens.ts'
import { useActions } from '../../../web/shell/actions/registry.ts'
import { useT } from '../../../web/text/i18n.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Modal } from '../../../web/ui/overlays.tsx'
import { Explained } from './explained.tsx'

/** Who can see this record, and why; for administrators. */
export function WhoSeesButton({ entity, row }: RecordPartProps) {
  const t = useT()
  const may = useCan('settings:update')
  const [isOpen, setOpen] = useState(false)
  useActions('record', [
    {
      id: 'record.whoSees',
      titleKey: 'oversight.whoSees',
      icon: 'shield',
      visible: may,
      perform: () => setOpen(true),
    },
  ])
  if (!may) return null
  return (
    <>
      <IconButton icon="shield" label={t('oversight.whoSees')} onClick={() => setOpen(true)} />
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('oversight.whoSees')} size="medium">
        <Explained entity={entity} record={row.id} />
      </Modal>
    </>
  )
}
