import { useState } from 'react'
import { useCan } from '../../../web/api/session.ts'
import type { RecordPartProps } from '../../../web/records/screens.ts'
import { useT } from '../../../web/text/i18n.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Drawer } from '../../../web/ui/overlays.tsx'
import { AccessList, useAccess } from './access-tab.tsx'
import css from './audit.module.css'

/** On the page of a record: who has looked at it, for those who may know. */
export function SeenBy({ entity, row }: RecordPartProps) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const mayKnow = useCan('audit:read')
  if (!mayKnow) return null
  return (
    <>
      <IconButton icon="history" label={t('audit.seenBy.title')} onClick={() => setOpen(true)} />
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('audit.seenBy.of', { title: String(row[entity.title] ?? '') })}
        width={560}
      >
        {isOpen && <Looks record={row.id} />}
      </Drawer>
    </>
  )
}

function Looks({ record }: { record: string }) {
  const t = useT()
  return (
    <div className={css.tab}>
      <p className={css.aside}>{t('audit.access.about')}</p>
      <AccessList list={useAccess({ record })} />
    </div>
  )
}
