import { ApiError } from './errors.ts'

/** Fetches the words of a language; the page names the file of each. Throws `ApiError`. */
export async function fetchWords(language: string): Promise<unknown> {
  const meta = document.querySelector<HTMLMetaElement>('meta[name=words]')
  const url = meta?.dataset[language]
  const response = url ? await fetch(url).catch(() => null) : null
  if (!response?.ok) throw new ApiError(0, { code: 'network.unreachable' })
  return response.json()
}
