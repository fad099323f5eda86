import { type ReactNode, useMemo } from 'react'
import { useLanguage, useT } from '../text/i18n.ts'
import { StringsProvider } from '../ui/strings.tsx'
import { ThemeProvider } from '../ui/theme.tsx'

/** The look of the product and the words its parts say by themselves. */
export function Look({ children }: { children: ReactNode }) {
  const t = useT()
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language
  const strings = useMemo(
    () => ({
      close: t('shell.close'),
      clear: t('shell.clear'),
      nothingFound: t('shell.nothingFound'),
      loading: t('shell.loading'),
      showPassword: t('shell.showPassword'),
      retry: t('shell.retry'),
      copy: t('shell.copy'),
      copied: t('shell.copied'),
    }),
    [t, language],
  )
  return (
    <StringsProvider strings={strings}>
      <ThemeProvider nonce={pageNonce()}>{children}</ThemeProvider>
    </StringsProvider>
  )
}

/** The nonce under which the server allows styles of this page. */
function pageNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')
  return meta?.nonce ?? ''
}
