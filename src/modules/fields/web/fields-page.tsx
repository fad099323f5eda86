import { useState } from 'react'
import type { CustomObject } from '../../../kernel/entities/custom-model.ts'
import { useSession } from '../../../web/api/session.ts'
import { useGo, useHere } from '../../../web/app/routing.tsx'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Modal } from '../../../web/ui/overlays.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { ArchivedObjects } from './archived-objects.tsx'
import { ConvertForm } from './convert/convert-form.tsx'
import { FieldForm } from './field-form/field-form.tsx'
import { FieldList } from './field-list.tsx'
import css from './fields-page.module.css'
import { ObjectForm } from './object-form.tsx'
import { ObjectHead } from './object-head.tsx'

const shipped = ['lead', 'deal', 'contact', 'company', 'product'] as const

type Opened = { form: 'field'; id: string | null } | { form: 'object'; object: CustomObject | null } | null

/** The fields of each noun that the workspace has added, and its own nouns. */
export function FieldsPage() {
  const t = useT()
  const words = useFieldWords()
  const { objects } = useSession().workspace.custom
  const go = useGo()
  // In the address, because the page is another one when the model has changed.
  const { search } = useHere()
  const noun = String(search.noun)
  const setNoun = (name: string, convert?: string) =>
    go({ to: '/settings/fields', search: { noun: name, ...(convert && { convert }) }, replace: true })
  const converted = typeof search.convert === 'string' ? search.convert : null
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  const nouns = [...shipped, ...objects.map(({ name }) => name)]
  const entity = nouns.includes(noun) ? noun : 'lead'
  const object = objects.find(({ name }) => name === entity)
  return (
    <SettingsPageFrame
      wide
      title={t('customFields.title')}
      description={t('customFields.about')}
      action={
        <div className={css.actions}>
          <Button icon="object" onClick={() => setOpened({ form: 'object', object: null })}>
            {t('customFields.object.add')}
          </Button>
          <Button variant="primary" icon="add" onClick={() => setOpened({ form: 'field', id: null })}>
            {t('customFields.add')}
          </Button>
        </div>
      }
    >
      <Tabs
        label={t('customFields.nouns')}
        value={entity}
        onChange={(name) => setNoun(name)}
        items={nouns.map((name) => ({ value: name, label: words.many(name) }))}
      />
      {object && (
        <ObjectHead
          object={object}
          onEdit={() => setOpened({ form: 'object', object })}
          onArchived={() => setNoun('lead')}
        />
      )}
      <FieldList
        entity={entity}
        onEdit={(id) => setOpened({ form: 'field', id })}
        onConvert={(id) => setNoun(entity, id)}
      />
      <ArchivedObjects />
      <Modal
        opened={opened?.form === 'field'}
        onClose={close}
        title={
          opened?.form === 'field' && opened.id
            ? t('customFields.edit')
            : t('customFields.addTo', { noun: words.many(entity) })
        }
      >
        {opened?.form === 'field' && <FieldForm entity={entity} id={opened.id} onClose={close} />}
      </Modal>
      <Modal
        opened={converted !== null}
        onClose={() => setNoun(entity)}
        size="large"
        title={t('customFields.convert.title')}
      >
        {converted && <ConvertForm id={converted} onClose={() => setNoun(entity)} />}
      </Modal>
      <Modal
        opened={opened?.form === 'object'}
        onClose={close}
        title={
          opened?.form === 'object' && opened.object
            ? t('customFields.object.edit')
            : t('customFields.object.add')
        }
      >
        {opened?.form === 'object' && (
          <ObjectForm object={opened.object} onClose={close} onMade={(name) => setNoun(name)} />
        )}
      </Modal>
    </SettingsPageFrame>
  )
}
