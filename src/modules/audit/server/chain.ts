import { fail } from '../../../kernel/errors/errors.ts'
import { answer } from '../../../server/registry.ts'
import { anchorOf, auditSeal, readAnchor, verifyAudit } from '../audit.commands.ts'
import { sealNow, verifyChain } from './verify.ts'

export const auditSealAnswer = answer(auditSeal, async ({ tx, workspace }) => {
  const { last, ...counts } = await sealNow(tx)
  const anchor = last && anchorOf({ ...last, workspace: workspace.schema })
  return { anchor, at: last?.at ?? null, ...counts }
})

export const verifyAuditAnswer = answer(verifyAudit, async ({ tx, workspace }, { after, anchor: text }) => {
  const anchor = text ? readAnchor(text) : null
  // A seal of another workspace says nothing of this one.
  if (anchor && anchor.workspace !== workspace.schema)
    fail('input.invalid', {}, [{ field: 'anchor', error: 'value.invalid' }])
  return verifyChain(tx, after, anchor)
})
