import { useGo, useHere } from '../../../web/app/routing.tsx'

/** Members of the address of a page of Settings, as texts; a change keeps the others. */
export function useAddress<Name extends string>(names: readonly Name[]) {
  const { path, search } = useHere()
  const go = useGo()
  const values: Partial<Record<Name, string>> = {}
  for (const name of names) if (typeof search[name] === 'string') values[name] = search[name]
  return {
    values,
    set: (change: Partial<Record<Name, string | undefined>>) =>
      go({ to: path, search: { ...search, ...change }, replace: true }),
  }
}
