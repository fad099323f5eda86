import { createTheme, MantineProvider, useMantineColorScheme } from '@mantine/core'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/VisuallyHidden.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Input.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Drawer.layer.css'
import '@mantine/core/styles/Tooltip.layer.css'
import '@mantine/core/styles/global.layer.css'
import type { ReactNode } from 'react'
import './styles/tokens.css'
import './styles/mantine.css'
import './styles/fonts.css'
import './styles/base.css'

export type Theme = 'system' | 'light' | 'dark'

const storageKey = 'onward.theme'
const quick = { transitionProps: { transition: 'fade', duration: 120 } } as const

/** Gives every part below it the look of the product. */
export function ThemeProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  const theme = createTheme({
    cursorType: 'pointer',
    respectReducedMotion: true,
    fontFamily: 'var(--font)',
    defaultRadius: 'sm',
    primaryColor: 'blue',
    // Plain objects, not `Modal.extend`: naming the parts here would pull them all into the first load.
    components: {
      // The page behind does not scroll (its columns do), so there is no scroll to lock.
      ModalRoot: { defaultProps: { lockScroll: false } },
      DrawerRoot: { defaultProps: { lockScroll: false } },
      Popover: { defaultProps: { position: 'bottom-start', ...quick } },
      Tooltip: {
        defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false }, ...quick },
      },
    },
  })
  return (
    <MantineProvider
      theme={theme}
      getStyleNonce={() => nonce}
      withCssVariables={false}
      withGlobalClasses={false}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
    >
      {children}
    </MantineProvider>
  )
}

/** The chosen theme and the way to change it; remembered in this browser. */
export function useTheme(): { theme: Theme; setTheme: (theme: Theme) => void } {
  const { colorScheme: chosen, setColorScheme } = useMantineColorScheme()
  return {
    theme: chosen === 'auto' ? 'system' : chosen,
    setTheme: (theme) => setColorScheme(theme === 'system' ? 'auto' : theme),
  }
}

type MantineScheme = 'light' | 'dark' | 'auto'
let listener: ((event: StorageEvent) => void) | null = null

/** Keeps the product's word for it (`system`), which the first script of the page reads too. */
const colorScheme = {
  get: (fallback: MantineScheme): MantineScheme => {
    const stored = localStorage.getItem(storageKey)
    return stored === 'light' || stored === 'dark' ? stored : stored === 'system' ? 'auto' : fallback
  },
  set: (value: MantineScheme) => localStorage.setItem(storageKey, value === 'auto' ? 'system' : value),
  subscribe: (onChange: (value: MantineScheme) => void) => {
    listener = (event) => {
      if (event.key === storageKey) onChange(colorScheme.get('auto'))
    }
    window.addEventListener('storage', listener)
  },
  unsubscribe: () => {
    if (listener) window.removeEventListener('storage', listener)
  },
  clear: () => localStorage.removeItem(storageKey),
}
