import { type ComponentType, lazy, Suspense, useState } from 'react'
import { useCan } from '../../../../web/api/session.ts'
import type { Row } from '../../../../web/api/shapes.ts'
import { recordScreens } from '../../../../web/app/registry.ts'
import type { RecordAct } from '../../../../web/records/screens.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'

type Dialog = ComponentType<{ id: string; onClose: () => void }>

const dialogs = new Map<string, Dialog>()

/** The acts another module brings for records of this noun, such as converting a lead, as buttons with their dialogs. */
export function RecordActs({ entity, row }: { entity: string; row: Row }) {
  const acts = recordScreens(entity)?.acts?.filter((act) => act.fits(row)) ?? []
  return acts.map((act) => <Act key={act.id} act={act} row={row} />)
}

function Act({ act, row }: { act: RecordAct; row: Row }) {
  const t = useT()
  const [opened, setOpened] = useState(false)
  if (!useCan(act.needs)) return null
  const Content = dialogOf(act)
  return (
    <>
      <Button size="small" icon={act.icon} onClick={() => setOpened(true)}>
        {t.dyn(act.titleKey)}
      </Button>
      {opened && (
        <Suspense>
          <Content id={row.id} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  )
}

function dialogOf(act: RecordAct): Dialog {
  const known = dialogs.get(act.id)
  if (known) return known
  const dialog = lazy(async () => ({ default: await act.load() }))
  dialogs.set(act.id, dialog)
  return dialog
}
