import { useEffect, useEffectEvent } from 'react'
import { useGo } from '../../../web/app/routing.tsx'
import type { BulkActProps } from '../../../web/records/screens.ts'

/** Leads from a list to what of its kind is in the bin. */
export function OpenBin({ entity, onClose }: BulkActProps) {
  const go = useGo()
  const leave = useEffectEvent(() => {
    onClose()
    go({ to: '/settings/bin', search: { entity: entity.name } })
  })
  useEffect(() => leave(), [])
  return null
}
