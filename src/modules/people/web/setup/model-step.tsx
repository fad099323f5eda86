import { useState } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Choice } from '../../../../web/ui/choice.tsx'
import form from '../bare-form.module.css'
import css from './setup.module.css'
import type { SetupAnswers } from './setup.tsx'

type Model = SetupAnswers['model']
const models: readonly Model[] = ['transactional', 'collaborative', 'strategic']

interface ModelStepProps {
  initial: Model
  onBack: () => void
  onNext: (model: Model) => Promise<void>
}

/** How the company sells; pipelines, steps and reports are set up by it. */
export function ModelStep({ initial, onBack, onNext }: ModelStepProps) {
  const t = useT()
  const [model, setModel] = useState(initial)
  const [isPending, setPending] = useState(false)
  return (
    <div className={form.form}>
      <Choice
        look="cards"
        name="model"
        label={t('people.setup.model.title')}
        hiddenLabel
        value={model}
        onChange={setModel}
        options={models.map((value) => ({
          value,
          label: t(`people.setup.model.${value}.name`),
          description: (
            <>
              {t(`people.setup.model.${value}.text`)}
              <span className={css.fits}>{t(`people.setup.model.${value}.fits`)}</span>
            </>
          ),
        }))}
      />
      <div className={form.buttons}>
        <Button
          variant="primary"
          loading={isPending}
          onClick={async () => {
            setPending(true)
            await onNext(model)
            setPending(false)
          }}
        >
          {t('people.setup.create')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('people.setup.back')}
        </Button>
      </div>
    </div>
  )
}
