import { createContext, type ReactNode, useContext } from 'react'

/** The few words parts of the interface say by themselves, given by the application in the reader's language. */
export interface Strings {
  close: string
  clear: string
  nothingFound: string
  loading: string
  showPassword: string
  retry: string
  copy: string
  copied: string
}

const Context = createContext<Strings>({
  close: 'Close',
  clear: 'Clear',
  nothingFound: 'Nothing found',
  loading: 'Loading',
  showPassword: 'Show password',
  retry: 'Retry',
  copy: 'Copy',
  copied: 'Copied',
})

/** Gives the parts below their words. */
export function StringsProvider({ strings, children }: { strings: Strings; children: ReactNode }) {
  return <Context value={strings}>{children}</Context>
}

/** The words of the parts themselves. */
export function useStrings(): Strings {
  return useContext(Context)
}
