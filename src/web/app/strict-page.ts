import { z } from 'zod'

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown
}

/**
 * The page forbids strings as HTML (`require-trusted-types-for 'script'`). The interface library puts style sheets
 * into `<style>` elements that way, which is harmless while the text holds no markup; anything with markup is refused.
 */
const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes
factory?.createPolicy('default', {
  createHTML(text) {
    if (text.includes('<')) throw new TypeError('Markup from a string is refused')
    return text
  },
})

// It forbids making code from strings too, which schemas would otherwise try for speed.
z.config({ jitless: true })
