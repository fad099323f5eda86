import { defineWebModule } from '../../../web/app/web-module.ts'
import { note } from '../note.entity.ts'

/** Notes are written and read on the pages of other records; they have none of their own. */
export const notesWeb = defineWebModule({ name: 'notes', nouns: [note] })
