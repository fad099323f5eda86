import { RecordsPage } from '../../../../web/records/list/records-page.tsx'
import { stepScreens } from './step-screens.ts'

/** The steps behind a number. */
export function StepsPage() {
  return <RecordsPage screens={stepScreens} />
}
