import { describe, expect, it } from 'vitest'
import { sealAll } from '../../src/modules/audit/server/index.ts'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, disappears } from '../helpers/browser.ts'

const { app, browser } = appAndBrowser()

describe.each(['en', 'ru'] as const)('what happened, in %s', (locale) => {
  it('is read in the log, verified, seen by whom it was looked at, put back and brought back', async () => {
    const name = `Looked At ${locale}`
    const { item } = (await app.admin.post('/contacts', { name, city: 'Perm' })).body
    await app.admin.patch(`/contacts/${item.id}`, { version: 1, changes: { city: 'Omsk' } })
    const anna = await browser.visit({ as: app.admin, locale })
    const { page, say } = anna

    await anna.open(`/contacts/${item.id}`)
    const field = say('fields.contact.city')
    await anna.click(page.getByRole('button', { name: say('records.timeline.putBack', { field }) }))
    await expect.poll(async () => (await app.admin.get(`/contacts/${item.id}`)).body.item.city).toBe('Perm')
    await app.services.access.flush()
    await anna.click(page.getByRole('button', { name: say('audit.seenBy.title') }))
    await appears(page.getByRole('dialog').getByText(app.admin.name))

    await anna.open(`/settings/audit?record=${item.id}`)
    await appears(page.getByText('Omsk').first())
    await anna.open('/settings/audit?tab=chain')
    await sealAll(app.services, { atOnce: true })
    await anna.click(page.getByRole('button', { name: say('audit.chain.verify') }))
    await appears(page.getByText(say('audit.chain.whole', { entries: '¤', blocks: '¤' }).split('.')[0]!))

    await app.admin.delete(`/contacts/${item.id}`)
    await anna.open('/contacts')
    await anna.click(page.getByRole('button', { name: say('audit.bin.title') }))
    await appears(page.getByText(name))
    const called = page.getByRole('searchbox', { name: say('audit.bin.called') })
    await called.fill('nothing like it')
    await appears(page.getByText(say('audit.bin.noneFound')))
    await called.fill(name.toLowerCase())
    await anna.click(page.getByRole('checkbox', { name: say('audit.bin.choose', { title: name }) }))
    await anna.click(page.getByRole('button', { name: say('audit.bin.restoreMany', { count: 1 }) }))
    await disappears(page.getByRole('table').getByText(name))
    expect((await app.admin.get(`/contacts/${item.id}`)).status).toBe(200)
  })
})
