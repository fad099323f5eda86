import { useState } from 'react'

/** The same array as before while its members are the same, so that what is made from it need not be made again. */
export function useSame<Member>(list: readonly Member[]): readonly Member[] {
  const [kept, setKept] = useState(list)
  if (kept === list || (kept.length === list.length && kept.every((member, index) => member === list[index])))
    return kept
  setKept(list)
  return list
}
