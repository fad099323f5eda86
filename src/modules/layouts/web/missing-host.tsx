import { lazy, Suspense } from 'react'
import { useStore } from '../../../web/app/store.ts'
import { missingFields } from '../../../web/records/layout/missing.ts'

const MissingDialog = lazy(async () => ({
  default: (await import('../../../web/records/layout/missing-dialog.tsx')).MissingDialog,
}))

/** Asks, on whatever screen one is, for the fields without which a record was not let into a stage. */
export function MissingHost() {
  const missing = useStore(missingFields)
  return (
    missing && (
      <Suspense>
        <MissingDialog key={missing.id} missing={missing} onClose={() => missingFields.set(null)} />
      </Suspense>
    )
  )
}
