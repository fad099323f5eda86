import { type KeyboardEventHandler, type ReactNode, Suspense } from 'react'
import type { Titles } from '../api/shapes.ts'
import { preloaded } from '../app/preloaded.tsx'
import { preloadMultiSelect } from '../ui/multi-select.tsx'
import { Skeleton } from '../ui/small.tsx'
import { isVocabulary } from './use-words.ts'

export interface RefsPickerProps {
  /** Name of the noun to choose from. */
  to: string
  value: readonly string[]
  titles: Titles
  onChange: (ids: string[], titles: Titles) => void
  /** A name that is not there can be added. */
  mayCreate?: boolean
  label?: ReactNode
  'aria-label'?: string
  error?: ReactNode
  required?: boolean
  autoFocus?: boolean
  unfolded?: boolean
  onKeyDown?: KeyboardEventHandler<HTMLElement>
}

const WordsPicker = preloaded(async () => (await import('./words-picker.tsx')).WordsPicker)
const LinksPicker = preloaded(async () => (await import('./links-picker.tsx')).LinksPicker)

/** Fetches the pickers before somebody asks for one: keys pressed meanwhile would be lost. */
export async function preloadRefsPickers(): Promise<void> {
  await Promise.all([WordsPicker.preload(), LinksPicker.preload(), preloadMultiSelect()])
}

/** A choice of several records, found by typing: of a vocabulary by its words, of any other noun by search. */
export function RefsPicker(props: RefsPickerProps) {
  const Picker = isVocabulary(props.to) ? WordsPicker : LinksPicker
  return (
    <Suspense fallback={<Skeleton height={36} />}>
      <Picker {...props} />
    </Suspense>
  )
}
