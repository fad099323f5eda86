import { useEffect, useState } from 'react'
import { api } from '../../../../web/api/client.ts'

/** Whether nobody has set this installation up yet. */
export function useSetupNeeded(): boolean {
  const [needed, setNeeded] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    api
      .call<{ needed: boolean }>('GET', '/setup', { signal: stop.signal })
      .then((answer) => setNeeded(answer.needed))
      // It is only a hint: when the question fails, signing in will say why.
      .catch(() => {})
    return () => stop.abort()
  }, [])
  return needed
}
