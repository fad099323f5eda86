import { useRef, useState } from 'react'
import type { z } from 'zod'
import { useCommand } from '../../../../web/api/commands.ts'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { mostExamples, previewConversion } from '../../conversion.commands.ts'

type Told = z.output<typeof previewConversion.output>

/** What is known so far of what would become of the values. */
export interface Preview extends Omit<Told, 'next' | 'about'> {
  about: NonNullable<Told['about']>
  isWhole: boolean
}

/** Asks for a preview bit by bit until all values are read; a new question puts the former one aside. */
export function usePreview() {
  const { run } = useCommand(previewConversion, { touches: [] })
  const [preview, setPreview] = useState<Preview | null>(null)
  const [isFailed, setFailed] = useState(false)
  const turn = useRef(0)

  async function check(input: Omit<z.input<typeof previewConversion.input>, 'after' | 'added'>) {
    const mine = ++turn.current
    setPreview(null)
    setFailed(false)
    let known: Preview | null = null
    let after: string | null = null
    try {
      do {
        const told: Told = await run({ ...input, after, added: known?.added ?? [] })
        if (turn.current !== mine) return
        known = together(known, told)
        after = told.next
        setPreview(known)
      } while (after !== null)
    } catch (error) {
      if (turn.current !== mine) return
      setFailed(true)
      tellFailure(error)
    }
  }

  return { preview, isFailed, check }
}

function together(former: Preview | null, { next, about, ...told }: Told): Preview {
  return {
    converts: (former?.converts ?? 0) + told.converts,
    fails: (former?.fails ?? 0) + told.fails,
    examples: [...(former?.examples ?? []), ...told.examples].slice(0, mostExamples),
    added: told.added,
    // The first answer tells it.
    about: (former?.about ?? about)!,
    isWhole: next === null,
  }
}
