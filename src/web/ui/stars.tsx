import { type ReactNode, Suspense } from 'react'
import { preloaded } from '../app/preloaded.tsx'
import { Skeleton } from './small.tsx'
import css from './stars.module.css'

/** So many stars out of so many. */
export function Stars({ value, of }: { value: number; of: number }) {
  return (
    <span className={css.stars} role="img" aria-label={`${value} / ${of}`}>
      {Array.from({ length: of }, (_, at) => (
        <svg
          // biome-ignore lint/suspicious/noArrayIndexKey: stars are told apart by their place alone
          key={at}
          viewBox="0 0 24 24"
          aria-hidden="true"
          className={at < value ? undefined : css.empty}
        >
          <path d="M12 2.5l2.9 6.2 6.8.8-5 4.6 1.3 6.7L12 17.5l-6 3.3 1.3-6.7-5-4.6 6.8-.8z" />
        </svg>
      ))}
    </span>
  )
}

export interface StarsInputProps {
  label?: ReactNode
  /** Read out where no label is shown. */
  name: string
  /** 0: none. */
  value: number
  of: number
  onChange: (value: number) => void
}

const Input = preloaded(async () => (await import('./stars-input.tsx')).StarsToChoose)

/** Stars to choose from; choosing what is chosen takes it back. */
export function StarsInput(props: StarsInputProps) {
  return (
    <Suspense fallback={<Skeleton height={30} />}>
      <Input {...props} />
    </Suspense>
  )
}
