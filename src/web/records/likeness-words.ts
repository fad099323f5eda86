import type { Translate } from '../text/i18n.ts'

export interface LikenessReason {
  code: string
  weight: number
}

/** Why two records look alike, in words: what speaks for it, the weightiest first. */
export function likenessWords(t: Translate, reasons: readonly LikenessReason[], most = 3): string {
  return joined(t, reasons.filter(({ weight }) => weight > 0).slice(0, most))
}

/** What speaks against it, the weightiest first; empty when nothing does. */
export function unlikenessWords(t: Translate, reasons: readonly LikenessReason[], most = 3): string {
  return joined(
    t,
    reasons
      .filter(({ weight }) => weight < -0.5)
      .toReversed()
      .slice(0, most),
  )
}

function joined(t: Translate, reasons: readonly LikenessReason[]): string {
  return reasons.map(({ code }) => t.dyn(`alike.${code}`)).join(', ')
}
