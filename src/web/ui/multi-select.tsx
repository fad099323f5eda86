import { type ComponentType, Suspense } from 'react'
import { preloaded } from '../app/preloaded.tsx'
import type { FieldProps } from './inputs.tsx'
import type { Option } from './select.tsx'
import { Skeleton } from './small.tsx'

export interface MultiSelectProps<Value extends string> extends FieldProps {
  value: Value[]
  onChange: (value: Value[]) => void
  options: readonly Option<Value>[]
  onSearch?: (text: string) => void
  loading?: boolean
}

const Field = preloaded<MultiSelectProps<string>>(
  async () => (await import('./multi-select-field.tsx')).MultiSelectField,
)

/** Fetches the field before somebody asks for it: keys pressed meanwhile would be lost. */
export const preloadMultiSelect = () => Field.preload()

/** Any number of several. Few screens ask for it at once, so it is fetched when one does. */
export function MultiSelect<Value extends string>(props: MultiSelectProps<Value>) {
  const Shown = Field as unknown as ComponentType<MultiSelectProps<Value>>
  return (
    <Suspense fallback={<Skeleton height={30} />}>
      <Shown {...props} />
    </Suspense>
  )
}
