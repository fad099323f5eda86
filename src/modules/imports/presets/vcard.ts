import type { Preset } from './preset.ts'

/** Address cards: the columns the reader of cards gives them. */
export const vcard: readonly Preset[] = (['contact', 'lead'] as const).map(
  (entity): Preset => ({
    system: 'vcard',
    entity,
    marks: 'FN | N.family | N.given | TEL | EMAIL | ORG | BDAY',
    least: 2,
    columns: {
      externalId: 'UID',
      name: 'FN',
      'name.last': 'N.family',
      'name.first': 'N.given',
      'name.middle': 'N.additional',
      [entity === 'contact' ? 'company' : 'companyName']: 'ORG',
      jobTitle: 'TITLE | ROLE',
      phone: 'TEL | TEL.cell | TEL.work | TEL.home | TEL.other',
      email: 'EMAIL | EMAIL.work | EMAIL.home | EMAIL.other',
      website: 'URL',
      city: 'ADR.city',
      birthday: 'BDAY',
      note: 'NOTE',
    },
  }),
)
