import { type Example, link, owner, pick, readFieldTable, readTable, target, the } from './matrix.words.ts'

/**
 * WHO MAY DO WHAT. Every operation of the API has a row; one without fails the test.
 *
 * A cell says whose records a role reaches by the operation:
 *   all, team, own   everybody's, those of one's team, one's own
 *   none             nobody's: what one sees is refused (403), what one does not see is as if it did not exist
 *   no               the operation as a whole is refused (403), whatever it is asked about
 * What lies beyond the reach is refused (403) when the role sees it, by the row `GET /<table>/{id}`, and is otherwise
 * answered word for word like an id that was never given out. A key does what its owner does, `byKey` excepted; one
 * that may only read is refused every write.
 */
export const rights = readTable(`
                                      admin  head   manager  analyst
  GET /session                        all    all    all      all
  PATCH /session                      all    all    all      all

  GET /leads                          all    all    team     all
  GET /leads/{id}                     all    all    team     all
  POST /leads                         all    all    own      no
  PATCH /leads/{id}                   all    all    own      none
  DELETE /leads/{id}                  all    all    none     none
  GET /leads/{id}/conversion          all    all    team     no
  POST /commands/lead.convert         all    all    own      no

  GET /deals                          all    all    team     all
  GET /deals/{id}                     all    all    team     all
  POST /deals                         all    all    own      no
  PATCH /deals/{id}                   all    all    own      none
  DELETE /deals/{id}                  all    all    none     none

  GET /contacts                       all    all    all      all
  GET /contacts/{id}                  all    all    all      all
  POST /contacts                      all    all    own      no
  PATCH /contacts/{id}                all    all    team     none
  DELETE /contacts/{id}               all    all    none     none

  GET /companies                      all    all    all      all
  GET /companies/{id}                 all    all    all      all
  POST /companies                     all    all    own      no
  PATCH /companies/{id}               all    all    team     none
  DELETE /companies/{id}              all    all    none     none

  GET /products                       all    all    all      all
  GET /products/{id}                  all    all    all      all
  POST /products                      all    all    no       no
  PATCH /products/{id}                all    all    none     none
  DELETE /products/{id}               all    all    none     none

  GET /tags                           all    all    all      all
  GET /tags/{id}                      all    all    all      all
  POST /tags                          all    all    all      no
  PATCH /tags/{id}                    all    all    none     none
  DELETE /tags/{id}                   all    all    none     none
  GET /tags/in-use                    all    all    all      all
  POST /commands/tag.change           all    all    own      none
  POST /commands/tag.merge            all    all    no       no

  GET /notifications                  all    all    all      all
  GET /notifications/unread           all    all    all      all
  GET /notifications/settings         all    all    all      all
  POST /commands/notification.read    all    all    all      all
  POST /commands/notification.choose  all    all    all      all
  GET /notifications/exceptions       all    all    all      all
  POST /commands/notification.clearExceptions  all  all  all  all
  GET /followers                      all    all    team     all
  POST /commands/record.follow        all    all    team     all
  GET /mentions/people                all    all    team     all
  GET /favourites                     all    all    all      all
  POST /commands/favourite.set        all    all    team     all
  POST /commands/favourite.order      all    all    all      all
  GET /recent                         all    all    all      all
  POST /commands/recent.note          all    all    team     all

  GET /notes                          all    all    team     all
  GET /notes/{id}                     all    all    team     all
  POST /notes                         all    all    own      no
  PATCH /notes/{id}                   all    own    own      none
  DELETE /notes/{id}                  all    all    own      none

  GET /files                          all    all    team     all
  GET /files/{id}                     all    all    team     all
  GET /files/{id}/content             all    all    team     all
  GET /files/{id}/text                all    all    team     all
  GET /file-limits                    all    all    all      all
  POST /files                         all    all    team     no
  POST /commands/file.rename          all    own    own      no
  POST /commands/file.remove          all    all    own      no

  GET /views                          own    own    own      own
  GET /views/{id}                     own    own    own      own
  POST /views                         all    all    own      own
  PATCH /views/{id}                   own    own    own      own
  DELETE /views/{id}                  own    own    own      own

  GET /plans                          all    all    own      all
  GET /plans/{id}                     all    all    own      all
  POST /plans                         all    all    no       no
  PATCH /plans/{id}                   all    all    none     none
  DELETE /plans/{id}                  all    all    none     none

  GET /steps                          all    all    team     all
  GET /steps/{id}                     all    all    team     all
  GET /today                          all    all    team     all
  GET /calendar                       all    all    team     all
  GET /step-card                      all    all    team     all
  GET /team-report                    all    all    all      all
  POST /commands/step.complete        all    all    own      no
  POST /commands/step.change          all    all    own      no
  POST /commands/work.move            all    all    own      no
  POST /commands/work.win             all    all    own      no
  POST /commands/work.lose            all    all    own      no
  POST /commands/work.reopen          all    all    own      no
  POST /commands/work.assign          all    all    own      no

  GET /timeline                       all    all    team     all
  GET /search                         all    all    all      all
  GET /changes                        all    all    all      all
  GET /board                          all    all    all      all
  GET /groups                         all    all    all      all
  GET /totals                         all    all    all      all
  POST /commands/records.undo         all    all    own      none
  POST /commands/records.restore      all    all    own      no
  POST /commands/records.place        all    all    own      none
  POST /commands/records.updateMany   all    all    own      none
  POST /commands/records.deleteMany   all    all    none     none
  POST /commands/records.batch        all    all    own      none
  POST /commands/records.upsert       all    all    own      none

  GET /users                          all    all    all      all
  GET /users/{id}                     all    all    all      all
  POST /users                         all    no     no       no
  PATCH /users/{id}                   all    none   none     none
  DELETE /users/{id}                  all    none   none     none
  POST /commands/user.invite          all    no     no       no
  POST /commands/user.deactivate      all    no     no       no
  POST /commands/user.activate        all    no     no       no
  GET /teams                          all    all    all      all
  GET /teams/{id}                     all    all    all      all
  POST /teams                         all    no     no       no
  PATCH /teams/{id}                   all    none   none     none
  DELETE /teams/{id}                  all    none   none     none
  GET /roles                          all    all    all      all
  GET /roles/{id}                     all    all    all      all
  POST /roles                         all    no     no       no
  PATCH /roles/{id}                   all    none   none     none
  DELETE /roles/{id}                  all    none   none     none
  GET /access-explanation             all    no     no       no
  GET /api-keys                       all    all    all      all
  POST /commands/apiKey.create        all    all    all      all
  POST /commands/apiKey.createForService  all    no    no      no
  POST /commands/apiKey.revoke        all    own    own      own

  GET /webhooks                       all    no     no       no
  GET /webhooks/{id}/deliveries       all    no     no       no
  POST /commands/webhook.create       all    no     no       no
  POST /commands/webhook.update       all    no     no       no
  POST /commands/webhook.delete       all    no     no       no
  POST /commands/webhook.renewSecret  all    no     no       no
  POST /commands/webhook.ping         all    no     no       no
  POST /commands/webhook.replay       all    no     no       no

  GET /pipelines                      all    all    all      all
  GET /pipelines/{id}                 all    all    all      all
  POST /pipelines                     all    no     no       no
  PATCH /pipelines/{id}               all    none   none     none
  DELETE /pipelines/{id}              all    none   none     none
  GET /stages                         all    all    all      all
  GET /stages/{id}                    all    all    all      all
  POST /stages                        all    no     no       no
  PATCH /stages/{id}                  all    none   none     none
  DELETE /stages/{id}                 all    none   none     none
  GET /step_kinds                     all    all    all      all
  GET /step_kinds/{id}                all    all    all      all
  POST /step_kinds                    all    no     no       no
  PATCH /step_kinds/{id}              all    none   none     none
  DELETE /step_kinds/{id}             all    none   none     none
  GET /scripts                        all    all    all      all
  GET /scripts/{id}                   all    all    all      all
  POST /scripts                       all    no     no       no
  PATCH /scripts/{id}                 all    none   none     none
  DELETE /scripts/{id}                all    none   none     none
  POST /commands/setting.reorder      all    no     no       no
  GET /openapi.json                   all    all    all      all
  GET /custom_fields                  all    all    all      all
  GET /custom_fields/{id}             all    all    all      all
  GET /custom_objects                 all    all    all      all
  GET /custom_objects/{id}            all    all    all      all
  POST /commands/field.create         all    no     no       no
  POST /commands/field.change         all    no     no       no
  POST /commands/field.archive        all    no     no       no
  POST /commands/field.restore        all    no     no       no
  POST /commands/field.previewConversion  all  no   no       no
  POST /commands/field.convert        all    no     no       no
  POST /commands/field.cancelConversion  all  no    no       no
  POST /commands/field.undoConversion  all    no    no       no
  GET /fields/{id}/conversion         all    no     no       no
  POST /commands/object.create        all    no     no       no
  POST /commands/object.change        all    no     no       no
  POST /commands/object.archive       all    no     no       no
  POST /commands/object.restore       all    no     no       no
  GET /layouts                        all    all    all      all
  GET /layouts/{id}                   all    all    all      all
  POST /commands/layout.save          all    no     no       no
  POST /commands/layout.reset         all    no     no       no
  POST /commands/workspace.update     all    no     no       no
  POST /commands/sample.load          all    no     no       no
  POST /commands/sample.remove        all    no     no       no

  GET /duplicates                     all    all    all      all
  GET /duplicates/find                all    all    all      all
  GET /duplicates/waiting             all    all    all      all
  GET /duplicates/settings            all    no     no       no
  GET /duplicates/scan                all    no     no       no
  POST /commands/duplicates.decide    all    all    team     none
  POST /commands/duplicates.configure  all   no     no       no
  POST /commands/duplicates.startScan  all   no     no       no
  POST /commands/duplicates.cancelScan  all  no     no       no
  GET /merges                         all    all    all      all
  GET /merges/preview                 all    all    all      all
  GET /merges/survivor                all    all    all      all
  POST /commands/records.merge        all    all    none     none
  POST /commands/records.unmerge      all    all    own      none

  POST /commands/export.prepare       all    all    no       all
  GET /exports                        all    all    all      all
  GET /exports/{id}                   own    own    own      own
  GET /exports/{id}/file              own    own    none     own
  POST /commands/export.schedule      all    all    no       all
  POST /commands/export.unschedule    own    own    own      own
  GET /export-schedules               all    all    all      all

  POST /commands/bulk.preview         all    all    own      no
  POST /commands/bulk.start           all    all    own      no
  POST /commands/bulk.cancel          own    own    own      own
  POST /commands/bulk.undo            own    own    own      own
  GET /bulk-runs                      all    all    all      all
  GET /bulk-runs/{id}                 own    own    own      own
  GET /bulk-runs/{id}/refusals        own    own    own      own

  GET /imports                        all    all    no       all
  GET /imports/{id}                   all    all    no       all
  GET /imports/{id}/problems          all    all    no       all
  GET /imports/{id}/problem-kinds     all    all    no       all
  GET /imports/{id}/errors.csv        all    all    no       all
  GET /imports/{id}/mappings          all    all    no       all
  POST /imports                       all    all    no       no
  POST /commands/import.configure     all    all    no       no
  POST /commands/import.check         all    all    no       no
  POST /commands/import.run           all    all    no       no
  POST /commands/import.cancel        all    all    no       no
  POST /commands/import.undo          all    all    no       no
  POST /commands/import.fixRow        all    all    no       no
  POST /commands/import.remove        all    own    no       no
  POST /commands/import.saveMapping   all    all    no       no
  POST /commands/import.forgetMapping  all    all    no       no

  GET /audit                          all    no     no       no
  GET /audit/kinds                    all    no     no       no
  GET /audit/seal                     all    no     no       no
  GET /audit/verify                   all    no     no       no
  GET /audit/access                   all    no     no       no
  GET /audit/settings                 all    no     no       no
  GET /audit.csv                      all    no     no       no
  POST /commands/audit.configure      all    no     no       no
  GET /bin                            all    all    all      all
  POST /commands/bin.restore          all    all    own      no
  POST /commands/bin.restoreAct       all    all    own      none
  POST /commands/bin.erase            all    no     no       no
`)

/** Asked by people who are not signed in; what they get without a valid secret. */
export const open: Record<string, number> = {
  'POST /sign-in': 401,
  'POST /sign-out': 200,
  'GET /setup': 200,
  'POST /setup': 409,
  'GET /invitations': 404,
  'POST /invitations/accept': 404,
}

/** What an API key is refused although its owner may do it. */
export const byKey = [
  'PATCH /session',
  'POST /commands/apiKey.create',
  'POST /commands/apiKey.createForService',
]

/** Questions on the way to a change, which a key that may only read is refused as well. */
export const byReader = ['GET /leads/{id}/conversion']

/** Mounted and not described: `member` refuses whoever is not signed in, `public` tells nothing of a workspace. */
export const undescribed: Record<string, 'member' | 'public'> = {
  'GET /live': 'member',
  // The nouns a workspace has added; their rights are those of any noun.
  'GET /{object}': 'member',
  'GET /{object}/{id}': 'member',
  'POST /{object}': 'member',
  'PATCH /{object}/{id}': 'member',
  'DELETE /{object}/{id}': 'member',
  'GET /health': 'public',
  'GET /api/openapi.json': 'public',
  'GET /api/docs': 'public',
  'GET /api/docs/': 'public',
  'GET /api/docs/json': 'public',
  'GET /api/docs/yaml': 'public',
  'GET /api/docs/static/index.html': 'public',
  'GET /api/docs/static/swagger-initializer.js': 'public',
  'GET /api/docs/*': 'public',
}

/** Allowed, and refused all the same for what the records are like: operation, place, whose, status, why. */
export const conflicts: readonly (readonly [string, string, string, number, string])[] = [
  ['PATCH /companies/{id}', '{id}', 'nobody', 422, 'its own parent'],
  ['PATCH /companies/{id}', 'changes.parent', 'own', 422, 'its own parent'],
  ['DELETE /users/{id}', '{id}', 'own', 409, 'the last administrator'],
  ['DELETE /users/{id}', '{id}', 'team', 422, 'has deals of his own'],
  ['DELETE /users/{id}', '{id}', 'other', 422, 'has deals of his own'],
  ...['own', 'team', 'other'].map(
    (whose) =>
      [
        'POST /commands/apiKey.createForService',
        'user',
        whose,
        422,
        'a person, who acts for himself',
      ] as const,
  ),
  ['POST /commands/user.deactivate', 'id', 'own', 409, 'the last administrator'],
  ['POST /commands/user.deactivate', 'heir', 'other', 422, 'his own heir'],
]

const soon = '2026-12-01T10:00:00.000Z'
const contactImport = { entity: 'contact', columns: { Name: 'name' } }
const dealImport = { entity: 'deal', columns: { Name: 'title' } }
const importExamples = [
  { ...contactImport, owner: { mode: 'one', user: link('user') } },
  { ...contactImport, owner: { mode: 'roundRobin', users: [link('user')] } },
  {
    ...dealImport,
    owner: { mode: 'one', user: the('user admin') },
    pipeline: link('pipeline'),
    nextStep: { kind: link('stepKind') },
  },
]

/**
 * A request of each operation that a person may make about what is his own, with words in the place of ids:
 *   target(kind)  the record the operation is about, judged by its row above
 *   link(kind)    a record that what is written leads to: it must be seen
 *   owner()       to whom what is written will belong: within the reach of the row above
 *   pick(kind)    narrows an answer
 *   the(name)     an id that stays as it is
 * Every place of the OpenAPI document that holds an id must hold one of the first four in some example. Lists, reads
 * and deletions need none: they follow from the entity.
 */
const dealsNamed = { entity: 'deal', selection: { ids: [target('deal')] } }
const massChanges: Example[] = [
  { body: { ...dealsNamed, act: { kind: 'edit', changes: { title: 'New' } } } },
  { body: { ...dealsNamed, act: { kind: 'assign', owner: owner() } } },
  // The reach is judged alike for every act; whoever reaches least would notice first.
  { body: { ...dealsNamed, act: { kind: 'move', stage: link('stage') } }, askedBy: 'manager' },
  {
    body: {
      ...dealsNamed,
      act: { kind: 'step', next: { kind: link('stepKind'), owner: link('user'), title: 'Call' } },
    },
    askedBy: 'manager',
  },
]

export const examples: Record<string, Example | Example[]> = {
  'GET /session': {},
  'PATCH /session': { body: { theme: 'dark' } },
  'POST /sign-in': { body: { email: 'anna@example.com', password: 'wrong password' } },
  'POST /sign-out': {},
  'GET /setup': {},
  'POST /setup': {
    body: {
      token: 'x',
      locale: 'en',
      model: 'transactional',
      company: { name: 'X', country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' },
      admin: { name: 'X', email: 'x@example.com', password: 'correct horse battery' },
    },
  },
  'GET /invitations': { query: { token: 'x' } },
  'POST /invitations/accept': { body: { token: 'x', name: 'X', password: 'correct horse battery' } },

  'POST /leads': {
    body: {
      name: 'New',
      pipeline: link('pipeline lead'),
      stage: link('stage lead'),
      tags: [link('tag')],
      owner: owner(),
      nextStep: { kind: link('stepKind'), owner: link('user') },
    },
  },
  'PATCH /leads/{id}': {
    id: target('lead'),
    body: {
      changes: {
        name: 'Changed',
        pipeline: link('pipeline lead'),
        stage: link('stage lead'),
        tags: [link('tag')],
        owner: owner(),
      },
    },
  },
  'GET /leads/{id}/conversion': { id: target('lead') },
  'POST /commands/lead.convert': {
    body: {
      id: target('lead'),
      contact: { use: link('contact') },
      company: { use: link('company') },
      deal: { title: 'New', pipeline: link('pipeline'), stage: link('stage') },
    },
  },
  'POST /deals': {
    body: {
      title: 'New',
      company: link('company'),
      contact: link('contact'),
      product: link('product'),
      pipeline: link('pipeline'),
      stage: link('stage'),
      tags: [link('tag')],
      owner: owner(),
      nextStep: { kind: link('stepKind'), owner: link('user') },
    },
  },
  'PATCH /deals/{id}': {
    id: target('deal'),
    body: {
      changes: {
        title: 'Changed',
        company: link('company'),
        contact: link('contact'),
        product: link('product'),
        pipeline: link('pipeline'),
        stage: link('stage'),
        tags: [link('tag')],
        owner: owner(),
      },
    },
  },
  'POST /contacts': {
    body: { name: 'New', company: link('company'), owner: owner(), tags: [link('tag')] },
  },
  'PATCH /contacts/{id}': {
    id: target('contact'),
    body: { changes: { name: 'Changed', company: link('company'), owner: owner(), tags: [link('tag')] } },
  },
  'POST /companies': {
    body: { name: 'New', parent: link('company'), owner: owner(), tags: [link('tag')] },
  },
  'PATCH /companies/{id}': {
    id: target('company'),
    body: { changes: { name: 'Changed', parent: link('company'), owner: owner(), tags: [link('tag')] } },
  },
  'POST /products': { body: { name: 'New', tags: [link('tag')] } },
  'PATCH /products/{id}': {
    id: target('product'),
    body: { changes: { name: 'Changed', tags: [link('tag')] } },
  },
  'POST /tags': { body: { name: 'New' } },
  'PATCH /tags/{id}': { id: target('tag'), body: { changes: { name: 'Changed' } } },
  'GET /tags/in-use': {},
  'POST /commands/tag.change': { body: { entity: 'deal', ids: [target('deal')], add: ['New'] } },
  'POST /commands/tag.merge': [
    { body: { into: target('tag'), others: [the('tag spare any')] } },
    { body: { into: the('tag spare any'), others: [target('tag')] } },
  ],

  'GET /notifications': {},
  'GET /notifications/unread': {},
  'GET /notifications/settings': {},
  'GET /notifications/exceptions': {},
  'POST /commands/notification.clearExceptions': { body: {} },
  'POST /commands/notification.read': { body: { ids: [pick('deal')] } },
  'POST /commands/notification.choose': { body: { unwanted: ['assigned'] } },
  'GET /followers': { query: { entity: 'deal', record: target('deal') } },
  'POST /commands/record.follow': { body: { entity: 'deal', id: target('deal'), isFollowing: true } },
  'GET /mentions/people': { query: { entity: 'deal', record: target('deal') } },
  'GET /favourites': {},
  'POST /commands/favourite.set': { body: { entity: 'deal', id: target('deal'), isFavourite: true } },
  'POST /commands/favourite.order': { body: { ids: [pick('deal')] } },
  'GET /recent': {},
  'POST /commands/recent.note': { body: { entity: 'deal', id: target('deal') } },

  'POST /notes': {
    body: {
      text: 'New',
      lead: link('lead'),
      deal: link('deal'),
      contact: link('contact'),
      company: link('company'),
    },
  },
  'PATCH /notes/{id}': { id: target('note'), body: { changes: { text: 'Changed' } } },
  'GET /files/{id}/content': { id: target('file') },
  'GET /files/{id}/text': { id: target('file') },
  'GET /file-limits': {},
  'POST /files': { query: { entity: 'deal', record: target('deal') }, file: 'New' },
  'POST /commands/file.rename': { body: { id: target('file'), name: 'Changed' } },
  'POST /commands/file.remove': { body: { id: target('file') } },
  'POST /views': {
    body: { name: 'New', entity: 'deal', config: { pipeline: pick('pipeline') }, role: link('role') },
  },
  'PATCH /views/{id}': {
    id: target('view'),
    body: { changes: { config: { pipeline: pick('pipeline') }, role: link('role') } },
  },
  'POST /plans': { body: { user: link('user'), period: 'month', steps: 5 } },
  'PATCH /plans/{id}': { id: target('plan'), body: { changes: { steps: 6 } } },

  'GET /today': { query: { owner: pick('user'), kind: pick('stepKind') } },
  'GET /calendar': {
    query: { from: '2026-11-01T00:00:00Z', to: '2026-12-31T00:00:00Z', owner: pick('user') },
  },
  'GET /step-card': { query: { step: target('step') } },
  'GET /team-report': { query: { from: '2026-11-01', to: '2026-11-30', team: pick('team') } },
  'POST /commands/step.complete': [
    {
      body: {
        step: target('step'),
        outcome: 'result',
        stage: link('stage'),
        next: { kind: link('stepKind'), owner: link('user') },
      },
    },
    { body: { step: target('step'), outcome: 'postponed', dueAt: soon } },
    { body: { step: target('step'), outcome: 'refused', reason: 'No money' } },
  ],
  'POST /commands/step.change': {
    body: { step: target('step'), title: 'Changed', kind: link('stepKind'), owner: link('user') },
  },
  'POST /commands/work.move': { body: { entity: 'deal', id: target('deal'), stage: link('stage') } },
  'POST /commands/work.win': { body: { entity: 'deal', id: target('deal') } },
  'POST /commands/work.lose': { body: { entity: 'deal', id: target('deal'), reason: 'No money' } },
  'POST /commands/work.reopen': {
    body: {
      entity: 'deal',
      id: target('deal lost'),
      next: { kind: link('stepKind'), owner: link('user') },
    },
  },
  'POST /commands/work.assign': { body: { entity: 'deal', ids: [target('deal')], owner: owner() } },

  'GET /timeline': { query: { entity: 'deal', record: target('deal') } },
  'GET /search': { query: { q: 'zyxcanary' } },
  'GET /board': { query: { entity: 'deal', pipeline: pick('pipeline') } },
  'GET /groups': { query: { entity: 'deal', by: 'owner', sum: 'amount' } },
  'GET /totals': { query: { entity: 'deal', figures: 'amount:sum,closeOn:filled' } },
  'POST /commands/records.undo': [
    { body: { event: target('act') } },
    { body: { event: target('act on a step') } },
  ],
  'POST /commands/records.restore': { body: { entity: 'note', id: target('note binned') } },
  'POST /commands/records.place': {
    body: { entity: 'deal', id: target('deal'), side: 'after', beside: link('deal') },
  },
  'POST /commands/records.updateMany': {
    body: { entity: 'deal', ids: [target('deal')], changes: { source: 'Changed' } },
  },
  'GET /changes': { query: { after: 'start' } },
  'POST /commands/records.batch': [
    {
      body: {
        entity: 'deal',
        items: [{ op: 'update', id: target('deal'), changes: { title: 'Changed' } }],
      },
    },
    {
      body: {
        entity: 'deal',
        items: [
          {
            op: 'create',
            values: { title: 'New' },
            nextStep: { kind: link('stepKind'), owner: link('user') },
          },
        ],
      },
    },
  ],
  'POST /commands/records.upsert': {
    body: {
      entity: 'deal',
      by: 'externalId',
      items: [
        {
          key: 'A-1',
          values: { title: 'New' },
          nextStep: { kind: link('stepKind'), owner: link('user') },
        },
      ],
    },
  },
  'POST /commands/records.deleteMany': { body: { entity: 'deal', ids: [target('deal')] } },

  'POST /users': { body: { name: 'New', role: link('role'), team: link('team') } },
  'PATCH /users/{id}': [
    { id: target('user'), body: { changes: { jobTitle: 'Changed', team: link('team') } } },
    { id: the('user rival'), body: { changes: { role: link('role') } } },
  ],
  'DELETE /users/{id}': [{ id: target('user') }, { id: target('user inactive') }],
  'POST /commands/user.invite': {
    body: { name: 'New', email: 'new@example.com', role: link('role'), team: link('team') },
  },
  'POST /commands/user.deactivate': [
    { body: { id: target('user'), heir: the('user head') } },
    { body: { id: the('user rival'), heir: link('user') } },
  ],
  'POST /commands/user.activate': { body: { id: target('user inactive') } },
  'POST /teams': { body: { name: 'New', lead: link('user') } },
  'PATCH /teams/{id}': { id: target('team'), body: { changes: { name: 'Changed', lead: link('user') } } },
  'POST /roles': { body: { name: 'New', grants: { lead: { read: 'own' } } } },
  'PATCH /roles/{id}': { id: target('role'), body: { changes: { name: 'Changed' } } },
  'GET /api-keys': {},
  'POST /commands/apiKey.create': { body: { name: 'New' } },
  'POST /commands/apiKey.createForService': [
    { body: { name: 'New', role: link('role') } },
    { body: { name: 'New', user: link('user') } },
  ],
  'POST /commands/apiKey.revoke': { body: { id: target('apiKey') } },

  'GET /webhooks': {},
  'GET /webhooks/{id}/deliveries': { id: target('webhook kept') },
  'POST /commands/webhook.create': {
    body: { name: 'New', url: 'https://example.com/hook', events: ['deal.*'] },
  },
  'POST /commands/webhook.update': { body: { id: target('webhook kept'), name: 'Changed' } },
  'POST /commands/webhook.delete': { body: { id: target('webhook kept') } },
  'POST /commands/webhook.renewSecret': { body: { id: target('webhook kept') } },
  'POST /commands/webhook.ping': { body: { id: target('webhook kept') } },
  'POST /commands/webhook.replay': { body: { delivery: target('delivery kept') } },

  'POST /pipelines': { body: { name: 'New', worksOn: 'deal' } },
  'PATCH /pipelines/{id}': { id: target('pipeline'), body: { changes: { name: 'Changed' } } },
  'POST /stages': { body: { name: 'New', pipeline: link('pipeline'), stepKind: link('stepKind') } },
  'PATCH /stages/{id}': {
    id: target('stage'),
    body: { changes: { name: 'Changed', stepKind: link('stepKind') } },
  },
  'POST /step_kinds': { body: { name: 'New', icon: 'task' } },
  'PATCH /step_kinds/{id}': { id: target('stepKind'), body: { changes: { name: 'Changed' } } },
  'POST /scripts': { body: { name: 'New', pipeline: link('pipeline'), attempt: 9, questions: [] } },
  'PATCH /scripts/{id}': {
    id: target('script'),
    body: { changes: { name: 'Changed', pipeline: link('pipeline') } },
  },
  'POST /commands/setting.reorder': { body: { entity: 'stage', ids: [target('stage')] } },
  'GET /openapi.json': {},
  'POST /commands/field.create': { body: { entity: 'deal', type: 'text', names: { en: 'New' } } },
  'POST /commands/field.change': { body: { field: target('customField'), names: { en: 'Changed' } } },
  'POST /commands/field.archive': { body: { field: target('customField') } },
  'POST /commands/field.restore': { body: { field: target('customField') } },
  'POST /commands/field.previewConversion': { body: { field: target('customField'), type: 'number' } },
  'POST /commands/field.convert': { body: { field: target('customField'), type: 'longText' } },
  'POST /commands/field.cancelConversion': { body: { field: target('customField converting') } },
  'POST /commands/field.undoConversion': { body: { field: target('customField converted') } },
  'GET /fields/{id}/conversion': { id: target('customField') },
  'POST /commands/object.create': { body: { one: { en: 'New' }, many: { en: 'News' } } },
  'POST /commands/object.change': { body: { object: target('customObject'), one: { en: 'Changed' } } },
  'POST /commands/object.archive': { body: { object: target('customObject') } },
  'POST /commands/object.restore': { body: { object: target('customObject') } },
  'POST /commands/layout.save': {
    body: {
      entity: 'deal',
      config: {
        sections: [
          {
            id: 'main',
            fields: [
              {
                name: 'amount',
                pipelines: [link('pipeline')],
                roles: [link('role')],
                requiredAt: [link('stage')],
              },
            ],
          },
        ],
      },
    },
  },
  'POST /commands/layout.reset': { body: { entity: 'company', version: 1 } },
  'POST /commands/workspace.update': { body: { name: 'Changed' } },
  'POST /commands/sample.load': { body: {} },
  'POST /commands/sample.remove': { body: {} },

  'GET /access-explanation': {
    // One in the bin is explained too, to whoever sees it there.
    query: { person: link('user'), entity: 'contact', record: target('contact twin') },
  },
  'GET /duplicates': { query: { entity: 'contact' } },
  'GET /duplicates/find': { query: { entity: 'contact', values: '{"name":"zyxcanary"}' } },
  'GET /duplicates/waiting': {},
  'GET /duplicates/settings': {},
  'GET /duplicates/scan': {},
  'POST /commands/duplicates.decide': { body: { id: target('contact pair'), decision: 'distinct' } },
  'POST /commands/duplicates.configure': { body: { reviewFrom: 80 } },
  'POST /commands/duplicates.startScan': { body: {} },
  'POST /commands/duplicates.cancelScan': { body: {} },
  'GET /merges': { query: { entity: 'contact', record: target('contact') } },
  'GET /merges/preview': {
    query: { entity: 'contact', id: target('contact'), others: target('contact twin') },
  },
  'GET /merges/survivor': { query: { entity: 'contact', id: target('contact merged') } },
  'POST /commands/records.merge': {
    body: { entity: 'contact', survivor: target('contact'), others: [target('contact twin')] },
  },
  'POST /commands/records.unmerge': { body: { event: target('act of merging') } },

  'POST /commands/export.prepare': {
    body: { entity: 'deal', format: 'csv', selection: { ids: [target('deal')] } },
  },
  'GET /exports/{id}': { id: target('export') },
  'GET /exports/{id}/file': { id: target('export') },
  'POST /commands/export.schedule': { body: { entity: 'deal', format: 'csv', every: 'day' } },
  'POST /commands/export.unschedule': { body: { id: target('exportSchedule') } },
  'GET /export-schedules': {},

  'POST /commands/bulk.preview': massChanges.map((one) => ({ ...one, askedBy: 'manager' })),
  'POST /commands/bulk.start': massChanges,
  'POST /commands/bulk.cancel': { body: { id: target('bulkRun running') } },
  'POST /commands/bulk.undo': { body: { id: target('bulkRun done') } },
  'GET /bulk-runs': {},
  'GET /bulk-runs/{id}': { id: target('bulkRun done') },
  'GET /bulk-runs/{id}/refusals': { id: target('bulkRun done') },
  'GET /exports': {},

  'GET /imports/{id}/problems': { id: target('import') },
  'GET /imports/{id}/problem-kinds': { id: target('import') },
  'GET /imports/{id}/errors.csv': { id: target('import') },
  'GET /imports/{id}/mappings': { id: target('import') },
  'POST /commands/import.forgetMapping': {
    body: { id: target('import'), mapping: pick('importMapping') },
  },
  'POST /commands/import.saveMapping': importExamples.map((settings) => ({
    body: { id: target('import'), name: 'Mine', settings },
  })),
  'POST /imports': { file: 'Name\nNew\n' },
  'POST /commands/import.configure': importExamples.map((settings) => ({
    body: { id: target('import'), settings },
  })),
  'POST /commands/import.check': { body: { id: target('import') } },
  'POST /commands/import.run': { body: { id: target('import') } },
  'POST /commands/import.cancel': { body: { id: target('import running') } },
  'POST /commands/import.undo': { body: { id: target('import done') } },
  'POST /commands/import.fixRow': { body: { id: target('import'), row: 1, cells: { Name: 'Changed' } } },
  'POST /commands/import.remove': { body: { id: target('import unfiled') } },

  'GET /audit': { query: { actor: pick('user'), record: pick('contact twin') } },
  'GET /audit/kinds': {},
  'GET /audit/seal': {},
  'GET /audit/verify': {},
  'GET /audit/access': { query: { user: pick('user'), record: pick('contact twin') } },
  'GET /audit/settings': {},
  'GET /audit.csv': { query: { actor: pick('user'), record: pick('contact twin') } },
  'POST /commands/audit.configure': { body: { accessDays: 90 } },
  'GET /bin': { query: { actor: pick('user') } },
  'POST /commands/bin.restore': { body: { items: [{ entity: 'note', id: target('note binned') }] } },
  'POST /commands/bin.restoreAct': { body: { event: target('note binning') } },
  'POST /commands/bin.erase': { body: { items: [{ entity: 'note', id: target('note binned') }] } },
}

/**
 * WHAT A ROLE COMES TO KNOW of a field it is limited in, and what it may do with it. A cell says
 *   whole, masked    the value as it is, or with most of its signs left out
 *   nothing          an answer that neither holds the value nor tells that it is there
 *   refused          a refusal that names the field
 *   done             it is done
 *   -                there is no such case: what is added up and put into groups cannot be masked
 */
export const fields = readFieldTable(`
                                edit     read     masked   hidden
  record                        whole    whole    masked   nothing
  record with chosen fields     whole    whole    masked   nothing
  list                          whole    whole    masked   nothing
  expanded reference            whole    whole    masked   nothing
  Today                         whole    whole    masked   nothing
  timeline                      whole    whole    masked   nothing
  feed of changes               whole    whole    masked   nothing
  log of changes                whole    whole    masked   nothing
  message of a webhook          whole    whole    masked   nothing
  merge preview                 whole    whole    masked   nothing
  conversion of a lead          whole    whole    masked   nothing
  formula reading it            whole    whole    nothing  nothing
  export as CSV                 whole    whole    masked   nothing
  export as JSON lines          whole    whole    masked   nothing
  export as vCard               whole    whole    nothing  nothing
  export of the column          done     done     done     refused
  search by the value           whole    whole    nothing  nothing
  search by the name            whole    whole    nothing  nothing
  list searched by the value    whole    whole    nothing  nothing
  duplicates by the value       whole    whole    nothing  nothing
  filter                        whole    whole    refused  refused
  filter through a reference    done     done     refused  refused
  filter of related records     done     done     refused  refused
  sort                          whole    whole    refused  refused
  figures under a list          done     done     refused  refused
  sum of an amount              whole    whole    -        refused
  sums on a board               whole    whole    -        nothing
  groups                        done     done     -        refused
  creation                      done     refused  refused  refused
  change                        done     refused  refused  refused
  change of several             done     refused  refused  refused
  batch                         done     refused  refused  refused
  upsert by it                  done     refused  refused  refused
  mass change                   done     refused  refused  refused
  import of it                  done     refused  refused  refused
  choice in a merge             done     refused  refused  refused
  undo of another's change      done     refused  refused  refused
  file in it                    whole    whole    nothing  nothing
  bytes of the file             whole    whole    nothing  nothing
  name behind a filter          done     done     refused  refused
  sending a file for it         done     refused  refused  refused
`)
