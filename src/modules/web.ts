import type { WebModule } from '../web/app/web-module.ts'
import type { MessageLoaders } from '../web/text/i18n.ts'
import type people from './people/locales/en.json'
import { peopleWeb } from './people/web/module.ts'
import type pipelines from './pipelines/locales/en.json'
import { pipelinesWeb } from './pipelines/web/module.ts'
import type steps from './steps/locales/en.json'
import { stepsWeb } from './steps/web/module.ts'

/** The modules of the web application, in the order of their sections. */
export const webModules: readonly WebModule[] = [stepsWeb, pipelinesWeb, peopleWeb]

/** The words of every module; they come in one file per language. */
export const messageFiles: MessageLoaders = import.meta.glob('./*/locales/{en,ru}.json', {
  import: 'default',
})

declare module '../web/text/messages.ts' {
  interface MessageFiles {
    people: typeof people
    pipelines: typeof pipelines
    steps: typeof steps
  }
}
