import { type DemoSignIn, foundDemo } from '../modules/server.ts'
import type { Services } from '../server/services.ts'
import { terminalLanguage } from './language.ts'

/** Fills an empty install with sample data; on a filled one it only tells the sign-ins. */
export function loadDemoData(services: Services): Promise<DemoSignIn[]> {
  return foundDemo(services, terminalLanguage(process.env))
}
