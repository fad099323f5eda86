import type { Problem } from '../../../web/app/use-form.ts'

/** Shortest password taken; the server holds the same rule. */
const shortestPassword = 10

/** What is wrong with a password somebody chooses; nothing while the field is empty. */
export function problemOfNewPassword(password: string): Problem | null {
  if (password === '' || [...password].length >= shortestPassword) return null
  return { error: 'value.password-short', params: { min: shortestPassword } }
}
