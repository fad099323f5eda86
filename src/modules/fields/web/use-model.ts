import type { z } from 'zod'
import type { Command } from '../../../kernel/commands/command.ts'
import { useCommand } from '../../../web/api/commands.ts'
import { tellFailure } from '../../../web/shell/undo.ts'

/** A verb that changes the model: afterwards everything on the page is asked for anew. Answers whether it was done. */
export function useModelChange<Input extends z.ZodType, Output extends z.ZodType>(
  command: Command<Input, Output>,
) {
  const { run, isPending } = useCommand(command)
  return {
    isPending,
    change: async (input: z.input<Input>): Promise<boolean> => {
      try {
        await run(input)
        return true
      } catch (error) {
        tellFailure(error)
        return false
      }
    },
  }
}
