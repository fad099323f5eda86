import { defineWebModule } from '../../../web/app/web-module.ts'
import { preloadRefsPickers } from '../../../web/fields/refs-picker.tsx'
import { tag } from '../tag.entity.ts'

/** Tags on records of any kind: given to many at once, kept in order in Settings. */
export const tagsWeb = defineWebModule({
  name: 'tags',
  nouns: [tag],
  settings: [
    {
      id: 'tags',
      labelKey: 'tags.title',
      wordsKey: 'tags.words',
      icon: 'tag',
      group: 'work',
      order: 50,
      needs: 'tag:read',
      load: async () => (await import('./tags-settings.tsx')).TagsSettings,
    },
  ],
  bulkActs: [
    {
      id: 'record.tags',
      titleKey: 'tags.change',
      icon: 'tag',
      keys: 'l',
      needs: ['update'],
      fits: (entity, rows) => entity.extensible && rows.length > 0,
      load: async () => {
        // One begins to type as soon as the dialog is there.
        await preloadRefsPickers()
        return (await import('./change-tags-dialog.tsx')).ChangeTagsDialog
      },
    },
  ],
})
