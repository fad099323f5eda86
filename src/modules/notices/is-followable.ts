import type { Entity } from '../../kernel/entities/entity.ts'

/** Entities whose records are followed: those of somebody that have a page, not parts and settings of others. */
export function isFollowable({ importable, ownerField, softDelete, partOf }: Entity): boolean {
  return importable && softDelete && ownerField !== null && partOf.length === 0
}
