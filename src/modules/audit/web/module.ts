import { defineWebModule } from '../../../web/app/web-module.ts'

/** The audit log with its seals, who looked at what, and the recycle bin. */
export const auditWeb = defineWebModule({
  name: 'audit',
  settings: [
    {
      id: 'bin',
      labelKey: 'audit.bin.title',
      wordsKey: 'audit.bin.words',
      icon: 'delete',
      group: 'work',
      order: 90,
      load: async () => (await import('./bin-page.tsx')).BinPage,
    },
    {
      id: 'audit',
      labelKey: 'audit.title',
      wordsKey: 'audit.words',
      icon: 'history',
      group: 'platform',
      order: 40,
      needs: 'audit:read',
      load: async () => (await import('./audit-page.tsx')).AuditPage,
    },
  ],
  bulkActs: [
    {
      id: 'record.bin',
      titleKey: 'audit.bin.title',
      icon: 'delete',
      needs: ['delete'],
      ofPage: true,
      fits: ({ softDelete }, rows, isWhole) => softDelete && isWhole && rows.length === 0,
      load: async () => (await import('./open-bin.tsx')).OpenBin,
    },
  ],
  recordParts: [
    {
      id: 'seen-by',
      place: 'tools',
      order: 90,
      fits: ({ extensible }) => extensible,
      isRare: true,
      load: async () => (await import('./seen-by.tsx')).SeenBy,
    },
  ],
})
