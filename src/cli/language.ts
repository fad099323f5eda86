import type { OperatorLanguage } from '../server/app/start-problem.ts'

/** The language of the terminal, as its locale variables tell. */
export function terminalLanguage(env: NodeJS.ProcessEnv): OperatorLanguage {
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').startsWith('ru') ? 'ru' : 'en'
}
