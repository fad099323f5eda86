import { isCustom } from '../../../kernel/entities/custom-name.ts'
import { defineWebModule } from '../../../web/app/web-module.ts'
import { file, fileSubjects } from '../file.entity.ts'
import { fileWidget } from './field/file-widget.tsx'

/** Files stand on the pages of what they are attached to. */
export const filesWeb = defineWebModule({
  name: 'files',
  nouns: [file],
  linkWidgets: { [file.name]: fileWidget },
  recordParts: [
    {
      id: 'files',
      place: 'panel',
      order: 50,
      fits: ({ name }) => isCustom(name) || fileSubjects.some((one) => one === name),
      load: async () => (await import('./files-part.tsx')).FilesPart,
    },
  ],
})
