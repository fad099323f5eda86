import { printPhone } from '../../../../kernel/text/phone.ts'
import { useStore } from '../../../../web/app/store.ts'
import { phoneLibrary } from '../../../../web/text/phone-library.ts'

/** A phone the way people write it, inside of a link or button of another kind. */
export function PhoneDigits({ value }: { value: string }) {
  // Written properly as soon as the library that knows how has come.
  useStore(phoneLibrary)
  return <span className="numeric">{printPhone(value)}</span>
}
