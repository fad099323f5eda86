import { lazy, Suspense } from 'react'
import type { FieldWidget } from '../../../../web/fields/widget.ts'
import { Skeleton } from '../../../../web/ui/small.tsx'

const Value = lazy(async () => ({ default: (await import('./file-value.tsx')).FileValue }))
const Editor = lazy(async () => ({ default: (await import('./file-editor.tsx')).FileEditor }))

/** How fields that hold a file are shown and filled; fetched where there are any. */
export const fileWidget: FieldWidget = {
  Display: (props) => (
    <Suspense fallback={props.titles[props.value as string]}>
      <Value {...props} />
    </Suspense>
  ),
  Editor: (props) => (
    <Suspense fallback={<Skeleton height={32} />}>
      <Editor {...props} />
    </Suspense>
  ),
  standsOpen: true,
  ofOneRecord: true,
}
