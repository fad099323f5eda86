import type * as Library from 'libphonenumber-js/min'
import { createStore } from '../app/store.ts'

/**
 * Stands for `libphonenumber-js/min` in the browser (an alias of the build). The library weighs as much as the rest
 * of the kernel together, so it is fetched after the first screen; until then no text is a phone and phones are
 * shown as they are stored. For those who show phones: render again when the library has come.
 */
export const phoneLibrary = createStore<Pick<typeof Library, 'parsePhoneNumberFromString'> | null>(null)

/** Reads a phone; undefined while the library is on its way. */
export const parsePhoneNumberFromString = (text: string, country?: Library.CountryCode) =>
  phoneLibrary.get()?.parsePhoneNumberFromString(text, country)

/** Fetches the library; call when the browser has nothing better to do. */
export async function loadPhones(): Promise<void> {
  const { parsePhoneNumberFromString: parse } = await import('libphonenumber-js/min/index.js')
  phoneLibrary.set({ parsePhoneNumberFromString: parse })
}
