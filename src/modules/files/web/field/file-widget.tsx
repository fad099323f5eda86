import { lazy, Suspense } from 'react'
import type { DisplayProps, EditorProps, FieldWidget } from '../../../../web/fields/widget.ts'

const FileField = lazy(async () => ({ default: (await import('./file-field.tsx')).FileField }))

/** Until it is fetched there is the name of the file. */
const Waiting = (props: DisplayProps | EditorProps) => (
  <Suspense fallback={props.titles[props.value as string]}>
    <FileField {...props} />
  </Suspense>
)

/** How fields that hold a file are shown and filled. */
export const fileWidget: FieldWidget = {
  Display: Waiting,
  Editor: Waiting,
  standsOpen: true,
  ofOneRecord: true,
}
