import { createContext, type ReactNode, useContext } from 'react'
import type { TextEnv } from '../../kernel/fields/field-type.ts'

const Context = createContext<TextEnv>({
  locale: 'en',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  country: 'US',
  currency: 'USD',
})

/** Says how values are read and written below it: the reader's language and zone, the company's habits. */
export function TextEnvProvider({ env, children }: { env: TextEnv; children: ReactNode }) {
  return <Context value={env}>{children}</Context>
}

/** The reader's language and zone and the company's country and currency. */
export function useTextEnv(): TextEnv {
  return useContext(Context)
}
