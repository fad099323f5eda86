/** What a row of an imported file must become. */
export interface ImportedDeal {
  external: string
  title: string
  company: string
  /** Whole roubles. */
  amount: number
}

/** The rows of the file of one import; its mark makes them unlike those of any other. */
export function importedDeals(mark: string, rows: number): ImportedDeal[] {
  return Array.from({ length: rows }, (_, n) => ({
    external: `${mark}-${n}`,
    title: `Imported ${mark}-${n}`,
    company: `Company ${n % 40}`,
    amount: 100 + n,
  }))
}

export const importSettings = {
  entity: 'deal',
  columns: { Id: 'externalId', Title: 'title', Company: 'company', Amount: 'amount' },
  match: ['externalId'],
  onDuplicate: 'overwrite',
} as const

export function importFile(mark: string, rows: number): string {
  const lines = importedDeals(mark, rows).map((row) =>
    [row.external, row.title, row.company, row.amount].join(','),
  )
  return `${[Object.keys(importSettings.columns).join(','), ...lines].join('\r\n')}\r\n`
}
