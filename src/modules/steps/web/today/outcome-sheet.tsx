import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Drawer } from '../../../../web/ui/overlays.tsx'
import type { StepCard } from '../outcome/draft.ts'
import { OutcomeButtons } from '../outcome/outcome-bar.tsx'
import { OutcomeFields } from '../outcome/outcome-fields.tsx'
import type { OutcomeControl } from '../outcome/use-outcome.ts'
import css from './today-phone.module.css'

export interface OutcomeSheetProps {
  control: OutcomeControl
  card: StepCard | null
  /** Of the customer. */
  name: string
}

/** The outcome on a phone: a sheet from below. */
export function OutcomeSheet({ control, card, name }: OutcomeSheetProps) {
  const t = useT()
  const { draft } = control
  return (
    <Drawer opened={draft !== null} onClose={control.cancel} title={name}>
      {draft && (
        <form
          className={css.sheet}
          onSubmit={(event) => {
            event.preventDefault()
            control.commit()
          }}
        >
          <OutcomeButtons control={control} large />
          <OutcomeFields control={control} draft={draft} card={card} />
          <Button variant="primary" type="submit" fullWidth>
            {t('steps.closeAndNext')}
          </Button>
        </form>
      )}
    </Drawer>
  )
}
