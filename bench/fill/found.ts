import type pg from 'pg'

/** What the records that were copied in are found by; into tables without indexes, as the migration fills them. */
export async function addFound(client: pg.Client): Promise<void> {
  for (const [entity, table, title, also] of [
    ['company', 'companies', 'name', 'phone, email, tax_id, external_id'],
    ['contact', 'contacts', 'name', 'phone, email, external_id'],
    ['lead', 'leads', 'name', 'company_name, phone, email, external_id'],
    ['deal', 'deals', 'title', 'external_id'],
  ])
    await client.query(`
      insert into search_entries (record_id, entity, title, text, name_key)
      select id, '${entity}', left(btrim(onward.searchable(${title})), 100),
        ' ' || onward.searchable(concat_ws(' ', ${title}, ${also})) || ' ',
        ${title === 'name' ? 'onward.name_key(name)' : 'null'}
      from ${table}`)
  await client.query(`
    insert into search_words (word)
    select distinct spelt
    from (
      select name as text from companies
      union all select name from contacts
      union all select concat_ws(' ', name, company_name) from leads
      union all select title from deals
    ) texts, onward.words_of(text) as spelt
    where not exists (select from search_words known where known.word = spelt)`)
}
