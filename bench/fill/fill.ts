import type pg from 'pg'

/**
 * Fills a workspace with leads, each open one with its step, set by set. Deterministic: the same `leads` gives the
 * same rows. Names are Russian and English, a few cities hold most people, owners share the leads evenly.
 */
export async function fillLeads(pool: pg.Pool, schema: string, leads: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`set statement_timeout = 0; begin; set local search_path to ${schema}, public`)
    await client.query('select setseed(0.42)')
    await client.query(fillSql, [leads])
    await client.query('commit')
    await client.query(`analyze ${schema}.leads; analyze ${schema}.steps`)
  } finally {
    client.release(true)
  }
}

const fillSql = `
  with numbered as (
    select n, gen_random_uuid() as id, gen_random_uuid() as step, random() as r1, random() as r2, random() as r3
    from generate_series(1, $1::int) n
  ), words as (
    select n, id, step, r1, r2, r3,
      (array['Анна','Иван','Олег','Мария','Пётр','Светлана','Егор','Ольга','John','Kate','Paul','Emma'])[1 + (r1 * 12)::int % 12] || ' ' ||
      (array['Петров','Иванов','Сидоров','Кузнецов','Орлов','Соколов','Попов','Лебедев','Smith','Brown','Taylor','Wilson'])[1 + (r2 * 12)::int % 12] || ' ' || n as name,
      (array['Москва','Москва','Москва','Санкт-Петербург','Казань','Екатеринбург','London','Пермь','Уфа','Омск'])[1 + (r3 * 10)::int % 10] as city
    from numbered
  ), people as (
    select array_agg(id order by id) as ids from users where is_active
  ), first_stage as (
    select s.id, s.pipeline_id, s.step_kind_id from stages s join pipelines p on p.id = s.pipeline_id
    where p.works_on = 'lead' order by p.position, s.position limit 1
  ), rows as (
    select w.*, ids[1 + n % cardinality(ids)] as owner, g.id as stage, g.pipeline_id, g.step_kind_id,
      case when n % 4 = 0 then 'lost' when n % 4 = 1 then 'won' else 'open' end as status,
      now() - (r1 * interval '300 days') as made
    from words w cross join people cross join first_stage g
  ), steps_in as (
    insert into steps (id, lead_id, kind_id, due_at, owner_id, attempt, created_at, updated_at)
    select step, id, step_kind_id, now() + ((r2 - 0.02) * interval '200 days'), owner, 1 + n % 4, made, made from rows where status = 'open'
  )
  insert into leads (id, name, company_name, phone, email, city, source, budget, budget_currency, score, attempts,
    pipeline_id, stage_id, owner_id, status, next_step_id, closed_at, created_at, updated_at)
  select id, name, 'ООО Компания ' || (n % 30000), '+79' || lpad(n::text, 9, '0'), 'user' || n || '@example.com', city,
    (array['Сайт','Звонок','Выставка','Referral'])[1 + n % 4], (r2 * 100000000)::bigint, 'RUB', (r3 * 100)::int, n % 5,
    pipeline_id, stage, owner, status, case when status = 'open' then step end,
    case when status <> 'open' then made + interval '5 days' end, made, made
  from rows`
