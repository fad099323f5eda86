import { useNavigate } from '@tanstack/react-router'
import { type ComponentType, type PointerEvent, Suspense, useEffect, useRef, useState } from 'react'
import { preloaded } from '../app/preloaded.tsx'
import { recordPath, shownEntity } from '../app/registry.ts'
import { useGo, useHere } from '../app/routing.tsx'
import { useT } from '../text/i18n.ts'
import { IconButton } from '../ui/button.tsx'
import { Drawer } from '../ui/overlays.tsx'
import { useIsDesktop } from '../ui/use-media.ts'
import { PagePending, Part } from './page-states.tsx'
import css from './peek.module.css'

/** The record open in the side panel; it lives in the address (`peek=deal:<id>`) of whatever screen is shown. */
export function usePeek() {
  const navigate = useNavigate()
  const { search } = useHere()
  const set = (peek: string | undefined, replace: boolean) =>
    void navigate({ to: '.', search: ((former: object) => ({ ...former, peek })) as never, replace })
  const peek = read(search.peek)
  return {
    peek,
    open: (entity: string, id: string) => set(`${entity}:${id}`, peek !== null),
    close: () => set(undefined, false),
  }
}

const panels = new Map<string, ComponentType<{ id: string }>>()
const widthKey = 'onward.peek-width'
const limits = { from: 360, to: 720, usual: 480 }

/** The panel at the right; over the page where there is no room beside it. */
export function PeekPanel() {
  const { peek, close } = usePeek()
  const isDesktop = useIsDesktop()
  const t = useT()
  const Content = peek && panelOf(peek.entity)
  const title = peek ? t.dyn(shownEntity(peek.entity)?.labelKey ?? '') : ''
  const body = peek && Content && (
    <Part key={peek.id}>
      <Suspense fallback={<PagePending />}>
        <Content id={peek.id} />
      </Suspense>
    </Part>
  )
  if (!isDesktop) {
    return (
      <Drawer opened={Boolean(body)} onClose={close} title={title}>
        {body}
      </Drawer>
    )
  }
  return (
    body && <SidePanel title={title} path={recordPath(peek.entity, peek.id)} onClose={close} body={body} />
  )
}

interface SidePanelProps {
  title: string
  path: string | null
  onClose: () => void
  body: React.ReactNode
}

function SidePanel({ title, path, onClose, body }: SidePanelProps) {
  const t = useT()
  const go = useGo()
  const [width, setWidth] = useState(() => within(Number(localStorage.getItem(widthKey)) || limits.usual))
  const panel = useRef<HTMLElement>(null)

  useEffect(() => localStorage.setItem(widthKey, String(width)), [width])

  function drag(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId)
    const right = panel.current?.getBoundingClientRect().right ?? window.innerWidth
    event.currentTarget.onpointermove = (move) => setWidth(within(right - move.clientX))
    event.currentTarget.onpointerup = (up) => {
      if (up.currentTarget instanceof HTMLElement) up.currentTarget.onpointermove = null
    }
  }

  return (
    <aside ref={panel} className={css.panel} style={{ width }} aria-label={title}>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this separator can */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={t('shell.resizePanel')}
        aria-valuenow={width}
        aria-valuemin={limits.from}
        aria-valuemax={limits.to}
        tabIndex={0}
        className={css.handle}
        onPointerDown={drag}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') setWidth(within(width + 24))
          if (event.key === 'ArrowRight') setWidth(within(width - 24))
        }}
      />
      <div className={css.head}>
        <span className={css.kind}>{title}</span>
        {path && (
          <IconButton
            icon="expand"
            size="small"
            label={t('shell.openPage')}
            onClick={() => go({ to: path })}
          />
        )}
        <IconButton icon="close" size="small" label={t('shell.close')} onClick={onClose} />
      </div>
      <div className={css.body}>{body}</div>
    </aside>
  )
}

function panelOf(entity: string): ComponentType<{ id: string }> | null {
  const load = shownEntity(entity)?.loadPeek
  if (!load) return null
  const known = panels.get(entity)
  if (known) return known
  const panel = preloaded(load)
  panels.set(entity, panel)
  return panel
}

function read(value: unknown): { entity: string; id: string } | null {
  const match = typeof value === 'string' ? /^(\w+):([\w-]+)$/.exec(value) : null
  return match ? { entity: match[1] ?? '', id: match[2] ?? '' } : null
}

const within = (width: number) => Math.round(Math.min(limits.to, Math.max(limits.from, width)))
