import type { Ctx } from '../../../server/context.ts'

/** When something became known or was done, and by whom. */
export interface Teller {
  at: string
  by: string
}

/** Does something now whose events are told as of the moment and by the person each record has. */
export async function toldAs(
  ctx: Ctx,
  tellers: ReadonlyMap<string, Teller>,
  work: (then: Ctx) => Promise<void>,
): Promise<void> {
  const then: Ctx = { ...ctx, events: [] }
  await work(then)
  for (const event of then.events) {
    const teller = tellers.get(event.recordId)
    ctx.events.push(teller ? { ...event, at: new Date(teller.at), by: teller.by } : event)
  }
}
