import { isCustom } from '../../../../kernel/entities/custom-name.ts'
import { allNouns } from '../../../../web/app/registry.ts'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { objects } from '../../defaults/roles.ts'

/** What rights are given on, by name; objects of the workspace's own stand where the records of customers and work end. */
export function useRightsObjects(): { id: string; name: string }[] {
  const t = useT()
  const words = useFieldWords()
  const own = allNouns().entities.filter(({ name }) => isCustom(name))
  const shipped = objects.map((id) => ({ id: id as string, name: t(`people.objects.${id}`) }))
  return shipped.toSpliced(
    objects.indexOf('tag'),
    0,
    ...own.map(({ rightsObject: id, name }) => ({ id, name: words.many(name) })),
  )
}
