import { foldText } from '../../../kernel/queries/fold-text.ts'
import { amocrm } from './amocrm.ts'
import { bitrix24 } from './bitrix24.ts'
import { hubspot } from './hubspot.ts'
import { pipedrive } from './pipedrive.ts'
import type { Preset } from './preset.ts'
import { salesforce } from './salesforce.ts'
import { vcard } from './vcard.ts'

export const presets: readonly Preset[] = [
  ...amocrm,
  ...bitrix24,
  ...hubspot,
  ...pipedrive,
  ...salesforce,
  ...vcard,
]

/** The program a file was exported from, by its headings, and what it holds; null when it is none we know. */
export function recognisePreset(headings: readonly string[], entity?: string): Preset | null {
  const there = new Set(headings.map(headingKey))
  const found = presets
    .map((preset) => ({ preset, count: listed(preset.marks).filter((mark) => there.has(mark)).length }))
    .filter(({ preset, count }) => count >= preset.least && (!entity || preset.entity === entity))
    .sort((one, other) => other.count - one.count || fed(other.preset, there) - fed(one.preset, there))
  return found[0]?.preset ?? null
}

/** Which target each heading feeds by a preset; of several headings for a target that takes one, the best. */
export function presetColumns(
  { columns }: Preset,
  headings: readonly string[],
  targets: ReadonlyMap<string, { many?: boolean }>,
): Record<string, string> {
  const byKey = new Map(headings.map((heading) => [headingKey(heading), heading]))
  const chosen: Record<string, string> = {}
  for (const [target, names] of Object.entries(columns)) {
    const known = targets.get(target)
    const there = listed(names).flatMap((name) => byKey.get(name) ?? [])
    for (const heading of known?.many ? there : there.slice(0, known ? 1 : 0)) chosen[heading] ??= target
  }
  return chosen
}

/** Headings differ in case, in the star of what is required and in the dash. */
function headingKey(heading: string): string {
  return foldText(heading)
    .replace(/[–—]/g, '-')
    .replace(/['`´]/g, '’')
    .replace(/\s*\*\s*$/, '')
    .trim()
}

const lists = new Map<string, string[]>()

function listed(names: string): string[] {
  const known = lists.get(names) ?? names.split('|').map(headingKey)
  lists.set(names, known)
  return known
}

function fed({ columns }: Preset, there: ReadonlySet<string>): number {
  return Object.values(columns).filter((names) => listed(names).some((name) => there.has(name))).length
}
