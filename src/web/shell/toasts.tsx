import { useEffect, useState } from 'react'
import { Link } from '../app/routing.tsx'
import { createStore, useStore } from '../app/store.ts'
import { useT } from '../text/i18n.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import css from './toasts.module.css'

export interface Toast {
  id: number
  tone: 'status' | 'error'
  text: string
  /** The code or request id, for errors. */
  code?: string
  action?: { label: string; keys?: string; perform: () => void }
  /** Where what it tells of is to be seen. */
  link?: { label: string; to: string }
  /** Milliseconds; null stays until closed. */
  lasts: number | null
}

const most = 3
const toasts = createStore<readonly Toast[]>([])
let lastId = 0

/** Shows a short message at the bottom left; the same text again replaces the former. Returns its id. */
export function showToast(
  toast: Omit<Toast, 'id' | 'tone' | 'lasts'> & Partial<Pick<Toast, 'tone' | 'lasts'>>,
): number {
  const tone = toast.tone ?? 'status'
  const lasts =
    toast.lasts !== undefined ? toast.lasts : tone === 'error' ? null : toast.action ? 10_000 : 5000
  const id = ++lastId
  toasts.set((all) =>
    [...all.filter(({ text }) => text !== toast.text), { ...toast, id, tone, lasts }].slice(-most),
  )
  return id
}

/** Takes a message away. */
export function closeToast(id: number): void {
  toasts.set((all) => all.filter((toast) => toast.id !== id))
}

/** The messages of the moment. Both regions are always there, so that screen readers announce what comes into them. */
export function Toasts() {
  const all = useStore(toasts)
  return (
    <div className={css.toasts}>
      <div role="alert">
        {all
          .filter(({ tone }) => tone === 'error')
          .map((toast) => (
            <ToastCard key={toast.id} toast={toast} />
          ))}
      </div>
      <div role="status">
        {all
          .filter(({ tone }) => tone === 'status')
          .map((toast) => (
            <ToastCard key={toast.id} toast={toast} />
          ))}
      </div>
    </div>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useT()
  const [held, setHeld] = useState(false)
  const { id, lasts, action, link } = toast

  useEffect(() => {
    if (lasts === null || held) return
    const timer = setTimeout(() => closeToast(id), lasts)
    return () => clearTimeout(timer)
  }, [id, lasts, held])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the message while it is being read
    <div
      className={css.toast}
      data-tone={toast.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toast.tone === 'error' && <Icon name="error" />}
      <div className={css.text}>
        {toast.text}
        {toast.code && <span className={css.code}>{toast.code}</span>}
      </div>
      {link && (
        <Link className={css.link} to={link.to} onClick={() => closeToast(id)}>
          {link.label}
        </Link>
      )}
      {action && (
        <Button
          size="small"
          variant="subtle"
          keys={action.keys}
          onClick={() => {
            closeToast(id)
            action.perform()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton size="small" icon="close" label={t('shell.close')} onClick={() => closeToast(id)} />
    </div>
  )
}
