import type fields from '../fields/locales/en.json'
import type records from './locales/en.json'

declare module '../text/messages.ts' {
  interface MessageFiles {
    records: typeof records
    fields: typeof fields
  }
}
