import { type Config, type ConfigFlags, readConfig } from '../server/app/config.ts'
import { describeProblem, StartRefused } from '../server/app/start-problem.ts'
import { reasonOf } from '../server/db/engine/reason.ts'
import { databaseFindings } from './doctor/database.ts'
import type { Finding } from './doctor/finding.ts'
import { machineFindings } from './doctor/machine.ts'
import { terminalLanguage } from './language.ts'

const marks = { good: '✓', warning: '!', wrong: '✗' } as const

/** `onward doctor`: looks for what keeps Onward from running and tells it in plain words. */
export async function doctor(flags: ConfigFlags): Promise<number> {
  const findings = await examine(flags)
  const language = terminalLanguage(process.env)
  for (const { mark, words } of findings) console.log(`${marks[mark]} ${words[language]}`)
  return findings.some(({ mark }) => mark === 'wrong') ? 1 : 0
}

async function examine(flags: ConfigFlags): Promise<Finding[]> {
  let config: Config
  try {
    config = readConfig(process.env, flags)
  } catch (error) {
    return asFindings(error)
  }
  const machine = await machineFindings(config)
  return [...machine, ...(await databaseFindings(config).catch(asFindings))]
}

function asFindings(error: unknown): Finding[] {
  if (!(error instanceof StartRefused)) {
    const reason = reasonOf(error)
    return [{ mark: 'wrong', words: { en: `Unexpected: ${reason}.`, ru: `Непредвиденный сбой: ${reason}.` } }]
  }
  return error.problems.map((problem) => ({
    mark: 'wrong',
    words: { en: describeProblem(problem, 'en'), ru: describeProblem(problem, 'ru') },
  }))
}
