import type { ImportSettings } from '../import-settings.ts'

/** Programs whose exports are known by their headings. */
export const systems = ['amocrm', 'bitrix24', 'hubspot', 'pipedrive', 'salesforce', 'vcard'] as const
export type System = (typeof systems)[number]

/** What the export of one kind of records of one program looks like. */
export interface Preset {
  system: System
  entity: Extract<ImportSettings['entity'], 'lead' | 'contact' | 'company' | 'deal' | 'product'>
  /** Headings that hardly anybody else writes together, separated by `|`, and how many of them must be there. */
  marks: string
  least: number
  /** Which headings feed a target, separated by `|`; of several for one value the best comes first. */
  columns: Readonly<Record<string, string>>
  /** What texts of this program mean. */
  values?: ImportSettings['values']
  dates?: ImportSettings['dates']
}
