import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useRecords } from '../../api/records.ts'
import type { Row } from '../../api/shapes.ts'
import { allNouns } from '../../app/registry.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'

/** The kinds of step a workspace has, in order. */
export function useStepKinds(): readonly Row[] {
  const noun = allNouns().find('stepKind') ?? { name: 'stepKind', table: 'step_kinds' }
  return useRecords(noun, { sort: ['position'], limit: 200 }).rows
}

type Icons = ReadonlyMap<string, IconName>

const Known = createContext<Icons | null>(null)

/** Asks for the kinds of step once for all the steps below, of which a list shows dozens. */
export function StepKinds({ children }: { children: ReactNode }) {
  return <Known value={useIcons()}>{children}</Known>
}

/** The picture of a kind of step. */
export function KindIcon({ kind, label }: { kind: string; label?: string }) {
  const known = useContext(Known)
  return known ? <Picture icons={known} kind={kind} label={label} /> : <AskedIcon kind={kind} label={label} />
}

function AskedIcon(props: { kind: string; label?: string }) {
  return <Picture {...props} icons={useIcons()} />
}

function Picture({ icons, kind, label }: { icons: Icons; kind: string; label?: string }) {
  return <Icon name={icons.get(kind) ?? 'task'} size={14} label={label} />
}

function useIcons(): Icons {
  const kinds = useStepKinds()
  const text = JSON.stringify(kinds.map(({ id, icon }) => [id, icon]))
  // An icon of a kind is one of the choices of its entity, all of which are icons of ours.
  return useMemo(() => new Map(JSON.parse(text) as [string, IconName][]), [text])
}
