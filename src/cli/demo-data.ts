import type { Services } from '../server/services.ts'

/** One way into the demo. */
export interface SignIn {
  role: string
  email: string
  password: string
}

/** Fills an empty install with sample data; on a filled one it only tells the sign-ins. */
export async function loadDemoData(_services: Services): Promise<SignIn[]> {
  return []
}
